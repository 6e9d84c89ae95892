-- Question: which later verdicts are stored on readings of some placements?
-- Parameters: first UInt32, last UInt32: from which placement to which.
-- Columns: those of verdicts; each known_since once, in its last revision.
SELECT *
FROM verdicts FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615), known_since
