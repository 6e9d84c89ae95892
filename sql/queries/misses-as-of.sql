-- Question: what did answers without a value last say of each series of a campaign, as of T, known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement_id, metric, source; status, reason and time of the last one; the last hidden answer at least a
--          week before T (1970 where there is none); whether an absent one came within the week.
SELECT
  placement_id, metric, source,
  max(at) AS last_at,
  argMax((toString(status), reason), (at, run_id)) AS last,
  maxIf(at, status = 'hidden' AND at <= {as_of:DateTime64(3, 'UTC')} - INTERVAL 7 DAY) AS hidden_a_week_ago,
  countIf(status = 'absent' AND at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 7 DAY) > 0 AS absent_this_week
FROM misses
WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
  AND at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
GROUP BY placement_id, metric, source
