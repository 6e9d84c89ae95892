-- Why:   some lists of an account's items are asked by what the platform itself calls the account (a YouTube channel id, the
--        tid of NetEase), which stood nowhere.
-- What:  adds the column external_id to accounts.
-- Cost:  none: a column of defaults on a small table.
-- Watch: SELECT count() FROM accounts WHERE external_id != ''
-- Undo:  ALTER TABLE accounts DROP COLUMN external_id

ALTER TABLE accounts {{on_cluster}}
  ADD COLUMN IF NOT EXISTS external_id String DEFAULT '' COMMENT 'what the platform itself calls the account; empty: not said' AFTER name
