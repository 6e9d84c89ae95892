-- Question: how did the newest runs go?
-- Parameters: limit UInt32.
-- Columns: those of runs, the last version of each; newest slot first.
SELECT run_id, slot, trigger, job, state, started_at, ended_at, expected, read, missed, failed, summary, version
FROM runs FINAL
ORDER BY slot DESC, started_at DESC, run_id
LIMIT {limit:UInt32}
