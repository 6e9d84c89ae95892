-- Why:   what could not be read is kept with its evidence, to be looked at and retried.
-- What:  creates the table rejects.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM rejects
-- Undo:  DROP TABLE rejects

CREATE TABLE IF NOT EXISTS rejects {{on_cluster}}
(
  run_id       String                 COMMENT 'run',
  platform     LowCardinality(String) COMMENT 'platform',
  placement_id UInt32                 COMMENT 'placement; 0: the whole answer',
  at           DateTime64(3, 'UTC')   COMMENT 'when',
  kind         LowCardinality(String) COMMENT 'error kind',
  reason       String                 COMMENT 'in words',
  evidence     String                 COMMENT 'the part that could not be read',
  payload_id   String                 COMMENT 'the whole answer'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (run_id, platform, placement_id, at, reason)
COMMENT 'Rejects: answers and items that could not be read'
