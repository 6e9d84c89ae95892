-- Why:   a frozen total must say which replays it was formed without, and what they counted.
-- What:  adds the column counted_apart to publication_lines.
-- Cost:  none: a column of defaults on a small table.
-- Watch: SELECT count() FROM publication_lines WHERE counted_apart != ''
-- Undo:  ALTER TABLE publication_lines DROP COLUMN counted_apart

ALTER TABLE publication_lines {{on_cluster}}
  ADD COLUMN IF NOT EXISTS counted_apart LowCardinality(String) DEFAULT '' COMMENT 'empty: it is in the total; in_live, unknown: counted apart, not added' AFTER family
