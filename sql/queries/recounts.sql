-- Question: which recounts were there?
-- Parameters: none.
-- Columns: those of recounts, newest first.
SELECT *
FROM recounts FINAL
ORDER BY started_at DESC, recount_id
