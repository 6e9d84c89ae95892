-- Question: what did each placement of a publication count as, and from which reading?
-- Parameters: id String.
-- Columns: those of publication_lines; of a placement the first row stands.
SELECT * FROM publication_lines
WHERE publication_id = {id:String}
ORDER BY placement_id, published_at
LIMIT 1 BY placement_id
