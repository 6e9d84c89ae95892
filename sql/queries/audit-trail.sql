-- Question: who changed the catalogue, and how?
-- Parameters: campaign String, empty for all; limit UInt32.
-- Columns: those of the table audit, newest first.
SELECT audit_id, recorded_at, action, author, reason, campaign_id, subject, file_hash, added, changed, changes
FROM audit FINAL
WHERE empty({campaign:String}) OR campaign_id = {campaign:String}
ORDER BY recorded_at DESC, audit_id
LIMIT {limit:UInt32}
