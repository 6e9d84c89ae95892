-- Question: every stored reading of some placements, each with the verdict that stands now.
-- Parameters: placements Array(UInt32).
-- Columns: those of readings; verdict, count and revision from the latest verdict known.
-- Order: series (placement, metric, source), then observed_at, recorded_at, low, high (open last).
SELECT
  placement_id, metric, source, observed_at, recorded_at, low,
  r.high AS high, text, step, others_positive, published_at, r.interval_s AS interval_s, run_id, payload_id,
  if(v.known, v.verdict, r.verdict) AS verdict,
  if(v.known, v.reason, r.reason) AS reason,
  if(v.known, v.has_count, r.has_count) AS has_count,
  if(v.known, v.count_low, r.count_low) AS count_low,
  if(v.known, v.count_high, r.count_high) AS count_high,
  if(v.known, v.accepted_at, r.accepted_at) AS accepted_at,
  greatest(v.revision, r.revision) AS revision
FROM
(
  -- Nulls do not join: an open upper end is above every other.
  SELECT *, ifNull(high, 18446744073709551615) AS top FROM readings FINAL WHERE placement_id IN {placements:Array(UInt32)}
) AS r
LEFT JOIN
(
  SELECT
    placement_id, metric, source, observed_at, recorded_at, low, ifNull(v0.high, 18446744073709551615) AS top,
    true AS known,
    argMax(
      (v0.verdict, v0.reason, v0.has_count, v0.count_low, v0.count_high, v0.accepted_at),
      (v0.known_since, v0.revision)) AS latest,
    latest.1 AS verdict, latest.2 AS reason, latest.3 AS has_count,
    latest.4 AS count_low, latest.5 AS count_high, latest.6 AS accepted_at,
    max(v0.revision) AS revision
  FROM verdicts AS v0
  WHERE placement_id IN {placements:Array(UInt32)}
  GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
) AS v USING (placement_id, metric, source, observed_at, recorded_at, low, top)
ORDER BY placement_id, metric, source, observed_at, recorded_at, low, top
SETTINGS join_use_nulls = 0
