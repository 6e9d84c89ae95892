-- Question: which totals did runs arrive at?
-- Parameters: none.
-- Columns: campaign_id, formula, as_of, known_at, run_id, low, high (null: open) and the coverage; and the same of its
--          parts: (episode, empty for works of the campaign alone; low, high, coverage).
SELECT
  c.campaign_id AS campaign_id, c.formula AS formula, c.as_of AS as_of, c.known_at AS known_at, c.run_id AS run_id,
  c.low AS low, c.high AS high, c.expected AS expected, c.fresh AS fresh, c.carried AS carried, c.stated AS stated,
  c.removed AS removed, c.held AS held, c.never AS never, e.parts AS parts
FROM (SELECT * FROM campaign_totals FINAL) AS c
LEFT JOIN
(
  SELECT
    campaign_id, formula, as_of, known_at, run_id,
    groupArray(CAST(
      (episode_id, low, high, expected, fresh, carried, stated, removed, held, never),
      'Tuple(episode_id String, low Int64, high Nullable(Int64), expected UInt32, fresh UInt32, carried UInt32, stated UInt32, removed UInt32, held UInt32, never UInt32)'
    )) AS parts
  FROM episode_totals FINAL
  GROUP BY campaign_id, formula, as_of, known_at, run_id
) AS e USING (campaign_id, formula, as_of, known_at, run_id)
ORDER BY as_of, known_at, campaign_id, formula, run_id
SETTINGS join_use_nulls = 0
