-- Question: from when on is known what the daily rollup says of a campaign?
-- Parameters: campaign String.
-- Columns: known_since: the newest verdict in the rollup; 1970 where there is none. From then on the rollup answers for
--          every K: what else changes with K (catalogue, misses, adjustments) is read in the version known at it.
SELECT max(known_since) AS known_since
FROM placement_daily FINAL
WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
