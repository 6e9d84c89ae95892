-- Question: what waits in the inbox, and what was decided?
-- Parameters: ids Array(String), empty for all; states Array(String), empty for all; limit UInt32.
-- Columns: those of the table inbox, the newest version of each entry, newest item first.
SELECT *
FROM
(
  SELECT *
  FROM inbox
  WHERE empty({ids:Array(String)}) OR has({ids:Array(String)}, inbox_id)
  ORDER BY updated_at DESC
  LIMIT 1 BY inbox_id
)
WHERE empty({states:Array(String)}) OR has({states:Array(String)}, state)
ORDER BY coalesce(published_at, discovered_at) DESC, inbox_id
LIMIT {limit:UInt32}
