-- Question: what is the last judged reading of each series of a campaign now?
-- Parameters: campaign String.
-- Columns: those of series-ends, and known_since, from which the row holds. Reads the rollup only.
SELECT
  placement_id, metric, source,
  observed_at AS last_at,
  (verdict, reason, has_count, count_low, count_high, accepted_at, interval_s) AS last,
  known_since
FROM placement_latest FINAL
WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
