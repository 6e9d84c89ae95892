-- Why:   the view that copies versions of placements knows nothing of the columns also_on, replaces and counted_apart.
-- What:  lets it copy those too.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM placement_versions WHERE counted_apart != ''
-- Undo:  the same statement without the three

ALTER TABLE placement_versions_from_placements {{on_cluster}} MODIFY QUERY
SELECT
  campaign_id, placement_id, work_id, episode_id, platform, account_id, also_on, external_id, url, replaces, metric, counted_apart,
  published_at, registered_at, updated_at AS recorded_at
FROM placements
