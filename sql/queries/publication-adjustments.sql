-- Question: which adjustments are in a publication?
-- Parameters: id String.
-- Columns: those of publication_adjustments; of an adjustment the first row stands. In order of recording.
SELECT *
FROM
(
  SELECT * FROM publication_adjustments
  WHERE publication_id = {id:String}
  ORDER BY adjustment_id, published_at
  LIMIT 1 BY adjustment_id
)
ORDER BY recorded_at, adjustment_id
