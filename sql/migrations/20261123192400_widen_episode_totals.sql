-- Why:   an adjustment may take out more than is counted later (a fall after it): such a total is shown as it is, below 0,
--        and never clamped; the columns held no such number.
-- What:  makes low and high of episode_totals signed.
-- Cost:  rewrites two columns of a small table: a second for a million rows.
-- Watch: SELECT count() FROM system.mutations WHERE NOT is_done
-- Undo:  ALTER TABLE episode_totals MODIFY COLUMN low UInt64, MODIFY COLUMN high Nullable(UInt64)

ALTER TABLE episode_totals {{on_cluster}}
  MODIFY COLUMN low Int64 COMMENT 'lower end, adjustments included',
  MODIFY COLUMN high Nullable(Int64) COMMENT 'upper end, adjustments included; null: open'
