-- Question: has the catalogue changed since it was last read?
-- Parameters: none.
-- Columns: how many versions of placements there are, and when the last was written. Applying a catalogue writes all of
--          its placements anew, so a change of works or accounts shows here too.
SELECT toUInt32(count()) AS versions, max(updated_at) AS updated_at
FROM placements
