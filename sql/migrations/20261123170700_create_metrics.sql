-- Why:   a counter may be added only to its like.
-- What:  creates the table metrics.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM metrics
-- Undo:  DROP TABLE metrics

CREATE TABLE IF NOT EXISTS metrics {{on_cluster}}
(
  metric     LowCardinality(String) COMMENT 'what is counted',
  family     LowCardinality(String) COMMENT 'what it may be added to',
  updated_at DateTime64(3, 'UTC')   COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (metric)
COMMENT 'Metrics 指标 and their families 口径族; written by renci migrate'
