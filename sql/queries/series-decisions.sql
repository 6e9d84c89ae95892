-- Question: what did persons decide on readings of some placements?
-- Parameters: placements Array(UInt32).
-- Columns: those of decisions, in order of recording.
SELECT placement_id, metric, source, observed_at, low, high, toString(decision) AS decision, author, reason, recorded_at
FROM decisions FINAL
WHERE placement_id IN {placements:Array(UInt32)}
ORDER BY recorded_at, placement_id, metric, source
