-- Why:   an analyst must see which replays are counted apart, which item is shown on several accounts, and which was uploaded again.
-- What:  the view anew, with the columns also_on, replaces and counted_apart.
-- Cost:  none: a view.
-- Watch: SELECT counted_apart, count() FROM placements_expected_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC')) GROUP BY counted_apart
-- Undo:  CREATE OR REPLACE VIEW with the text of 20261123191900

CREATE OR REPLACE VIEW placements_expected_as_of {{on_cluster}}
(
  placement_id  UInt32                         COMMENT 'placement',
  campaign_id   String                         COMMENT 'its campaign',
  episode_id    String                         COMMENT 'its episode; empty: a work of the campaign alone',
  work_id       String                         COMMENT 'the work it shows',
  platform      LowCardinality(String)         COMMENT 'where',
  account_id    String                         COMMENT 'by whom',
  also_on       Array(String)                  COMMENT 'further accounts that show the same counter',
  external_id   String                         COMMENT 'the item id of the platform; text',
  url           String                         COMMENT 'link for people',
  replaces      String                         COMMENT 'platform/item it is a new upload of; both count; empty: none',
  metric        LowCardinality(String)         COMMENT 'its counting metric: the one that enters totals',
  family        LowCardinality(String)         COMMENT 'family of the metric',
  counted_apart LowCardinality(String)         COMMENT 'empty: it is added; in_live: its live show holds it already; unknown: nobody has said, not added',
  published_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there; null: not known',
  registered_at DateTime64(3, 'UTC')           COMMENT 'when it entered the catalogue'
)
COMMENT 'Placements expected at as_of, in the version known by known_at'
AS
SELECT
  p.placement_id AS placement_id, p.campaign_id AS campaign_id,
  p.v.1 AS episode_id, p.v.2 AS work_id, toLowCardinality(p.v.3) AS platform, p.v.4 AS account_id, p.v.10 AS also_on,
  p.v.5 AS external_id, p.v.6 AS url, p.v.11 AS replaces, toLowCardinality(p.v.7) AS metric, m.family AS family,
  toLowCardinality(p.v.12) AS counted_apart, p.v.8 AS published_at, p.v.9 AS registered_at
FROM
(
  SELECT
    campaign_id, placement_id,
    argMax((episode_id, work_id, platform, account_id, external_id, url, metric, published_at, registered_at,
      also_on, replaces, counted_apart), recorded_at) AS v
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
