-- Question: when was the first placement of a campaign published?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: first (null where no placement has a time of publication).
SELECT min(published_at) AS first
FROM placements FINAL
WHERE campaign_id = {campaign:String} AND registered_at <= {known_at:DateTime64(3, 'UTC')}
