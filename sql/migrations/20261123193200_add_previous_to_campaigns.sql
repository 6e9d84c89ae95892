-- Why:   a campaign that comes every year is compared with the one before it; which one that is stood nowhere.
-- What:  adds the column previous to campaigns.
-- Cost:  none: a column of defaults on a small table.
-- Watch: SELECT count() FROM campaigns WHERE previous != ''
-- Undo:  ALTER TABLE campaigns DROP COLUMN previous

ALTER TABLE campaigns {{on_cluster}}
  ADD COLUMN IF NOT EXISTS previous String DEFAULT '' COMMENT 'the campaign it is compared with; empty: none' AFTER note
