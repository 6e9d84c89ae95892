-- Question: how many payloads are older than an instant and no publication's or sheet's proof?
-- Parameters: before DateTime64(3,'UTC').
-- Columns: payloads.
SELECT count() AS payloads
FROM payloads FINAL
WHERE fetched_at < {before:DateTime64(3, 'UTC')} AND pruned_at IS NULL
  AND payload_id NOT IN
    (SELECT payload_id FROM publication_lines UNION ALL SELECT lower_payload_id FROM publication_lines UNION ALL SELECT file_hash FROM imports)
