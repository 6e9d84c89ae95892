-- Question: which placements of a campaign were ever hidden or removed by their platform?
-- Parameters: campaign String.
-- Columns: placement_id.
SELECT DISTINCT placement_id
FROM misses
WHERE status IN ('hidden', 'removed')
  AND placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
