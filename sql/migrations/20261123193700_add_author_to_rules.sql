-- Why:   other rules make other verdicts; whoever brings them into force is named, with the grounds.
-- What:  adds author and reason to rules.
-- Cost:  none: metadata only.
-- Watch: SELECT * FROM rules FINAL ORDER BY recorded_at
-- Undo:  ALTER TABLE rules DROP COLUMN author, DROP COLUMN reason

ALTER TABLE rules {{on_cluster}}
  ADD COLUMN IF NOT EXISTS author String COMMENT 'who brought them into force',
  ADD COLUMN IF NOT EXISTS reason String COMMENT 'on what grounds'
