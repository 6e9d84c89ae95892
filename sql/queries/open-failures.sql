-- Question: which placements ended without an answer that could be read, and were not read since, by how they ended?
-- Parameters: since DateTime64(3,'UTC'), before which nobody looks back; limit UInt32.
-- Columns: platform, account_id; status, kind of their last miss, and the hash of its reason; placements; first_at and
--          last_at of those since their last readings, times (most of one placement); witness: the placement that was
--          missed last. Largest group first.
SELECT
  p.platform AS platform,
  p.account_id AS account_id,
  toString(last.1) AS status,
  toString(last.2) AS kind,
  toString(last.3) AS reason_hash,
  arraySort(groupArray(o.placement_id)) AS placements,
  min(o.first_at) AS first_at,
  max(o.last_at) AS last_at,
  max(o.times) AS times,
  argMax(o.placement_id, (o.last_at, -toInt64(o.placement_id))) AS witness
FROM
(
  -- Numbers and hashes only: of a night in which a platform failed there are as many rows as placements.
  SELECT
    m.placement_id AS placement_id,
    min(m.at) AS first_at,
    max(m.at) AS last_at,
    toUInt32(uniqExact(m.at)) AS times,
    argMax((m.status, m.kind, cityHash64(m.reason)), (m.at, cityHash64(m.run_id))) AS last
  FROM misses AS m
  LEFT JOIN
  (
    -- The newest instant of a series is the same in all its versions: FINAL would only take its time.
    SELECT placement_id, metric, max(observed_at) AS read_at
    FROM placement_latest
    WHERE placement_id IN (SELECT placement_id FROM misses WHERE at >= {since:DateTime64(3, 'UTC')})
    GROUP BY placement_id, metric
  ) AS r ON r.placement_id = m.placement_id AND r.metric = m.metric
  WHERE m.at >= {since:DateTime64(3, 'UTC')} AND m.at > r.read_at
  GROUP BY m.placement_id, m.metric
  HAVING last.1 IN ('failed', 'absent')
) AS o
INNER JOIN (SELECT placement_id, platform, account_id FROM placements FINAL) AS p ON p.placement_id = o.placement_id
GROUP BY platform, account_id, status, kind, reason_hash
ORDER BY length(placements) DESC, last_at DESC, platform, account_id, kind, reason_hash
LIMIT {limit:UInt32}
SETTINGS join_use_nulls = 0
