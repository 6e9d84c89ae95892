-- Question: which rules were verdicts formed by, since when?
-- Parameters: none.
-- Columns: recorded_at, rules as JSON; oldest first.
SELECT recorded_at, rules
FROM rules FINAL
ORDER BY recorded_at
