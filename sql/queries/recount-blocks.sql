-- Question: which blocks has a recount done?
-- Parameters: recount_id String.
-- Columns: those of recount_blocks, in order of placements.
SELECT * EXCEPT (recount_id, made_at)
FROM recount_blocks FINAL
WHERE recount_id = {recount_id:String}
ORDER BY first_placement
