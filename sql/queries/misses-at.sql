-- Question: what do these misses say, each named by its placement and instant?
-- Parameters: placements Array(UInt32), instants Array(DateTime64(3,'UTC')), side by side.
-- Columns: placement_id, at; reason, run_id and payload_id of the newest run at that instant.
SELECT
  placement_id,
  at,
  argMax((reason, run_id, payload_id), cityHash64(run_id)) AS said
FROM misses
WHERE placement_id IN ({placements:Array(UInt32)})
  AND (placement_id, at) IN arrayZip({placements:Array(UInt32)}, {instants:Array(DateTime64(3, 'UTC'))})
GROUP BY placement_id, at
ORDER BY placement_id, at
