-- Why:   what a number counts changes with time and platform.
-- What:  creates the table metric_definitions.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM metric_definitions
-- Undo:  DROP TABLE metric_definitions

CREATE TABLE IF NOT EXISTS metric_definitions {{on_cluster}}
(
  platform   LowCardinality(String) COMMENT 'platform',
  metric     LowCardinality(String) COMMENT 'metric',
  version    UInt16                 COMMENT 'version',
  rule_zh    String                 COMMENT 'the rule, Chinese',
  rule_en    String                 COMMENT 'the rule, English',
  source     String                 COMMENT 'who says so',
  strength   LowCardinality(String) COMMENT 'A own document, B public code agrees, C secondary, D disputed',
  valid_from Nullable(Date)         COMMENT 'first day of this rule; null: always',
  valid_to   Nullable(Date)         COMMENT 'last day; null: still',
  read_on    Date                   COMMENT 'when the source was read',
  updated_at DateTime64(3, 'UTC')   COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (platform, metric, version)
COMMENT 'Definitions 指标口径, effective-dated; written by renci migrate'
