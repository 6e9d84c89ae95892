-- Question: has the catalogue changed since it was last read?
-- Parameters: none.
-- Columns: how many versions of placements and accounts there are, and when the last was written. Applying a catalogue
--          writes all of them anew, so a change of works shows here too.
SELECT toUInt32(sum(c.versions)) AS versions, max(c.updated_at) AS updated_at
FROM
(
  SELECT count() AS versions, max(p.updated_at) AS updated_at FROM placements AS p
  UNION ALL
  SELECT count() AS versions, max(a.updated_at) AS updated_at FROM accounts AS a
) AS c
