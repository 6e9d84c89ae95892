-- Question: from which K on does the catalogue say nothing new?
-- Parameters: none.
-- Columns: newest, the newest moment at which any version of it, or an adjustment, was recorded or registered.
SELECT max(newest) AS newest
FROM
(
  SELECT max(greatest(recorded_at, registered_at)) AS newest FROM placement_versions
  UNION ALL
  SELECT max(recorded_at) AS newest FROM episode_versions
  UNION ALL
  SELECT max(recorded_at) AS newest FROM campaign_versions
  UNION ALL
  SELECT max(recorded_at) AS newest FROM formula_versions
  UNION ALL
  SELECT max(recorded_at) AS newest FROM metric_definition_versions
  UNION ALL
  SELECT max(recorded_at) AS newest FROM adjustments
)
