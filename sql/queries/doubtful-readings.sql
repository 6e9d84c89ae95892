-- Question: which readings of a campaign do the rules doubt, or did a person decide on, observed by T, as known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: the reading, its verdict as known by K, what its series counts as from there on. Newest first.
SELECT
  placement_id, metric, source, observed_at, low, any(high0) AS high, max(text0) AS text, min(recorded_at) AS recorded_at,
  argMax((toString(verdict), reason, has_count, count_low, count_high), (known_since, revision)) AS last
FROM
(
  SELECT placement_id, metric, source, observed_at, recorded_at, low, r.high AS high0, ifNull(r.high, 18446744073709551615) AS top,
    text AS text0, recorded_at AS known_since, revision, verdict, reason, has_count, count_low, count_high
  FROM readings AS r
  WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  UNION ALL
  SELECT placement_id, metric, source, observed_at, recorded_at, low, v.high, ifNull(v.high, 18446744073709551615),
    '', known_since, revision, verdict, reason, has_count, count_low, count_high
  FROM verdicts AS v
  WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
    AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    AND known_since <= {known_at:DateTime64(3, 'UTC')}
)
GROUP BY placement_id, metric, source, observed_at, low, top
HAVING last.1 = 'held' OR last.2 IN ('jump', 'decided-accept')
ORDER BY observed_at DESC, placement_id, metric, source
