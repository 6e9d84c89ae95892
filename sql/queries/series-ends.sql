-- Question: what was the last judged reading of each series of a campaign, as of T, known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement_id, metric, source, last_at, the verdict known by K, count (meaningless unless has_count),
--          accepted_at, interval_s. Reads the key range of the campaign's placements only, counting metric or not.
SELECT
  placement_id, metric, source,
  max(observed_at) AS last_at,
  -- The last reading by its own clock, then the last verdict on it by ours.
  argMax((verdict, reason, has_count, count_low, count_high, accepted_at, interval_s),
    (observed_at, recorded_at, low, ifNull(high, 18446744073709551615), known_since, revision)) AS last
FROM
(
  SELECT placement_id, metric, source, observed_at, recorded_at, low, high, recorded_at AS known_since, revision,
    verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
  FROM readings
  WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  UNION ALL
  SELECT placement_id, metric, source, observed_at, recorded_at, low, high, known_since, revision,
    verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
  FROM verdicts
  WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    AND known_since <= {known_at:DateTime64(3, 'UTC')}
)
GROUP BY placement_id, metric, source
