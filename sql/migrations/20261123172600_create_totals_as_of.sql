-- Why:   analysts ask for totals in one line, and must get the figure of the dashboard.
-- What:  a parameterised view: the total of each campaign under a formula, with coverage. An unknown formula, or one with a
--        family that is never added, is an error, not an empty answer.
-- Cost:  none: a view.
-- Watch: SELECT * FROM totals_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC'), formula = 'video_view_times@1')
-- Undo:  DROP VIEW totals_as_of

CREATE VIEW IF NOT EXISTS totals_as_of {{on_cluster}} AS
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
