-- Question: what did a campaign's line of the catalogue say, as known by K?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: those of campaigns, in the last version recorded by K; no row where none was.
SELECT
  campaign_id, name, name_en, organiser, time_zone, starts_on, ends_on, formula, goal, simulated, note, previous
FROM campaign_versions
WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY recorded_at DESC
LIMIT 1
