-- Question: which milestones had a campaign reached, and lost again, as of T, known by K?
-- Parameters: campaign String, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: those of milestones, oldest first, of one moment the smaller threshold first.
SELECT scope, scope_id, basis, threshold, is_goal, kind, as_of, known_at, run_id, low, high, definitions
FROM milestones FINAL
WHERE campaign_id = {campaign:String}
  AND as_of <= {as_of:DateTime64(3, 'UTC')} AND known_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY as_of, threshold, scope, scope_id, basis, kind
