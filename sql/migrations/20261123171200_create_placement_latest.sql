-- Why:   the count of now must not read the whole history.
-- What:  creates the table placement_latest.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM placement_latest
-- Undo:  DROP TABLE placement_latest

CREATE TABLE IF NOT EXISTS placement_latest {{on_cluster}}
(
  placement_id UInt32                            COMMENT 'placement',
  metric       LowCardinality(String)            COMMENT 'what is counted',
  source       LowCardinality(String)            COMMENT 'own_logs, api, export, page, statement',
  observed_at  DateTime64(3, 'UTC')              COMMENT 'instant of the last reading',
  recorded_at  DateTime64(3, 'UTC')              COMMENT 'when it was taken down',
  known_since  DateTime64(3, 'UTC')              COMMENT 'from when on this is known: recorded_at, or later where the series was judged anew',
  verdict      Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
  reason       LowCardinality(String)            COMMENT 'why, as a code; empty: plainly accepted',
  has_count    Bool                              COMMENT 'false while nothing was ever accepted',
  count_low    UInt64                            COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
  count_high   Nullable(UInt64)                  COMMENT 'upper end; null: open',
  accepted_at  Nullable(DateTime64(3, 'UTC'))    COMMENT 'instant of the reading that gives the count',
  revision     UInt32                            COMMENT 'how often the series was judged anew',
  interval_s   UInt32                            COMMENT 'interval of the last reading, seconds',
  version      UInt64                            COMMENT 'revision, then observed_at, then 1 for a row written anew: the highest stands'
)
ENGINE = {{engine:ReplacingMergeTree(version)}}
ORDER BY (placement_id, metric, source)
COMMENT 'Last judged reading of each series; kept by a view, read with FINAL'
