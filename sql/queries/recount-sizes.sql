-- Question: how much is stored of each placement, to tell what a recount has to do and what came since?
-- Parameters: none.
-- Columns: placement_id, readings, decisions, latest_at (newest recorded_at of both); in order of placement_id.
SELECT placement_id, sum(r) AS readings, sum(d) AS decisions, max(latest) AS latest_at
FROM
(
  SELECT placement_id, count() AS r, 0 AS d, max(recorded_at) AS latest FROM readings FINAL GROUP BY placement_id
  UNION ALL
  SELECT placement_id, 0, count(), max(recorded_at) FROM decisions FINAL GROUP BY placement_id
)
GROUP BY placement_id
ORDER BY placement_id
