-- Question: which run began last, by an instant?
-- Parameters: as_of DateTime64(3,'UTC').
-- Columns: run_id, state, started_at, ended_at (null while under way).
SELECT run_id, state, started_at, ended_at
FROM runs FINAL
WHERE started_at <= {as_of:DateTime64(3, 'UTC')}
ORDER BY started_at DESC, run_id DESC
LIMIT 1
