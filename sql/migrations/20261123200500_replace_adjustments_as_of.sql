-- Why:   an adjustment of a replay that is counted apart would be added without the replay it corrects.
-- What:  the view anew: of a placement that is counted apart no adjustment counts; the same columns.
-- Cost:  none: a view.
-- Watch: SELECT * FROM adjustments_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'))
-- Undo:  CREATE OR REPLACE VIEW with the text of 20261123192000

CREATE OR REPLACE VIEW adjustments_as_of {{on_cluster}}
(
  adjustment_id String                         COMMENT 'adjustment',
  campaign_id   String                         COMMENT 'campaign',
  episode_id    String                         COMMENT 'episode it counts in; empty: works of the campaign alone',
  placement_id  UInt32                         COMMENT 'placement it corrects; 0: none',
  platform      LowCardinality(String)         COMMENT 'platform it counts in; empty: none',
  family        LowCardinality(String)         COMMENT 'add it only under a formula that lists this family',
  low           Int64                          COMMENT 'added to the lower end',
  high          Int64                          COMMENT 'added to the upper end',
  effective_at  DateTime64(3, 'UTC')           COMMENT 'totals as of then and later have it',
  recorded_at   DateTime64(3, 'UTC')           COMMENT 'when it was taken down',
  kind          String                         COMMENT 'correction, or exclusion of boosted views',
  reading_at    Nullable(DateTime64(3, 'UTC')) COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
  author        String                         COMMENT 'who signed it',
  reason        String                         COMMENT 'why'
)
COMMENT 'Adjustments that count in totals as of as_of, known by known_at, each where it counts'
AS
SELECT
  a.adjustment_id AS adjustment_id, a.campaign_id AS campaign_id,
  if(a.placement_id = 0, a.episode_id, p.episode_id) AS episode_id,
  a.placement_id AS placement_id, p.platform AS platform, a.family AS family, a.low AS low, a.high AS high,
  a.effective_at AS effective_at, a.recorded_at AS recorded_at, toString(a.kind) AS kind, a.reading_at AS reading_at,
  a.author AS author, a.reason AS reason
FROM (SELECT * FROM adjustments FINAL WHERE kind != 'withdrawal') AS a
LEFT JOIN
(
  SELECT placement_id, campaign_id, episode_id, platform, family
  FROM placements_expected_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
  WHERE placement_id IN (SELECT placement_id FROM adjustments) AND counted_apart = ''
) AS p
  ON p.campaign_id = a.campaign_id AND p.placement_id = a.placement_id AND p.family = a.family
WHERE a.effective_at <= {as_of:DateTime64(3, 'UTC')} AND a.recorded_at <= {known_at:DateTime64(3, 'UTC')}
  AND (a.campaign_id, a.adjustment_id) NOT IN
    (SELECT campaign_id, adjustment_id FROM adjustments
     WHERE kind = 'withdrawal' AND recorded_at <= {known_at:DateTime64(3, 'UTC')})
  AND (a.placement_id = 0 OR p.placement_id = a.placement_id)
  AND (a.placement_id != 0 OR (a.campaign_id, a.episode_id) NOT IN
  (
    SELECT campaign_id, episode_id FROM episode_versions
    WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY campaign_id, episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
  ))
SETTINGS join_use_nulls = 0
