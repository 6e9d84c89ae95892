-- Question: which counters of a campaign went down for good, observed by T, as known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: the series, the fall from and to, its class and who gave it, how it was settled. Newest first.
SELECT placement_id, metric, source, observed_at, from_low, from_high, to_low, to_high, class, classed_by, class_reason, cause, confirmed_at
FROM fall_events_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
ORDER BY observed_at DESC, placement_id, metric, source
