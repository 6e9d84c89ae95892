-- Question: which episodes has a campaign?
-- Parameters: campaign String.
-- Columns: those of episodes, in order of the series.
SELECT episode_id, campaign_id, number, title, organisation, organisation_en, status, aired_at
FROM episodes FINAL
WHERE campaign_id = {campaign:String}
ORDER BY number, episode_id
