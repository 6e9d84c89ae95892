-- Why:   the summary of a run is English words only, and a page in another language can merely repeat them.
-- What:  adds the column remarks to runs: what the summary says beside the numbers, as JSON data.
-- Cost:  none: a column of defaults; runs are one row a slot and version.
-- Watch: SELECT run_id, remarks FROM runs FINAL ORDER BY slot DESC LIMIT 5
-- Undo:  ALTER TABLE runs DROP COLUMN remarks

ALTER TABLE runs {{on_cluster}}
  ADD COLUMN IF NOT EXISTS remarks String DEFAULT '' COMMENT 'what the summary says beside the numbers: a JSON list of remarks, each with its code; empty: words alone were kept' AFTER summary
