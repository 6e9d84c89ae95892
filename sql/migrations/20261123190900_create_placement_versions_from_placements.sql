-- Why:   placement_versions must follow every insert into placements.
-- What:  a view that copies each version by key: the same one twice changes nothing.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM placement_versions
-- Undo:  DROP VIEW placement_versions_from_placements

CREATE MATERIALIZED VIEW IF NOT EXISTS placement_versions_from_placements {{on_cluster}} TO placement_versions AS
SELECT
  campaign_id, placement_id, work_id, episode_id, platform, account_id, external_id, url, metric, published_at, registered_at,
  updated_at AS recorded_at
FROM placements
