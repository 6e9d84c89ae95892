-- Question: which totals were published?
-- Parameters: campaign String, empty: all; ids Array(String), empty: all.
-- Columns: those of publications, newest first. Of an id the first row stands, and only where it begins the hash: what is written
--          later under a known id changes nothing.
SELECT *
FROM
(
  SELECT * FROM publications
  WHERE ({campaign:String} = '' OR campaign_id = {campaign:String})
    AND (empty({ids:Array(String)}) OR has({ids:Array(String)}, publication_id))
    AND publication_id = substring(hash, 1, 12)
  ORDER BY published_at, hash
  LIMIT 1 BY publication_id
)
ORDER BY published_at DESC, publication_id
