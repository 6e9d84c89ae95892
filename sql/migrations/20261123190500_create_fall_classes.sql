-- Why:   why a counter fell is often known to a person alone: the item was set private, or its id was changed.
-- What:  creates the table fall_classes.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM fall_classes
-- Undo:  DROP TABLE fall_classes

CREATE TABLE IF NOT EXISTS fall_classes {{on_cluster}}
(
  placement_id UInt32                 COMMENT 'identity of the fall event',
  metric       LowCardinality(String) COMMENT 'identity of the fall event',
  source       LowCardinality(String) COMMENT 'identity of the fall event',
  observed_at  DateTime64(3, 'UTC')   COMMENT 'identity of the fall event',
  to_low       UInt64                 COMMENT 'identity of the fall event',
  to_high      Nullable(UInt64)       COMMENT 'identity of the fall event; null: open',
  class        LowCardinality(String) COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
  author       String                 COMMENT 'who says so',
  reason       String                 COMMENT 'on what grounds',
  recorded_at  DateTime64(3, 'UTC')   COMMENT 'when; it counts from then on'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (placement_id, metric, source, observed_at, to_low, ifNull(to_high, 18446744073709551615), recorded_at)
COMMENT 'Classes of falls as persons gave them; append-only, the last one known stands'
