-- Question: in which state are the small tables that every page starts from, and what is stored of readings?
-- Parameters: catalogue Array(String), readings Array(String): the tables of either.
-- Columns: parts, 0 where the account may not see them; catalogue and readings, texts which differ after every insert, change and
--          merge of one of their tables.
SELECT
  count() AS parts,
  toString(groupBitXorIf(state, has({catalogue:Array(String)}, table))) AS catalogue,
  toString(groupBitXorIf(state, has({readings:Array(String)}, table))) AS readings
FROM
(
  SELECT table, cityHash64(table, name, hash_of_all_files) AS state
  FROM system.parts
  WHERE active AND database = currentDatabase()
    AND (has({catalogue:Array(String)}, table) OR has({readings:Array(String)}, table))
)
