-- Question: what did persons decide on readings of some placements?
-- Parameters: first UInt32, last UInt32: from which placement to which.
-- Columns: those of decisions, in order of recording.
SELECT placement_id, metric, source, observed_at, low, high, toString(decision) AS decision, author, reason, recorded_at
FROM decisions FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY recorded_at, placement_id, metric, source
