-- Why:   total(T, K) needs the last judged reading of each series with both clocks fixed.
-- What:  a parameterised view: of each series (placement, metric, source) the last reading observed by as_of and recorded by
--        known_at, with the verdict known at known_at.
-- Cost:  none: a view.
-- Watch: SELECT count() FROM series_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'))
-- Undo:  DROP VIEW series_as_of

CREATE VIEW IF NOT EXISTS series_as_of {{on_cluster}}
(
  placement_id     UInt32                            COMMENT 'placement',
  metric           LowCardinality(String)            COMMENT 'what is counted; not only the counting metric',
  source           LowCardinality(String)            COMMENT 'own_logs, api, export, page, statement',
  last_observed_at DateTime64(3, 'UTC')              COMMENT 'instant of the last reading observed by as_of',
  verdict          Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say of that reading, as known by known_at',
  reason           String                            COMMENT 'why, as a code; empty: plainly accepted',
  has_count        Bool                              COMMENT 'false while nothing was ever accepted: then the next three say nothing',
  count_low        UInt64                            COMMENT 'what the series counts as, lower end; 0 without has_count',
  count_high       Nullable(UInt64)                  COMMENT 'upper end; null: open',
  accepted_at      Nullable(DateTime64(3, 'UTC'))    COMMENT 'instant of the reading that gives the count',
  interval_s       UInt32                            COMMENT 'how often the schedule asked at the last reading, seconds'
)
COMMENT 'Last judged reading of each series (placement, metric, source) as of as_of, known by known_at'
AS
SELECT
  placement_id, metric, source, last_observed_at,
  last.1 AS verdict, last.2 AS reason, last.3 AS has_count, last.4 AS count_low, last.5 AS count_high,
  last.6 AS accepted_at, last.7 AS interval_s
FROM
(
  SELECT
    placement_id, metric, source,
    max(observed_at) AS last_observed_at,
    -- The last reading by its own clock, then the last verdict on it by ours.
    argMax((verdict, reason, has_count, count_low, count_high, accepted_at, interval_s),
      (observed_at, recorded_at, low, ifNull(high, 18446744073709551615), known_since, revision)) AS last
  FROM
  (
    SELECT placement_id, metric, source, observed_at, recorded_at, low, high, recorded_at AS known_since, revision,
      verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
    FROM readings
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT placement_id, metric, source, observed_at, recorded_at, low, high, known_since, revision,
      verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
    FROM verdicts
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND known_since <= {known_at:DateTime64(3, 'UTC')}
  )
  GROUP BY placement_id, metric, source
)
