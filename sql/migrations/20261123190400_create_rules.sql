-- Why:   the numbers in the rules of verdicts are configuration; a verdict must say by which of them it was formed.
-- What:  creates the table rules.
-- Cost:  none: a new table.
-- Watch: SELECT * FROM rules ORDER BY recorded_at
-- Undo:  DROP TABLE rules

CREATE TABLE IF NOT EXISTS rules {{on_cluster}}
(
  recorded_at DateTime64(3, 'UTC') COMMENT 'from when on verdicts follow them; 1970: from the beginning',
  rules       String               COMMENT 'the numbers, as JSON'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (recorded_at)
COMMENT 'Rules 判定规则 of verdicts, with the moment they came into force; append-only'
