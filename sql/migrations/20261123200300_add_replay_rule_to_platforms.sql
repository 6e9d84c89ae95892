-- Why:   whether the count of a live show holds the views of its replay differs by platform, and decides what may be added.
-- What:  adds the column replay_in_live_count to platforms. What follows from it stands in placements.counted_apart, by version.
-- Cost:  none: a column of defaults on a small table.
-- Watch: SELECT platform, replay_in_live_count FROM platforms FINAL
-- Undo:  ALTER TABLE platforms DROP COLUMN replay_in_live_count

ALTER TABLE platforms {{on_cluster}}
  ADD COLUMN IF NOT EXISTS replay_in_live_count LowCardinality(String) DEFAULT '' COMMENT 'yes, no, unknown: does the count of a live show hold its replay; empty: never said, taken as unknown' AFTER group_name
