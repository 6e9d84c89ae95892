-- Why:   a counter that went down for good must be explained, and never shown as a negative day without its reason.
-- What:  creates the table fall_events.
-- Cost:  none: a new table; fill it for what is stored already with renci recount.
-- Watch: SELECT count() FROM fall_events FINAL
-- Undo:  DROP TABLE fall_events

CREATE TABLE IF NOT EXISTS fall_events {{on_cluster}}
(
  placement_id UInt32                                  COMMENT 'placement',
  metric       LowCardinality(String)                  COMMENT 'what is counted',
  source       LowCardinality(String)                  COMMENT 'own_logs, api, export, page, statement',
  observed_at  DateTime64(3, 'UTC')                    COMMENT 'instant of the reading that fell',
  to_low       UInt64                                  COMMENT 'that reading, lower end',
  to_high      Nullable(UInt64)                        COMMENT 'upper end; null: open',
  from_low     UInt64                                  COMMENT 'the count it fell from, lower end',
  from_high    Nullable(UInt64)                        COMMENT 'upper end; null: open',
  class        LowCardinality(String)                  COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
  cause        Enum8('confirmed' = 1, 'decided' = 2)   COMMENT 'confirmed by a later reading, or decided by a person',
  confirmed_at DateTime64(3, 'UTC')                    COMMENT 'instant of the reading that settled it',
  known_since  DateTime64(3, 'UTC')                    COMMENT 'from when on this is known',
  withdrawn    Bool                                    COMMENT 'known no longer: what was learnt later shows no fall',
  revision     UInt32                                  COMMENT 'how often the series was judged anew'
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
ORDER BY (placement_id, metric, source, observed_at, to_low, ifNull(to_high, 18446744073709551615), known_since)
COMMENT 'Falls 回落: counters that went down, as accepted; they explain and are never added. Append-only'
