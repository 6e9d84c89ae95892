-- Why:   episode_versions must follow every insert into episodes.
-- What:  a view that copies each version by key: the same one twice changes nothing.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM episode_versions
-- Undo:  DROP VIEW episode_versions_from_episodes

CREATE MATERIALIZED VIEW IF NOT EXISTS episode_versions_from_episodes {{on_cluster}} TO episode_versions AS
SELECT
  campaign_id, episode_id, number, title, organisation, organisation_en, status, aired_at,
  updated_at AS recorded_at
FROM episodes
