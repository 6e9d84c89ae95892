-- Question: which adjustments of a campaign's totals were made by K, and which of them taken back?
-- Parameters: campaign String, known_at DateTime64(3,'UTC').
-- Columns: those of adjustments; withdrawn_at, withdrawn_by, withdrawn_why of its withdrawal, all null where it stands. In
--          order of recording.
SELECT
  a.adjustment_id AS adjustment_id, a.episode_id AS episode_id, a.placement_id AS placement_id, a.family AS family, a.low AS low, a.high AS high,
  a.effective_at AS effective_at, a.recorded_at AS recorded_at, a.kind AS kind, a.reading_at AS reading_at, a.author AS author, a.reason AS reason,
  w.at AS withdrawn_at, w.who AS withdrawn_by, w.why AS withdrawn_why
FROM
(
  SELECT * FROM adjustments FINAL
  WHERE campaign_id = {campaign:String} AND kind != 'withdrawal' AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
) AS a
LEFT JOIN
(
  SELECT adjustment_id, min(recorded_at) AS at, argMin(author, recorded_at) AS who, argMin(reason, recorded_at) AS why
  FROM adjustments
  WHERE campaign_id = {campaign:String} AND kind = 'withdrawal' AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY adjustment_id
) AS w ON w.adjustment_id = a.adjustment_id
ORDER BY recorded_at, adjustment_id
SETTINGS join_use_nulls = 1
