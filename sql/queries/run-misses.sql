-- Question: which targets of a run ended without a value, and why?
-- Parameters: run String; limit UInt32.
-- Columns: placement_id, status, kind, reason, payload_id; failures first.
SELECT placement_id, toString(status) AS status, kind, reason, payload_id
FROM misses FINAL
WHERE run_id = {run:String}
ORDER BY misses.status DESC, placement_id
LIMIT {limit:UInt32}
