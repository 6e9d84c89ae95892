-- Question: what do the series of some placements count as now?
-- Parameters: placements Array(UInt32).
-- Columns: placement_id, metric, source, count_low, count_high (null: open). Series without a count are left out.
SELECT placement_id, metric, source, count_low, count_high
FROM placement_latest FINAL
WHERE placement_id IN {placements:Array(UInt32)} AND has_count
