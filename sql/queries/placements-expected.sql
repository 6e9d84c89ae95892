-- Question: which placements of a campaign are expected at any T, known by K?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: placement, episode (empty for a work of the campaign alone), work, platform, account, counting metric, since (from
--          when on it is expected: publication, or registration where that is unknown), also_on (further accounts), replaces
--          (platform/item), counted_apart (empty: it is added). Of each the version known at K.
SELECT
  placement_id, v.1 AS episode_id, v.2 AS work_id, v.3 AS platform, v.4 AS account_id, v.5 AS external_id, v.6 AS url, v.7 AS metric,
  coalesce(v.8, v.9) AS since, v.10 AS also_on, v.11 AS replaces, v.12 AS counted_apart
FROM
(
  SELECT
    placement_id,
    argMax((episode_id, work_id, platform, account_id, external_id, url, metric, published_at, registered_at,
      also_on, replaces, counted_apart), recorded_at) AS v
  FROM placement_versions
  WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY placement_id
)
WHERE v.9 <= {known_at:DateTime64(3, 'UTC')}
  AND v.1 NOT IN
  (
    SELECT episode_id FROM episode_versions
    WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
  )
ORDER BY placement_id
