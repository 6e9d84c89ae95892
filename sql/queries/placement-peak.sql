-- Question: what is the highest lower end a series was ever accepted at, as of T, known by K?
-- Parameters: placement UInt32, metric String, source String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: peak_low, peak_at (instant of the first reading that reached it). No row where nothing was accepted.
SELECT max(low_end) AS peak_low, argMax(observed_at, (low_end, -toUnixTimestamp64Milli(observed_at))) AS peak_at
FROM
(
  SELECT observed_at, argMax((verdict, has_count, count_low), (known_since, revision)) AS v, v.3 AS low_end
  FROM
  (
    SELECT observed_at, recorded_at, low, ifNull(r.high, 18446744073709551615) AS top, recorded_at AS known_since, revision,
      verdict, has_count, count_low
    FROM readings AS r
    WHERE placement_id = {placement:UInt32} AND metric = {metric:String} AND source = {source:String}
      AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT observed_at, recorded_at, low, ifNull(c.high, 18446744073709551615), known_since, revision,
      verdict, has_count, count_low
    FROM verdicts AS c
    WHERE placement_id = {placement:UInt32} AND metric = {metric:String} AND source = {source:String}
      AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND known_since <= {known_at:DateTime64(3, 'UTC')}
  )
  GROUP BY observed_at, recorded_at, low, top
)
WHERE v.1 = 'accepted' AND v.2
HAVING count() > 0
