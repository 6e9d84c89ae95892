-- Question: what is kept of the readings of some placements, never rewritten?
-- Parameters: first UInt32, last UInt32: from which placement to which.
-- Columns: those of readings, with the verdict formed when each was stored.
-- Order: series (placement, metric, source), then observed_at, recorded_at, low, high (open last).
SELECT *
FROM readings FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615)
