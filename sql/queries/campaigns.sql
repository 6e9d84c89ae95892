-- Question: which campaigns are there?
-- Parameters: none.
-- Columns: those of campaigns.
SELECT campaign_id, name, name_en, organiser, time_zone, starts_on, ends_on, formula, goal, simulated, note
FROM campaigns FINAL
ORDER BY starts_on, campaign_id
