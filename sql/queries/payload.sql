-- Question: what did a platform say, or a sheet hold?
-- Parameters: payload String.
-- Columns: platform, fetched_at, content_type, body (in base64 where the content type ends so), pruned_at (null: kept).
SELECT platform, fetched_at, content_type, body, pruned_at
FROM payloads FINAL
WHERE payload_id = {payload:String}
