-- Why:   a night ends complete, incomplete or failed, never just success.
-- What:  creates the table runs.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM runs
-- Undo:  DROP TABLE runs

CREATE TABLE IF NOT EXISTS runs {{on_cluster}}
(
  run_id     String                                                               COMMENT 'id',
  slot       DateTime64(3, 'UTC')                                                 COMMENT 'the slot it serves',
  trigger    LowCardinality(String)                                               COMMENT 'schedule, catch-up, manual, import',
  job        LowCardinality(String)                                               COMMENT 'hourly, nightly; empty outside the schedule',
  state      Enum8('planned' = 1, 'complete' = 2, 'incomplete' = 3, 'failed' = 4) COMMENT 'how it ended; planned: under way',
  started_at DateTime64(3, 'UTC')                                                 COMMENT 'start',
  ended_at   Nullable(DateTime64(3, 'UTC'))                                       COMMENT 'end',
  expected   UInt32                                                               COMMENT 'targets planned',
  read       UInt32                                                               COMMENT 'targets read',
  missed     UInt32                                                               COMMENT 'targets absent, hidden or removed, as the platform says',
  failed     UInt32                                                               COMMENT 'targets that failed',
  summary    String                                                               COMMENT 'what happened, in words',
  version    UInt64                                                               COMMENT 'the last version stands'
)
ENGINE = {{engine:ReplacingMergeTree(version)}}
ORDER BY (slot, run_id)
COMMENT 'Runs 采集任务; read with FINAL'
