-- Question: which placements ended without an answer that could be read, and were not read since?
-- Parameters: since DateTime64(3,'UTC'), before which nobody looks back.
-- Columns: placement_id, metric; status, kind, reason, run_id, payload_id and time of the last miss; time of the first
--          and number of those since the last reading.
SELECT
  m.placement_id AS placement_id,
  max(m.at) AS last_at,
  min(m.at) AS first_at,
  uniqExact(m.run_id) AS times,
  argMax((toString(m.status), m.kind, m.reason, m.run_id, m.payload_id), (m.at, m.run_id)) AS last
FROM misses AS m
LEFT JOIN
(
  SELECT placement_id, metric, max(observed_at) AS read_at
  FROM placement_latest FINAL
  GROUP BY placement_id, metric
) AS r ON r.placement_id = m.placement_id AND r.metric = m.metric
WHERE m.at >= {since:DateTime64(3, 'UTC')} AND m.at > r.read_at
GROUP BY m.placement_id, m.metric
HAVING last.1 IN ('failed', 'absent')
ORDER BY placement_id
SETTINGS join_use_nulls = 0
