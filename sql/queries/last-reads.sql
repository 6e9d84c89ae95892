-- Question: when was each placement last read?
-- Parameters: placements Array(UInt32), empty: all.
-- Columns: placement_id, observed_at of its newest reading, whatever metric, source and verdict.
SELECT placement_id, max(observed_at) AS observed_at
FROM placement_latest FINAL
WHERE empty({placements:Array(UInt32)}) OR placement_id IN ({placements:Array(UInt32)})
GROUP BY placement_id
