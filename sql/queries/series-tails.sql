-- Question: which readings of stored series does the judging of the next one rest on?
-- Parameters: placements Array(UInt32) and since Array(Int64), rising together: from when on each is read; marked Array(UInt32) and
--             marked_at Array(Int64): older readings, by placement and instant.
-- Columns: a row for each series: placement_id, metric, source; revision, the highest; then its readings since then, those marked, those ever doubted and those whose verdict came later, each with the verdict
--          that stands, in order of judging: numbers, eleven of each: observed_at, recorded_at, low, high (-1: open), step,
--          others_positive, published_at (-1: unknown), is_accepted, count_low (-1: no count), count_high (-1: open), accepted_at
--          (-1: no count); texts and reasons, one of each. All instants in ms UTC.
WITH
  revised AS
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, ifNull(v0.high, 18446744073709551615) AS top, true AS is_later,
      argMax(
        (toString(v0.verdict), toString(v0.reason), v0.has_count, v0.count_low, v0.count_high, v0.accepted_at),
        (v0.known_since, v0.revision)) AS latest,
      max(v0.revision) AS revision
    FROM verdicts AS v0
    WHERE placement_id IN {placements:Array(UInt32)}
    GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
  ),
  stored AS
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, ifNull(r0.high, 18446744073709551615) AS top,
      r0.high AS high, text, step, others_positive, published_at, r0.revision AS revision,
      (toString(r0.verdict), toString(r0.reason), has_count, count_low, count_high, accepted_at) AS first
    FROM readings AS r0 FINAL
    WHERE placement_id IN {placements:Array(UInt32)}
      AND
      (
        toUnixTimestamp64Milli(observed_at)
          >= transform(placement_id, {placements:Array(UInt32)}, {since:Array(Int64)}, toInt64(9223372036854775807))
        OR (placement_id, toUnixTimestamp64Milli(observed_at)) IN
          (SELECT arrayJoin(arrayZip({marked:Array(UInt32)}, {marked_at:Array(Int64)})) AS mark)
        OR r0.reason IN ('fall', 'jump', 'jump-confirmed', 'jump-reverted')
        OR (placement_id, observed_at) IN
          (SELECT placement_id, observed_at FROM verdicts WHERE placement_id IN {placements:Array(UInt32)})
      )
  )
SELECT
  placement_id, metric, source,
  highest AS revision,
  arrayFlatten(sorted.2) AS numbers, sorted.3 AS texts, sorted.4 AS reasons
FROM
(
  SELECT
    placement_id, metric, source, max(highest_of_row) AS highest,
    arraySort(groupArray((
      (observed_at, recorded_at, low, top),
      [
        toUnixTimestamp64Milli(observed_at), toUnixTimestamp64Milli(recorded_at), toInt64(low), ifNull(toInt64(high), -1),
        toInt64(step), toInt64(others_positive), ifNull(toUnixTimestamp64Milli(published_at), -1),
        toInt64(stands.1 = 'accepted'), if(stands.3, toInt64(stands.4), -1), ifNull(toInt64(stands.5), -1),
        ifNull(toUnixTimestamp64Milli(stands.6), -1)
      ],
      text, stands.2))) AS sorted
  FROM
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, top, high, text, step, others_positive, published_at,
      greatest(r.revision, v.revision) AS highest_of_row,
      if(v.is_later, v.latest, r.first) AS stands
    FROM stored AS r
    LEFT JOIN revised AS v USING (placement_id, metric, source, observed_at, recorded_at, low, top)
  )
  GROUP BY placement_id, metric, source
)
SETTINGS join_use_nulls = 0, output_format_json_quote_64bit_integers = 0
