-- Why:   which placements a total expects was a condition copied into every view, over their last version.
-- What:  a parameterised view: every placement expected at as_of, in the version known at known_at.
-- Cost:  none: a view.
-- Watch: SELECT campaign_id, count() FROM placements_expected_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC')) GROUP BY campaign_id
-- Undo:  DROP VIEW placements_expected_as_of

CREATE VIEW IF NOT EXISTS placements_expected_as_of {{on_cluster}}
(
  placement_id  UInt32                         COMMENT 'placement',
  campaign_id   String                         COMMENT 'its campaign',
  episode_id    String                         COMMENT 'its episode; empty: a work of the campaign alone',
  work_id       String                         COMMENT 'the work it shows',
  platform      LowCardinality(String)         COMMENT 'where',
  account_id    String                         COMMENT 'by whom',
  external_id   String                         COMMENT 'the item id of the platform; text',
  url           String                         COMMENT 'link for people',
  metric        LowCardinality(String)         COMMENT 'its counting metric: the one that enters totals',
  family        LowCardinality(String)         COMMENT 'family of the metric',
  published_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there; null: not known',
  registered_at DateTime64(3, 'UTC')           COMMENT 'when it entered the catalogue'
)
COMMENT 'Placements expected at as_of, in the version known by known_at'
AS
SELECT
  p.placement_id AS placement_id, p.campaign_id AS campaign_id,
  p.v.1 AS episode_id, p.v.2 AS work_id, toLowCardinality(p.v.3) AS platform, p.v.4 AS account_id, p.v.5 AS external_id, p.v.6 AS url,
  toLowCardinality(p.v.7) AS metric, m.family AS family, p.v.8 AS published_at, p.v.9 AS registered_at
FROM
(
  SELECT
    campaign_id, placement_id,
    argMax((episode_id, work_id, platform, account_id, external_id, url, metric, published_at, registered_at), recorded_at) AS v
  FROM placement_versions
  WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY campaign_id, placement_id
) AS p
INNER JOIN metrics AS m FINAL ON m.metric = p.v.7
WHERE p.v.9 <= {known_at:DateTime64(3, 'UTC')}
  AND coalesce(p.v.8, p.v.9) <= {as_of:DateTime64(3, 'UTC')}
  AND (p.campaign_id, p.v.1) NOT IN
  (
    SELECT campaign_id, episode_id FROM episode_versions
    WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY campaign_id, episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
  )
