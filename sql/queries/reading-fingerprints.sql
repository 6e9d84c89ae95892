-- Question: how many readings has the counting metric of each of some placements, as of T, known by K, and what identifies them all?
-- Parameters: placements Array(UInt32), metrics Array(String): one of each; as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement_id, readings, fingerprint: SHA-256 (hex) of the readings as lines of TSV (observed_at, recorded_at, source,
--          low, high, text, run_id, payload_id), each line once, in order of their bytes, with a line feed between them.
-- The sorting key is read in order, so that only one placement's readings are in memory at a time.
SELECT
  placement_id,
  length(lines) AS readings,
  lower(hex(SHA256(arrayStringConcat(lines, '\n')))) AS fingerprint
FROM
(
  SELECT
    placement_id, metric,
    arraySort(groupUniqArray(
      formatRowNoNewline('TSV', observed_at, recorded_at, source, low, high, text, run_id, payload_id))) AS lines
  FROM readings
  WHERE (placement_id, metric) IN (SELECT arrayJoin(arrayZip({placements:Array(UInt32)}, {metrics:Array(String)})))
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY placement_id, metric
)
SETTINGS optimize_aggregation_in_order = 1
