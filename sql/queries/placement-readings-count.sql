-- Question: how many readings of its counting metric has a placement, as of T, known by K?
-- Parameters: placement UInt32, as_of DateTime64(3,'UTC'), known_at DateTime64(3,'UTC').
-- Columns: readings, one row.
SELECT count() AS readings
FROM readings FINAL
WHERE placement_id = {placement:UInt32}
  AND metric IN (SELECT metric FROM placements FINAL WHERE placement_id = {placement:UInt32})
  AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
