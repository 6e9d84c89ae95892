-- Why:   analysts ask for totals in one line, and must get the figure of the dashboard.
-- What:  a parameterised view: the total of each campaign under a formula, with coverage. An unknown formula, or one with a
--        family that is never added, is an error, not an empty answer.
-- Cost:  none: a view.
-- Watch: SELECT * FROM totals_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'), formula = 'video_view_times@1')
-- Undo:  DROP VIEW totals_as_of

CREATE VIEW IF NOT EXISTS totals_as_of {{on_cluster}}
(
  campaign_id String           COMMENT 'campaign',
  formula     String           COMMENT 'the formula asked for, name and version',
  low         UInt64           COMMENT 'sum of the lower ends',
  high        Nullable(UInt64) COMMENT 'sum of the upper ends; null: one of them is open',
  expected    UInt64           COMMENT 'placements expected; the six states below add up to it',
  fresh       UInt64           COMMENT 'the latest reading due was accepted',
  carried     UInt64           COMMENT 'the latest attempt failed, was held or is overdue: the last count stands',
  stated      UInt64           COMMENT 'told by the partner',
  removed     UInt64           COMMENT 'removed on the platform: the last count is final',
  held        UInt64           COMMENT 'only doubtful readings: adds nothing',
  never       UInt64           COMMENT 'no value yet: adds nothing'
)
COMMENT 'Total of each campaign under a formula as of as_of, known by known_at, with its coverage'
AS
WITH
  (
    SELECT
      if(
        throwIf(count() = 0, 'There is no such formula: no formula, no total') = 0
          AND throwIf(hasAny(any(families), ['person', 'concurrent', 'rating', 'index', 'engagement']),
            'This formula lists a family that may never be added') = 0,
        any(families), [])
    FROM formulas FINAL
    WHERE concat(formula, '@', toString(version)) = {formula:String}
  ) AS allowed
SELECT
  campaign_id,
  {formula:String} AS formula,
  sum(coalesce(low, 0)) AS low,
  if(max(open_ended), NULL, sum(coalesce(high, 0))) AS high,
  count() AS expected,
  countIf(state = 'fresh') AS fresh,
  countIf(state = 'carried') AS carried,
  countIf(state = 'stated') AS stated,
  countIf(state = 'removed') AS removed,
  countIf(state = 'held') AS held,
  countIf(state = 'never') AS never
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
WHERE has(allowed, family)
GROUP BY campaign_id
