-- Why:   no total without a formula.
-- What:  creates the table formulas.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM formulas
-- Undo:  DROP TABLE formulas

CREATE TABLE IF NOT EXISTS formulas {{on_cluster}}
(
  formula    String               COMMENT 'id',
  version    UInt16               COMMENT 'version',
  families   Array(String)        COMMENT 'families that are added',
  label_zh   String               COMMENT 'name, Chinese',
  label_en   String               COMMENT 'name, English',
  updated_at DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (formula, version)
COMMENT 'Formulas 计算口径; written by renci migrate'
