-- Question: from which readings comes the count of a placement, as of T, known by K?
-- Parameters: placement UInt32, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC'), limit UInt32,
--             offset UInt32: how many of the newest are left out.
-- Columns: the readings of its counting metric, of every source, newest first; verdict, reason and count from the latest
--          verdict known at K.
SELECT
  observed_at, recorded_at, metric, source, low, high, text, run_id, payload_id,
  if(v.known, v.latest.1, r.verdict) AS verdict,
  if(v.known, v.latest.2, r.reason) AS reason,
  if(v.known, v.latest.3, r.has_count) AS has_count,
  if(v.known, v.latest.4, r.count_low) AS count_low,
  if(v.known, v.latest.5, r.count_high) AS count_high
FROM
(
  SELECT *, ifNull(high, 18446744073709551615) AS top FROM readings FINAL
  WHERE placement_id = {placement:UInt32}
    AND metric IN (SELECT metric FROM placements FINAL WHERE placement_id = {placement:UInt32})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  ORDER BY observed_at DESC, recorded_at DESC, source, low DESC, top DESC
  LIMIT {limit:UInt32} OFFSET {offset:UInt32}
) AS r
LEFT JOIN
(
  SELECT
    metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615) AS top,
    true AS known,
    argMax((verdict, reason, has_count, count_low, count_high), (known_since, revision)) AS latest
  FROM verdicts
  WHERE placement_id = {placement:UInt32}
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND known_since <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY metric, source, observed_at, recorded_at, low, top
) AS v USING (metric, source, observed_at, recorded_at, low, top)
ORDER BY observed_at DESC, recorded_at DESC, source, low DESC, top DESC
SETTINGS join_use_nulls = 0
