-- Why:   total(T, K) needs the last judged reading of each series with both clocks fixed.
-- What:  a parameterised view: of each series (placement, metric, source) the last reading observed by as_of and recorded by
--        known_at, with the verdict known at known_at.
-- Cost:  none: a view.
-- Watch: SELECT count() FROM series_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'))
-- Undo:  DROP VIEW series_as_of

CREATE VIEW IF NOT EXISTS series_as_of {{on_cluster}} AS
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
      (observed_at, recorded_at, low, known_since, revision)) AS last
  FROM
  (
    SELECT placement_id, metric, source, observed_at, recorded_at, low, recorded_at AS known_since, revision,
      verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
    FROM readings
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT placement_id, metric, source, observed_at, recorded_at, low, known_since, revision,
      verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
    FROM verdicts
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND known_since <= {known_at:DateTime64(3, 'UTC')}
  )
  GROUP BY placement_id, metric, source
)
