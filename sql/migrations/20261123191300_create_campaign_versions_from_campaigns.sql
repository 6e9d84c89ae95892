-- Why:   campaign_versions must follow every insert into campaigns.
-- What:  a view that copies each version by key: the same one twice changes nothing.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM campaign_versions
-- Undo:  DROP VIEW campaign_versions_from_campaigns

CREATE MATERIALIZED VIEW IF NOT EXISTS campaign_versions_from_campaigns {{on_cluster}} TO campaign_versions AS
SELECT
  campaign_id, name, name_en, organiser, time_zone, starts_on, ends_on, formula, goal, simulated, note,
  updated_at AS recorded_at
FROM campaigns
