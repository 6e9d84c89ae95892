-- Question: what was the last judged reading of each series of a campaign, as of T, known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement_id, metric, source, last_at, the verdict known by K, count (meaningless unless has_count),
--          accepted_at, interval_s. Reads the key range of the campaign's placements only, counting metric or not.
SELECT
  placement_id, metric, source, observed_at AS last_at,
  if(v.is_later, v.latest, (r.verdict, r.reason, r.has_count, r.count_low, r.count_high, r.accepted_at, r.interval_s)) AS last
FROM
(
  -- The last reading by its own clock. Its instant is found first, from three narrow columns; only rows of such instants
  -- are then read whole. (Those of another series that fell on one lose to this series' own last.)
  SELECT
    placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615) AS top,
    toString(verdict) AS verdict, toString(reason) AS reason, has_count, count_low, count_high, accepted_at, interval_s
  FROM readings
  PREWHERE (placement_id, observed_at) IN
  (
    SELECT placement_id, max(observed_at)
    FROM readings
    WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
      AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY placement_id, metric, source
  )
  WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
  ORDER BY placement_id, metric, source, observed_at DESC, recorded_at DESC, low DESC, top DESC, revision DESC
  LIMIT 1 BY placement_id, metric, source
) AS r
LEFT JOIN
(
  -- Then the last verdict on it by ours. There are few of these: a reading's first verdict stands beside it.
  SELECT
    placement_id, metric, source, observed_at, recorded_at, low, ifNull(v0.high, 18446744073709551615) AS top,
    true AS is_later,
    argMax(
      (toString(v0.verdict), toString(v0.reason), v0.has_count, v0.count_low, v0.count_high, v0.accepted_at, v0.interval_s),
      (v0.known_since, v0.revision)) AS latest
  FROM verdicts AS v0
  WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    AND known_since <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
) AS v USING (placement_id, metric, source, observed_at, recorded_at, low, top)
SETTINGS join_use_nulls = 0
