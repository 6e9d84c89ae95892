-- Why:   a person's word on a doubtful reading stands over the rules, signed, and can be taken back.
-- What:  creates the table decisions.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM decisions
-- Undo:  DROP TABLE decisions

CREATE TABLE IF NOT EXISTS decisions {{on_cluster}}
(
  placement_id UInt32                                                    COMMENT 'identity of the reading',
  metric       LowCardinality(String)                                    COMMENT 'identity of the reading',
  source       LowCardinality(String)                                    COMMENT 'identity of the reading',
  observed_at  DateTime64(3, 'UTC')                                      COMMENT 'identity of the reading',
  low          UInt64                                                    COMMENT 'identity of the reading',
  high         Nullable(UInt64)                                          COMMENT 'identity of the reading; null: open',
  decision     Enum8('accept' = 1, 'hold' = 2, 'withdrawn' = 3)          COMMENT 'accept: it is the count; hold: it is taken out; withdrawn: the rules judge it again',
  author       String                                                    COMMENT 'who decided',
  reason       String                                                    COMMENT 'on what grounds',
  recorded_at  DateTime64(3, 'UTC')                                      COMMENT 'when; it counts from then on'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (placement_id, metric, source, observed_at, low, ifNull(high, 18446744073709551615), recorded_at, decision)
COMMENT 'Decisions 裁定: what persons said of readings; append-only, the last one known stands'
