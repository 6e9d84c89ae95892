-- Why:   a counter that fell counts for less, and what it once showed must stay to be seen beside it.
-- What:  a parameterised view: of each placement with a count, the highest lower end its counting series was ever accepted at.
-- Cost:  none: a view.
-- Watch: SELECT count() FROM placement_peaks_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC')) WHERE peak_low > low
-- Undo:  DROP VIEW placement_peaks_as_of

CREATE VIEW IF NOT EXISTS placement_peaks_as_of {{on_cluster}}
(
  placement_id UInt32                         COMMENT 'placement',
  campaign_id  String                         COMMENT 'its campaign',
  episode_id   String                         COMMENT 'its episode; empty: a work of the campaign alone',
  metric       LowCardinality(String)         COMMENT 'its counting metric',
  source       String                         COMMENT 'source that gives the count',
  low          Nullable(UInt64)               COMMENT 'what it counts as, lower end',
  observed_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
  peak_low     UInt64                         COMMENT 'the highest lower end ever accepted',
  peak_at      DateTime64(3, 'UTC')           COMMENT 'instant of the first reading that reached it'
)
COMMENT 'What each placement counts as, and the most it was ever accepted at, as of as_of, known by known_at'
AS
SELECT
  c.placement_id AS placement_id, c.campaign_id AS campaign_id, c.episode_id AS episode_id, c.metric AS metric, c.source AS source,
  c.low AS low, c.observed_at AS observed_at, s.peak_low AS peak_low, s.peak_at AS peak_at
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) AS c
INNER JOIN
(
  SELECT placement_id, metric, toString(source) AS source, max(end) AS peak_low, argMax(observed_at, (end, -toUnixTimestamp64Milli(observed_at))) AS peak_at
  FROM
  (
    SELECT placement_id, metric, source, observed_at,
      argMax((verdict, has_count, count_low), (known_since, revision)) AS v, v.3 AS end
    FROM
    (
      SELECT placement_id, metric, source, observed_at, recorded_at, low, ifNull(a.high, 18446744073709551615) AS top,
        recorded_at AS known_since, revision, verdict, has_count, count_low
      FROM readings AS a
      WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      UNION ALL
      SELECT placement_id, metric, source, observed_at, recorded_at, low, ifNull(b.high, 18446744073709551615),
        known_since, revision, verdict, has_count, count_low
      FROM verdicts AS b
      WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        AND known_since <= {known_at:DateTime64(3, 'UTC')}
    )
    GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
  )
  WHERE v.1 = 'accepted' AND v.2
  GROUP BY placement_id, metric, source
) AS s ON s.placement_id = c.placement_id AND s.metric = c.metric AND s.source = c.source
WHERE c.has_count
SETTINGS join_use_nulls = 0
