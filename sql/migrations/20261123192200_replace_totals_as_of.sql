-- Why:   totals must have the adjustments that count, and the formula in the wording known at K.
-- What:  the view anew: adjustments are added under the same guard, and one more column says how many. An unknown formula, or
--        one with a family that is never added, is an error, not an empty answer. A campaign without expected placements has a
--        row where an adjustment counts.
-- Cost:  none: a view.
-- Watch: SELECT * FROM totals_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'), formula = 'video_view_times@1')
-- Undo:  CREATE OR REPLACE VIEW with the text of 20261123172600

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
  adjustments UInt64           COMMENT 'adjustments in it; adjustments_as_of names them'
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
  sum(low) AS low,
  if(max(open_ended), NULL, sum(high)) AS high,
  countIf(state != '') AS expected,
  countIf(state = 'fresh') AS fresh,
  countIf(state = 'carried') AS carried,
  countIf(state = 'stated') AS stated,
  countIf(state = 'removed') AS removed,
  countIf(state = 'held') AS held,
  countIf(state = 'never') AS never,
  countIf(state = '') AS adjustments
FROM
(
  SELECT campaign_id, toInt64(coalesce(low, 0)) AS low, toInt64(coalesce(high, 0)) AS high, open_ended, state
  FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
  WHERE has(allowed, family)
  UNION ALL
  SELECT campaign_id, low, high, false, ''
  FROM adjustments_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
  WHERE has(allowed, family)
)
GROUP BY campaign_id
