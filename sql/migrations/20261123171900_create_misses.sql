-- Why:   a target without a value is named, with the reason.
-- What:  creates the table misses.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM misses
-- Undo:  DROP TABLE misses

CREATE TABLE IF NOT EXISTS misses {{on_cluster}}
(
  placement_id UInt32                                                         COMMENT 'placement',
  metric       LowCardinality(String)                                         COMMENT 'its counting metric',
  source       LowCardinality(String)                                         COMMENT 'source that was asked',
  run_id       String                                                         COMMENT 'run',
  at           DateTime64(3, 'UTC')                                           COMMENT 'when',
  status       Enum8('absent' = 1, 'hidden' = 2, 'removed' = 3, 'failed' = 4) COMMENT 'how it ended',
  kind         LowCardinality(String)                                         COMMENT 'error kind of a failure',
  reason       String                                                         COMMENT 'in words',
  payload_id   String                                                         COMMENT 'evidence'
)
ENGINE = {{engine:ReplacingMergeTree}}
PARTITION BY toYYYYMM(at)
ORDER BY (placement_id, metric, source, at, run_id)
COMMENT 'Targets that ended without a value'
