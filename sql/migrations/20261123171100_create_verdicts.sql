-- Why:   a late reading or a decision changes verdicts after the fact.
-- What:  creates the table verdicts.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM verdicts
-- Undo:  DROP TABLE verdicts

CREATE TABLE IF NOT EXISTS verdicts {{on_cluster}}
(
  placement_id UInt32                            COMMENT 'placement',
  metric       LowCardinality(String)            COMMENT 'what is counted',
  source       LowCardinality(String)            COMMENT 'own_logs, api, export, page, statement',
  observed_at  DateTime64(3, 'UTC')              COMMENT 'identity of the reading',
  recorded_at  DateTime64(3, 'UTC')              COMMENT 'identity of the reading',
  low          UInt64                            COMMENT 'identity of the reading',
  high         Nullable(UInt64)                  COMMENT 'identity of the reading',
  known_since  DateTime64(3, 'UTC')              COMMENT 'from when on this verdict is known',
  verdict      Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
  reason       LowCardinality(String)            COMMENT 'why, as a code; empty: plainly accepted',
  has_count    Bool                              COMMENT 'false while nothing was ever accepted',
  count_low    UInt64                            COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
  count_high   Nullable(UInt64)                  COMMENT 'upper end; null: open',
  accepted_at  Nullable(DateTime64(3, 'UTC'))    COMMENT 'instant of the reading that gives the count',
  revision     UInt32                            COMMENT 'how often the series was judged anew',
  interval_s   UInt32                            COMMENT 'interval of the reading, seconds'
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(observed_at)
ORDER BY (placement_id, metric, observed_at, source, recorded_at, low, ifNull(high, 18446744073709551615), known_since)
COMMENT 'Verdicts 判定: later changes of the verdict of a reading; append-only'
