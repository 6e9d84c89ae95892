-- Question: which reading of each series of a campaign is the last that was judged anew, as of T, and how, known by K?
-- Parameters: as those of series-ends: campaign String; placements Array(UInt32); as_of, known_at, after DateTime64(3,'UTC').
-- Columns: placement_id, metric, source; identity, the reading's own (observed_at, recorded_at, low, high or null), and last,
--          its verdict as in series-ends. There are few of these: a reading's first verdict stands beside it.
SELECT
  placement_id, metric, source,
  argMax(
    ((observed_at, recorded_at, low, high),
      (toString(verdict), toString(reason), has_count, count_low, count_high, accepted_at, interval_s)),
    (observed_at, recorded_at, low, ifNull(high, 18446744073709551615), known_since, revision)) AS newest,
  newest.1 AS identity,
  newest.2 AS last
FROM verdicts
WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
  AND (empty({placements:Array(UInt32)}) OR has({placements:Array(UInt32)}, placement_id))
  AND observed_at > {after:DateTime64(3, 'UTC')} AND observed_at <= {as_of:DateTime64(3, 'UTC')}
  AND recorded_at <= {known_at:DateTime64(3, 'UTC')} AND known_since <= {known_at:DateTime64(3, 'UTC')}
GROUP BY placement_id, metric, source
