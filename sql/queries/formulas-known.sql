-- Question: which formulas were there, as known by K?
-- Parameters: known_at DateTime64(3,'UTC').
-- Columns: formula, version, families, label_zh, label_en, each in the last wording recorded by K.
SELECT formula, version, families, label_zh, label_en
FROM formula_versions
WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY formula, version, recorded_at DESC
LIMIT 1 BY formula, version
