-- Question: which placements of a campaign are expected at T, known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement, episode (empty for a work of the campaign alone), work, platform, account, counting metric.
SELECT placement_id, episode_id, work_id, platform, account_id, external_id, url, metric
FROM placements FINAL
WHERE campaign_id = {campaign:String}
  AND registered_at <= {known_at:DateTime64(3, 'UTC')}
  AND coalesce(published_at, registered_at) <= {as_of:DateTime64(3, 'UTC')}
  AND episode_id NOT IN
    (SELECT episode_id FROM episodes FINAL WHERE campaign_id = {campaign:String} AND status = 'cancelled')
ORDER BY placement_id
