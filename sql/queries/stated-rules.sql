-- Question: which counting rules did operators state, in words of the catalogue?
-- Parameters: source String (of such definitions).
-- Columns: platform, metric, version, rule. Of each the highest version.
SELECT platform, metric, version, rule_zh AS rule
FROM metric_definitions FINAL
WHERE source = {source:String}
ORDER BY platform, metric, version DESC
LIMIT 1 BY platform, metric
