-- Why:   the view that copies versions of campaigns knows nothing of the column previous.
-- What:  lets it copy that too.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM campaign_versions WHERE previous != ''
-- Undo:  the same statement without previous

ALTER TABLE campaign_versions_from_campaigns {{on_cluster}} MODIFY QUERY
SELECT
  campaign_id, name, name_en, organiser, time_zone, starts_on, ends_on, formula, goal, simulated, note, previous,
  updated_at AS recorded_at
FROM campaigns
