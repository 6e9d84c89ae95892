-- Why:   one observation of one metric of one placement at one instant; append-only.
-- What:  creates the table readings.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM readings
-- Undo:  DROP TABLE readings

CREATE TABLE IF NOT EXISTS readings {{on_cluster}}
(
  placement_id    UInt32                            COMMENT 'placement',
  metric          LowCardinality(String)            COMMENT 'what is counted',
  source          LowCardinality(String)            COMMENT 'own_logs, api, export, page, statement',
  observed_at     DateTime64(3, 'UTC')              COMMENT 'when the platform said it',
  recorded_at     DateTime64(3, 'UTC')              COMMENT 'when we took it down; set once',
  local_date      Date                              COMMENT 'day of observed_at in the zone of the campaign',
  low             UInt64                            COMMENT 'reading, lower end',
  high            Nullable(UInt64)                  COMMENT 'reading, upper end; null: open',
  text            String                            COMMENT 'the count as the platform wrote it',
  step            UInt64                            COMMENT 'unit of the last printed digit',
  others_positive Bool                              COMMENT 'another counter of the same answer was above 0',
  published_at    Nullable(DateTime64(3, 'UTC'))    COMMENT 'publish time of the item as known then',
  interval_s      UInt32                            COMMENT 'how often the schedule asked, seconds',
  run_id          String                            COMMENT 'run',
  payload_id      String                            COMMENT 'hash of the answer it was read from',
  verdict         Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
  reason          LowCardinality(String)            COMMENT 'why, as a code; empty: plainly accepted',
  has_count       Bool                              COMMENT 'false while nothing was ever accepted',
  count_low       UInt64                            COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
  count_high      Nullable(UInt64)                  COMMENT 'upper end; null: open',
  accepted_at     Nullable(DateTime64(3, 'UTC'))    COMMENT 'instant of the reading that gives the count',
  revision        UInt32                            COMMENT 'how often the series was judged anew'
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(observed_at)
-- An open upper end is above every other: the key cannot hold null.
ORDER BY (placement_id, metric, observed_at, source, recorded_at, low, ifNull(high, 18446744073709551615))
COMMENT 'Readings 读数: immutable facts with the verdict formed when they were stored'
