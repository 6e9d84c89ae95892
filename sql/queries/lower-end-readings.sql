-- Question: which reading was the last to show a lower end, in each of some series, as of T, known by K?
-- Parameters: placements Array(UInt32), metrics Array(String), sources Array(String), lows Array(UInt64): the series and the lower
--             end of its count, one of each; as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement_id, and the reading as a tuple: observed_at, recorded_at, low, high, text, run, payload.
SELECT
  placement_id,
  argMax((observed_at, recorded_at, low, high, text, run_id, payload_id),
    (observed_at, recorded_at, ifNull(high, 18446744073709551615))) AS reading
FROM readings
WHERE (placement_id, metric, source, low) IN
    (SELECT arrayJoin(arrayZip({placements:Array(UInt32)}, {metrics:Array(String)}, {sources:Array(String)}, {lows:Array(UInt64)})))
  AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
GROUP BY placement_id
