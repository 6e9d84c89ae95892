-- Question: which placements of a campaign are expected at T, known by K, and what are they called?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: placement, episode, work, platform, account, metric and family; a work of the campaign alone has no episode.
SELECT
  p.placement_id AS placement_id, p.episode_id AS episode_id, e.title AS episode_title,
  p.work_id AS work_id, w.title AS work_title, w.kind AS kind,
  p.platform AS platform, f.name AS platform_name, f.name_en AS platform_name_en,
  p.account_id AS account_id, a.name AS account, p.external_id AS external_id, p.url AS url,
  p.metric AS metric, m.family AS family
FROM placements AS p FINAL
INNER JOIN metrics AS m FINAL ON m.metric = p.metric
LEFT JOIN works AS w FINAL ON w.work_id = p.work_id AND w.campaign_id = p.campaign_id
LEFT JOIN episodes AS e FINAL ON e.episode_id = p.episode_id AND e.campaign_id = p.campaign_id
LEFT JOIN platforms AS f FINAL ON f.platform = p.platform
LEFT JOIN accounts AS a FINAL ON a.account_id = p.account_id
WHERE p.campaign_id = {campaign:String}
  AND p.registered_at <= {known_at:DateTime64(3, 'UTC')}
  AND coalesce(p.published_at, p.registered_at) <= {as_of:DateTime64(3, 'UTC')}
  AND e.status != 'cancelled'
ORDER BY placement_id
SETTINGS join_use_nulls = 0
