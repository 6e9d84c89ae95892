-- Question: which falls are stored of some placements, as they became known?
-- Parameters: first UInt32, last UInt32: from which placement to which.
-- Columns: those of fall_events; each known_since once, in its last revision.
SELECT *
FROM fall_events FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY placement_id, metric, source, observed_at, to_low, ifNull(to_high, 18446744073709551615), known_since
