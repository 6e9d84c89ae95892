-- Question: which milestones of a campaign stood before a moment, and how far have they been written?
-- Parameters: campaign String, before DateTime64(3,'UTC').
-- Columns: scope, scope_id, basis, threshold of those reached and not lost again, as was known last; written_to, the newest
--          moment of any that is written, and previous, that of the last totals before (1970: none), the same in every row. A row
--          with an empty scope says only that.
SELECT
  scope, scope_id, basis, threshold,
  (SELECT max(greatest(as_of, known_at)) FROM milestones WHERE campaign_id = {campaign:String}) AS written_to,
  (
    SELECT max(as_of) FROM campaign_totals
    WHERE campaign_id = {campaign:String} AND as_of < {before:DateTime64(3, 'UTC')}
  ) AS previous
FROM
(
  SELECT scope, scope_id, basis, threshold
  FROM milestones
  WHERE campaign_id = {campaign:String} AND as_of < {before:DateTime64(3, 'UTC')}
  GROUP BY scope, scope_id, basis, threshold
  HAVING argMax(kind, (known_at, as_of)) = 'reached'
  UNION ALL
  SELECT '', '', '', 0
)
ORDER BY scope, scope_id, basis, threshold
