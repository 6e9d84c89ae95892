-- Question: when was each placement last read?
-- Parameters: none.
-- Columns: placement_id, observed_at of its newest reading, whatever metric, source and verdict.
SELECT placement_id, max(observed_at) AS observed_at
FROM placement_latest FINAL
GROUP BY placement_id
