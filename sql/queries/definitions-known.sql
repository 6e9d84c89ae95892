-- Question: which definitions of some platforms' numbers were written down by K?
-- Parameters: platforms Array(String), known_at DateTime64(3,'UTC').
-- Columns: those of metric_definitions, each version in the last wording recorded by K.
SELECT platform, metric, version, rule_zh, rule_en, source, strength, valid_from, valid_to, read_on
FROM metric_definition_versions
WHERE has({platforms:Array(String)}, platform) AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY platform, metric, version, recorded_at DESC
LIMIT 1 BY platform, metric, version
