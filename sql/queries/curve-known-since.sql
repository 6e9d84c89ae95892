-- Question: from when on is known what the daily rollup says of a campaign?
-- Parameters: campaign String.
-- Columns: known_since: the newest verdict in the rollup or registration of a placement, whichever is later; 1970 where
--          there is neither. From then on the rollup answers for every K.
SELECT greatest(
  (
    SELECT max(known_since) FROM placement_daily FINAL
    WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
  ),
  (SELECT max(registered_at) FROM placements FINAL WHERE campaign_id = {campaign:String})
) AS known_since
