-- Why:   formulas notes when a formula was last written, not when it was first known: totals of the past could not say which
--        formulas there were.
-- What:  creates the table formula_versions, filled with what formulas holds, known since ever: nobody wrote down when.
-- Cost:  a copy of a small table.
-- Watch: SELECT * FROM formula_versions
-- Undo:  DROP TABLE formula_versions

CREATE OR REPLACE TABLE formula_versions {{on_cluster}}
(
  formula     String               COMMENT 'id',
  version     UInt16               COMMENT 'version',
  families    Array(String)        COMMENT 'families that are added',
  label_zh    String               COMMENT 'name, Chinese',
  label_en    String               COMMENT 'name, English',
  recorded_at DateTime64(3, 'UTC') COMMENT 'from when on this wording is known'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (formula, version, recorded_at)
COMMENT 'Every wording of the formulas 计算口径, and since when it is known; kept by a view'
AS
SELECT formula, version, families, label_zh, label_en, toDateTime64(0, 3, 'UTC') AS recorded_at
FROM formulas FINAL
