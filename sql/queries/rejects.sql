-- Question: what could not be read, each thing once, and when did it come up?
-- Parameters: id String, empty for all; since DateTime64(3,'UTC'); limit UInt32.
-- Columns: reject_id, platform, placement_id (0: a whole answer), kind, reason; first_at, last_at, times; run_id,
--          evidence and payload_id of the last one; history (time and run of the newest twenty).
-- Evidence is long: which rejects are wanted is found without it.
WITH newest AS
(
  SELECT platform, placement_id, kind, reason
  FROM rejects
  WHERE at >= {since:DateTime64(3, 'UTC')}
    AND (empty({id:String}) OR lower(hex(sipHash128(platform, placement_id, kind, reason))) = {id:String})
  GROUP BY platform, placement_id, kind, reason
  ORDER BY max(at) DESC, lower(hex(sipHash128(platform, placement_id, kind, reason)))
  LIMIT {limit:UInt32}
),
told AS
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
  WHERE at >= {since:DateTime64(3, 'UTC')} AND (platform, placement_id, kind, reason) IN (SELECT * FROM newest)
  GROUP BY platform, placement_id, kind, reason
)
SELECT
  g.reject_id AS reject_id, g.platform AS platform, g.placement_id AS placement_id, g.kind AS kind, g.reason AS reason,
  g.first_at AS first_at, g.last_at AS last_at, g.times AS times,
  g.last.1 AS run_id, g.last.2 AS evidence, g.last.3 AS payload_id, g.history AS history
FROM told AS g
ORDER BY last_at DESC, reject_id
