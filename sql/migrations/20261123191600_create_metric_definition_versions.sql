-- Why:   a definition that is corrected or added later must not change what was printed under an earlier total.
-- What:  creates the table metric_definition_versions, filled with what metric_definitions holds, known since ever: nobody
--        wrote down when.
-- Cost:  a copy of a small table.
-- Watch: SELECT count() FROM metric_definition_versions
-- Undo:  DROP TABLE metric_definition_versions

CREATE OR REPLACE TABLE metric_definition_versions {{on_cluster}}
(
  platform    LowCardinality(String) COMMENT 'platform',
  metric      LowCardinality(String) COMMENT 'metric',
  version     UInt16                 COMMENT 'version of the rule; the highest in force stands',
  rule_zh     String                 COMMENT 'the rule, Chinese',
  rule_en     String                 COMMENT 'the rule, English',
  source      String                 COMMENT 'who says so',
  strength    LowCardinality(String) COMMENT 'A own document, B public code agrees, C secondary, D disputed',
  valid_from  Nullable(Date)         COMMENT 'first day of this rule; null: always',
  valid_to    Nullable(Date)         COMMENT 'last day; null: still',
  read_on     Date                   COMMENT 'when the source was read',
  recorded_at DateTime64(3, 'UTC')   COMMENT 'from when on this wording is known'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (platform, metric, version, recorded_at)
COMMENT 'Every wording of the definitions 指标口径, and since when it is known; kept by a view'
AS
SELECT
  platform, metric, version, rule_zh, rule_en, source, strength, valid_from, valid_to, read_on,
  toDateTime64(0, 3, 'UTC') AS recorded_at
FROM metric_definitions FINAL
