-- Question: which targets of a run ended without a value, and why?
-- Parameters: run String; since and until DateTime64(3,'UTC'), between which it took them down; limit UInt32.
-- Columns: placement_id, status, kind, reason, payload_id; failures first.
-- The key begins with the placement: only the time keeps the other months unread. What was inserted twice is told once.
SELECT placement_id, toString(status) AS status, kind, reason, payload_id
FROM misses
WHERE run_id = {run:String}
  AND at >= {since:DateTime64(3, 'UTC')} AND at <= {until:DateTime64(3, 'UTC')}
ORDER BY misses.status DESC, placement_id
LIMIT 1 BY placement_id, metric, source, at
LIMIT {limit:UInt32}
