-- Why:   a replay that the count of its live show may hold must not be added a second time, and what is left out must be said.
-- What:  the view anew: replays counted apart are in no figure of the total; three more columns say how many, and how much.
-- Cost:  none: a view.
-- Watch: SELECT campaign_id, apart, apart_low FROM totals_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'), formula = 'video_view_times@1')
-- Undo:  CREATE OR REPLACE VIEW with the text of 20261123192200

CREATE OR REPLACE VIEW totals_as_of {{on_cluster}}
(
  campaign_id String           COMMENT 'campaign',
  formula     String           COMMENT 'the formula asked for, name and version',
  low         Int64            COMMENT 'sum of the lower ends and adjustments; below 0 only where these take out more than is counted',
  high        Nullable(Int64)  COMMENT 'sum of the upper ends and adjustments; null: one of them is open',
  expected    UInt64           COMMENT 'placements expected; the six states below add up to it',
  fresh       UInt64           COMMENT 'the latest reading due was accepted',
  carried     UInt64           COMMENT 'the latest attempt failed, was held or is overdue: the last count stands',
  stated      UInt64           COMMENT 'told by the partner',
  removed     UInt64           COMMENT 'removed on the platform: the last count is final',
  held        UInt64           COMMENT 'only doubtful readings: adds nothing',
  never       UInt64           COMMENT 'no value yet: adds nothing',
  adjustments UInt64           COMMENT 'adjustments in it; adjustments_as_of names them',
  apart       UInt64           COMMENT 'replays counted apart, in no other number of the row; placement_counts_as_of names them',
  apart_low   Nullable(Int64)  COMMENT 'what of theirs was left out, lower end; null: none has a count',
  apart_high  Nullable(Int64)  COMMENT 'upper end; null: one of them is open, or none has a count'
)
COMMENT 'Total of each campaign under a formula as of as_of, known by known_at, with its coverage'
AS
WITH
  (
    SELECT
      if(
        throwIf(count() = 0, 'There is no such formula: no formula, no total') = 0
          AND throwIf(hasAny(argMax(families, recorded_at), ['person', 'concurrent', 'rating', 'index', 'engagement']),
            'This formula lists a family that may never be added') = 0,
        argMax(families, recorded_at), [])
    FROM formula_versions
    WHERE concat(formula, '@', toString(version)) = {formula:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  ) AS allowed
SELECT
  campaign_id,
  {formula:String} AS formula,
  sumIf(part_low, NOT is_apart) AS low,
  if(max(open_ended AND NOT is_apart), NULL, sumIf(part_high, NOT is_apart)) AS high,
  countIf(state != '' AND NOT is_apart) AS expected,
  countIf(state = 'fresh' AND NOT is_apart) AS fresh,
  countIf(state = 'carried' AND NOT is_apart) AS carried,
  countIf(state = 'stated' AND NOT is_apart) AS stated,
  countIf(state = 'removed' AND NOT is_apart) AS removed,
  countIf(state = 'held' AND NOT is_apart) AS held,
  countIf(state = 'never' AND NOT is_apart) AS never,
  countIf(state = '') AS adjustments,
  countIf(is_apart) AS apart,
  if(countIf(is_apart AND has_count) = 0, NULL, sumIf(part_low, is_apart)) AS apart_low,
  if(countIf(is_apart AND has_count) = 0 OR max(open_ended AND is_apart), NULL, sumIf(part_high, is_apart)) AS apart_high
FROM
(
  SELECT
    campaign_id, toInt64(coalesce(low, 0)) AS part_low, toInt64(coalesce(high, 0)) AS part_high, open_ended, state, has_count,
    counted_apart != '' AS is_apart
  FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
  WHERE has(allowed, family)
  UNION ALL
  SELECT campaign_id, low, high, false, '', true, false
  FROM adjustments_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
  WHERE has(allowed, family)
)
GROUP BY campaign_id
