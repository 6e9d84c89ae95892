-- Question: which stored totals and milestones are of a run or a campaign that does not exist, or are parts of no total?
-- Parameters: none.
-- Columns: of (campaign_totals, episode_totals, milestones), key: its sorting key in one text, as the deletion names it.
SELECT 'campaign_totals' AS of, concat(campaign_id, ' ', formula, ' ', toString(as_of), ' ', toString(known_at), ' ', run_id) AS key
FROM campaign_totals FINAL
WHERE campaign_id NOT IN (SELECT campaign_id FROM campaigns) OR run_id NOT IN (SELECT run_id FROM runs)
UNION ALL
SELECT
  'episode_totals',
  concat(campaign_id, ' ', formula, ' ', toString(as_of), ' ', toString(known_at), ' ', run_id, ' ', episode_id)
FROM episode_totals FINAL
WHERE campaign_id NOT IN (SELECT campaign_id FROM campaigns) OR run_id NOT IN (SELECT run_id FROM runs)
  OR (campaign_id, formula, as_of, known_at, run_id) NOT IN
    (SELECT campaign_id, formula, as_of, known_at, run_id FROM campaign_totals)
UNION ALL
SELECT
  'milestones',
  concat(campaign_id, ' ', scope, ' ', scope_id, ' ', basis, ' ', toString(threshold), ' ', toString(as_of), ' ', toString(known_at), ' ', toString(kind))
FROM milestones FINAL
WHERE campaign_id NOT IN (SELECT campaign_id FROM campaigns)
