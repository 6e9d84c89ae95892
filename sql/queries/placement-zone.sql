-- Question: to which campaign belongs a placement, and in which zone are its days cut?
-- Parameters: placement UInt32.
-- Columns: campaign_id, time_zone of the campaign; no row when there is no such placement.
SELECT campaign_id, time_zone
FROM campaigns FINAL
WHERE campaign_id IN (SELECT campaign_id FROM placements FINAL WHERE placement_id = {placement:UInt32})
