-- Why:   answers were kept for ever, at a few KB each; of one that is taken away by age it must still be said that it was there.
-- What:  adds to payloads the column pruned_at: when the body was taken away. The row stays.
-- Cost:  none: a column of defaults.
-- Watch: SELECT countIf(pruned_at IS NULL) AS kept, count() FROM payloads FINAL
-- Undo:  ALTER TABLE payloads DROP COLUMN pruned_at

ALTER TABLE payloads {{on_cluster}}
  ADD COLUMN IF NOT EXISTS pruned_at Nullable(DateTime64(3, 'UTC')) DEFAULT NULL COMMENT 'when the body was taken away by age; null: it is kept'
