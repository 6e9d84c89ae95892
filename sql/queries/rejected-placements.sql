-- Question: which placements did a reject of a whole answer leave unread?
-- Parameters: runs Array(String); since and until DateTime64(3,'UTC'), between which these took them down; most UInt32.
-- Columns: run_id, kind, reason; placements, at most so many, and concerned: how many there are.
SELECT
  run_id, kind, reason,
  arraySlice(arraySort(groupUniqArray(placement_id)), 1, {most:UInt32}) AS placements,
  toUInt32(uniqExact(placement_id)) AS concerned
FROM misses
WHERE status = 'failed' AND run_id IN ({runs:Array(String)})
  AND at >= {since:DateTime64(3, 'UTC')} AND at <= {until:DateTime64(3, 'UTC')}
GROUP BY run_id, kind, reason
