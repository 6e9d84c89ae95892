-- Question: of some payloads, which are kept, and are they what their ids say?
-- Parameters: payloads Array(String).
-- Columns: payload_id, platform, fetched_at, content_type, size (bytes; 0 when pruned), pruned_at (null: kept), is_true (the
--          SHA-256 of the bytes is the id; false when pruned). Ids of which nothing was ever kept have no row.
SELECT
  payload_id, platform, fetched_at, content_type, length(bytes) AS size, pruned_at,
  pruned_at IS NULL AND lower(hex(SHA256(bytes))) = payload_id AS is_true
FROM
(
  SELECT *, if(endsWith(content_type, ';base64'), base64Decode(body), body) AS bytes
  FROM payloads FINAL
  WHERE payload_id IN {payloads:Array(String)}
)
ORDER BY payload_id
