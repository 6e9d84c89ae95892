-- Question: in which zone are the days of a placement cut?
-- Parameters: placement UInt32.
-- Columns: time_zone of its campaign; no row when there is no such placement.
SELECT time_zone
FROM campaigns FINAL
WHERE campaign_id IN (SELECT campaign_id FROM placements FINAL WHERE placement_id = {placement:UInt32})
