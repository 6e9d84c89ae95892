-- Question: how did a campaign's total stand at the end of each day, as known now?
-- Parameters: campaign String, families Array(String), days Array(Date), ends Array(DateTime64(3,'UTC')): the days in
--             the campaign's zone and the last instant of each.
-- Columns: date, low, high (null when open), expected placements, carried: expected ones without a reading of that day.
-- Reads the daily rollup only: the last judged reading of each series and day, carried forward.
WITH
  days AS
  (
    SELECT day.1 AS date, day.2 AS end
    FROM (SELECT arrayJoin(arrayZip({days:Array(Date)}, {ends:Array(DateTime64(3, 'UTC'))})) AS day)
  ),
  expected AS
  (
    SELECT d.date AS date, d.end AS end, p.placement_id AS placement_id, p.metric AS metric
    FROM placements AS p FINAL
    INNER JOIN metrics AS m FINAL ON m.metric = p.metric
    CROSS JOIN days AS d
    WHERE p.campaign_id = {campaign:String} AND has({families:Array(String)}, m.family)
      AND coalesce(p.published_at, p.registered_at) <= d.end
      AND p.episode_id NOT IN
        (SELECT episode_id FROM episodes FINAL WHERE campaign_id = {campaign:String} AND status = 'cancelled')
  ),
  sources AS
  (
    SELECT DISTINCT placement_id, metric, source FROM placement_daily
    WHERE placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
  ),
  carried_forward AS
  (
    SELECT
      x.date AS date, x.placement_id AS placement_id, x.source AS source,
      r.local_date AS local_date, r.has_count AS has_count, r.count_low AS count_low, r.count_high AS count_high,
      r.accepted_at AS accepted_at, r.interval_s AS interval_s,
      max(r.accepted_at) OVER (PARTITION BY x.date, x.placement_id) AS newest_accepted_at
    FROM
    (
      SELECT e.date AS date, e.placement_id AS placement_id, e.metric AS metric, s.source AS source
      FROM expected AS e
      INNER JOIN sources AS s ON s.placement_id = e.placement_id AND s.metric = e.metric
    ) AS x
    ASOF LEFT JOIN (SELECT * FROM placement_daily FINAL) AS r
      ON r.placement_id = x.placement_id AND r.metric = x.metric AND r.source = x.source AND x.date >= r.local_date
  ),
  counted AS
  (
    SELECT
      date, placement_id,
      argMin(
        (has_count, count_low, count_high, local_date),
        (
          NOT (has_count AND accepted_at >= newest_accepted_at - toIntervalSecond(greatest(604800, toUInt32(1.5 * interval_s)))),
          indexOf(['own_logs', 'api', 'export', 'page', 'statement'], source)
        )
      ) AS best
    FROM carried_forward
    GROUP BY date, placement_id
  )
SELECT
  d.date AS date,
  sum(if(c.best.1, c.best.2, 0)) AS low,
  if(max(c.best.1 AND isNull(c.best.3)), NULL, sum(if(c.best.1, coalesce(c.best.3, 0), 0))) AS high,
  countIf(e.placement_id != 0) AS expected,
  countIf(e.placement_id != 0 AND c.best.4 != d.date) AS carried
FROM days AS d
LEFT JOIN expected AS e ON e.date = d.date
LEFT JOIN counted AS c ON c.date = e.date AND c.placement_id = e.placement_id
GROUP BY date
ORDER BY date
SETTINGS join_use_nulls = 0
