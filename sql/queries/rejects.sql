-- Question: what could not be read, each thing once, and when did it come up?
-- Parameters: id String, empty for all; since DateTime64(3,'UTC'); limit UInt32.
-- Columns: reject_id, platform, placement_id (0: a whole answer), kind, reason; first_at, last_at, times; run_id,
--          evidence and payload_id of the last one; history (time and run of the newest twenty); placements (those that
--          were left unread for that reason in the last run).
WITH concerned AS
(
  SELECT run_id, kind, reason, arraySort(groupUniqArray(placement_id)) AS placements
  FROM misses
  WHERE status = 'failed' AND at >= {since:DateTime64(3, 'UTC')}
  GROUP BY run_id, kind, reason
)
SELECT
  g.reject_id AS reject_id, g.platform AS platform, g.placement_id AS placement_id, g.kind AS kind, g.reason AS reason,
  g.first_at AS first_at, g.last_at AS last_at, g.times AS times,
  g.last.1 AS run_id, g.last.2 AS evidence, g.last.3 AS payload_id, g.history AS history,
  if(g.placement_id > 0, [g.placement_id], c.placements) AS placements
FROM
(
  SELECT
    lower(hex(sipHash128(platform, placement_id, kind, reason))) AS reject_id,
    platform, placement_id, kind, reason,
    min(at) AS first_at,
    max(at) AS last_at,
    toUInt32(uniqExact(run_id)) AS times,
    argMax((run_id, evidence, payload_id), (at, run_id)) AS last,
    arraySlice(arrayReverseSort(groupUniqArray((at, run_id))), 1, 20) AS history
  FROM rejects
  WHERE at >= {since:DateTime64(3, 'UTC')}
  GROUP BY platform, placement_id, kind, reason
  HAVING empty({id:String}) OR reject_id = {id:String}
  ORDER BY last_at DESC, reject_id
  LIMIT {limit:UInt32}
) AS g
LEFT JOIN concerned AS c ON c.run_id = g.last.1 AND c.kind = g.kind AND c.reason = g.reason
ORDER BY last_at DESC, reject_id
SETTINGS join_use_nulls = 0
