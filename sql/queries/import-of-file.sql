-- Question: was a file of these bytes taken in before?
-- Parameters: hash String (SHA-256, hex).
-- Columns: imported_at.
SELECT imported_at
FROM imports FINAL
WHERE file_hash = {hash:String}
