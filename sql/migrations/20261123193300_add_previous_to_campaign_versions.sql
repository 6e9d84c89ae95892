-- Why:   the versions of campaigns keep every column, so that an answer as known then compares with the campaign named then.
-- What:  adds the column previous to campaign_versions.
-- Cost:  none: a column of defaults on a small table.
-- Watch: SELECT count() FROM campaign_versions WHERE previous != ''
-- Undo:  ALTER TABLE campaign_versions DROP COLUMN previous

ALTER TABLE campaign_versions {{on_cluster}}
  ADD COLUMN IF NOT EXISTS previous String DEFAULT '' COMMENT 'the campaign it is compared with; empty: none' AFTER note
