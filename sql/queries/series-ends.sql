-- Question: what was the last reading of each series of a campaign, as of T, recorded by K?
-- Parameters: campaign String; placements Array(UInt32), empty: all of the campaign; as_of and known_at DateTime64(3,'UTC');
--             after DateTime64(3,'UTC'): of readings observed later than this; a series without one is left out.
-- Columns: placement_id, metric, source, last_at, recorded_at, low, high (null: open), and the verdict formed when it was
--          stored (count meaningless unless has_count, accepted_at, interval_s); a later one is in series-end-verdicts. Reads
--          the key range of the campaign's placements only, counting metric or not.
SELECT
  placement_id, metric, source, observed_at AS last_at, recorded_at, low, high,
  (toString(verdict), toString(reason), has_count, count_low, count_high, accepted_at, interval_s) AS last
FROM readings
WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
  AND (empty({placements:Array(UInt32)}) OR has({placements:Array(UInt32)}, placement_id))
  AND observed_at > {after:DateTime64(3, 'UTC')} AND observed_at <= {as_of:DateTime64(3, 'UTC')}
  AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY
  placement_id, metric, source,
  observed_at DESC, recorded_at DESC, low DESC, ifNull(high, 18446744073709551615) DESC, revision DESC
LIMIT 1 BY placement_id, metric, source
