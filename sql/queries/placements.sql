-- Question: which placements has a campaign (or, with an empty name, every campaign)?
-- Parameters: campaign String.
-- Columns: those of placements, in order of registration.
SELECT placement_id, work_id, campaign_id, platform, account_id, external_id, url, metric, published_at, registered_at
FROM placements FINAL
WHERE {campaign:String} = '' OR campaign_id = {campaign:String}
ORDER BY placement_id
