-- Why:   a sheet that comes late tells of values that were missing days ago; without a time of taking down, the coverage of
--        totals already told changed with it.
-- What:  adds the column recorded_at to misses; rows written before it have the time of the miss.
-- Cost:  none: a default that is computed when it is read.
-- Watch: SELECT count() FROM misses WHERE recorded_at > at
-- Undo:  ALTER TABLE misses DROP COLUMN recorded_at

ALTER TABLE misses {{on_cluster}}
  ADD COLUMN IF NOT EXISTS recorded_at DateTime64(3, 'UTC') DEFAULT at COMMENT 'when we took it down' AFTER at
