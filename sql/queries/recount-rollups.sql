-- Question: what do the rollups say of some placements?
-- Parameters: first UInt32, last UInt32: from which placement to which.
-- Columns: local_date (1970-01-01 for the last reading of all), and those of placement_latest.
SELECT toDate(0) AS local_date, *
FROM placement_latest FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
UNION ALL
SELECT *
FROM placement_daily FINAL
WHERE placement_id BETWEEN {first:UInt32} AND {last:UInt32}
