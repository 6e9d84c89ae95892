-- Question: how did a campaign's total stand at the end of each day, as known now?
-- Parameters: campaign String, families Array(String), days Array(Date), ends Array(DateTime64(3,'UTC')): the days in
--             the campaign's zone and the last instant of each; known_at DateTime64(3,'UTC'): not before the newest
--             verdict in the rollup; misses after it do not count.
-- Columns: date, low, high (null when open), expected placements, carried: expected ones without a count, or whose last
--          accepted reading was overdue at the end of the day (older than 1.5 times the interval its schedule asked
--          for). Statements and what the platform removed are not waited for.
-- Reads the daily rollup, the last judged reading of each series and day, carried forward; and the misses of those
-- placements that were ever hidden or removed.
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
  gone AS
  (
    SELECT
      d.date AS date, m.placement_id AS placement_id, m.metric AS metric, m.source AS source,
      max(m.at) AS last_at,
      argMax(toString(m.status), (m.at, m.run_id)) AS status,
      -- Hidden in every answer of a week is removed, too.
      maxIf(m.at, m.status = 'hidden' AND m.at <= d.end - INTERVAL 7 DAY) AS hidden_a_week_ago,
      countIf(m.status = 'absent' AND m.at > d.end - INTERVAL 7 DAY) AS absent_this_week
    FROM misses AS m
    CROSS JOIN days AS d
    WHERE m.at <= d.end AND m.at <= {known_at:DateTime64(3, 'UTC')}
      AND m.placement_id IN
      (
        SELECT placement_id FROM misses
        WHERE status IN ('hidden', 'removed')
          AND placement_id IN (SELECT placement_id FROM placements FINAL WHERE campaign_id = {campaign:String})
      )
    GROUP BY date, placement_id, metric, source
  ),
  carried_forward AS
  (
    SELECT
      x.date AS date, x.placement_id AS placement_id, x.metric AS metric, x.source AS source,
      r.observed_at AS observed_at, r.has_count AS has_count, r.count_low AS count_low, r.count_high AS count_high,
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
    -- best: 1 has_count, 2 count_low, 3 count_high, 4 accepted_at, 5 interval_s, 6 observed_at, 7 source, 8 metric.
    SELECT
      date, placement_id,
      argMin(
        (has_count, count_low, count_high, accepted_at, interval_s, observed_at, source, metric),
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
  countIf(e.placement_id != 0 AND multiIf(
    NOT c.best.1, true,
    c.best.7 = 'statement', false,
    g.last_at > c.best.6
      AND (g.status = 'removed' OR (g.status = 'hidden' AND g.absent_this_week = 0 AND g.hidden_a_week_ago > c.best.6)), false,
    d.end > c.best.4 + toIntervalMillisecond(1500 * toUInt64(c.best.5)))) AS carried
FROM days AS d
LEFT JOIN expected AS e ON e.date = d.date
LEFT JOIN counted AS c ON c.date = e.date AND c.placement_id = e.placement_id
LEFT JOIN gone AS g
  ON g.date = c.date AND g.placement_id = c.placement_id AND g.metric = c.best.8 AND g.source = c.best.7
GROUP BY date
ORDER BY date
SETTINGS join_use_nulls = 0
