-- Question: who stated the figures of some placements, on what paper, and who took them in, as known by K?
-- Parameters: placements Array(UInt32), known_at DateTime64(3,'UTC').
-- Columns: those of statements with the file's name (empty: not known), oldest first.
SELECT
  s.placement_id AS placement_id, s.metric AS metric, s.observed_at AS observed_at, s.low AS low, s.high AS high,
  s.author AS author, s.imported_by AS imported_by, s.payload_id AS payload_id, s.run_id AS run_id,
  s.recorded_at AS recorded_at, i.name AS file_name
FROM
(
  SELECT * FROM statements FINAL
  WHERE placement_id IN {placements:Array(UInt32)} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
) AS s
LEFT JOIN (SELECT run_id, max(file_name) AS name FROM imports GROUP BY run_id) AS i ON i.run_id = s.run_id
ORDER BY recorded_at, placement_id, observed_at, low, author, imported_by
SETTINGS join_use_nulls = 0
