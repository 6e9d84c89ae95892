-- Question: which works has a campaign (or, with an empty name, every campaign)?
-- Parameters: campaign String.
-- Columns: those of works; episode_id is empty for works of the campaign alone.
SELECT work_id, campaign_id, episode_id, kind, title, series, published_at
FROM works FINAL
WHERE {campaign:String} = '' OR campaign_id = {campaign:String}
ORDER BY work_id
