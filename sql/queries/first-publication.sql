-- Question: when was the first placement of a campaign published?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: first (null where no placement has a time of publication), in the versions of the catalogue known at K.
SELECT min(published_at) AS first
FROM
(
  SELECT argMax(tuple(published_at), recorded_at).1 AS published_at
  FROM placement_versions
  WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    AND registered_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY placement_id
)
