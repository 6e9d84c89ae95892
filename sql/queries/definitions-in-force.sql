-- Question: what do the numbers of some platforms count, on a day?
-- Parameters: platforms Array(String), day Date.
-- Columns: platform, metric, the rule in both languages, its source and strength, valid_from (null: not known to have
--          changed). The highest version in force stands.
SELECT platform, metric, rule_zh, rule_en, source, strength, valid_from
FROM metric_definitions FINAL
WHERE has({platforms:Array(String)}, platform)
  AND (valid_from IS NULL OR valid_from <= {day:Date})
  AND (valid_to IS NULL OR valid_to >= {day:Date})
ORDER BY platform, metric, version DESC
LIMIT 1 BY platform, metric
