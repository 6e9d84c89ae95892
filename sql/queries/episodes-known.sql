-- Question: what did the catalogue say of a campaign's episodes, as known by K?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: those of episodes, each in the last version recorded by K, in order of the series.
SELECT episode_id, campaign_id, number, title, organisation, organisation_en, status, aired_at
FROM
(
  SELECT *
  FROM episode_versions
  WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  ORDER BY episode_id, recorded_at DESC
  LIMIT 1 BY episode_id
)
ORDER BY number, episode_id
