-- Question: what do placements of several sources, or that were ever hidden or removed, add up to at the end of each day, as known now?
-- Parameters: placements Array(UInt32), and of each one: metrics Array(String), its counting metric, and sinces Array(Int64), from
--             when on it is expected, ms UTC; days Array(Date), ends Array(DateTime64(3,'UTC')): the days in the campaign's zone and
--             the last instant of each; known_at DateTime64(3,'UTC'): misses as known by it.
-- Columns: date, low, high (open ends add nothing), open_ends (how many), in_time: placements whose last accepted reading was not
--          overdue at the end of the day (older than 1.5 times the interval its schedule asked for), statements, and what the
--          platform removed; known_since, the newest verdict among them, the same in every row.
-- Reads their part of the daily rollup, the last judged reading of each series and day, each standing until the next.
WITH
  days AS
  (
    SELECT day.1 AS date, day.2 AS end
    FROM (SELECT arrayJoin(arrayZip({days:Array(Date)}, {ends:Array(DateTime64(3, 'UTC'))})) AS day)
  ),
  expected AS
  (
    SELECT e.1 AS placement_id, e.2 AS metric, fromUnixTimestamp64Milli(e.3, 'UTC') AS since
    FROM (SELECT arrayJoin(arrayZip({placements:Array(UInt32)}, {metrics:Array(String)}, {sinces:Array(Int64)})) AS e)
  ),
  standing AS
  (
    SELECT
      placement_id, metric, source, observed_at, known_since, has_count, count_low, count_high, accepted_at, interval_s,
      arrayJoin(arrayFilter(day -> day.1 >= local_date AND day.1 < next_date,
        arrayZip({days:Array(Date)}, {ends:Array(DateTime64(3, 'UTC'))}))) AS day
    FROM
    (
      SELECT
        *,
        leadInFrame(local_date, 1, toDate('2149-06-06')) OVER (
          PARTITION BY placement_id, metric, source ORDER BY local_date
          ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_date
      FROM placement_daily FINAL
      WHERE placement_id IN {placements:Array(UInt32)} AND metric IN {metrics:Array(String)}
    )
  ),
  counted AS
  (
    -- The best source whose last accepted reading is at most 7 days (or 1.5 of its intervals) older than the newest.
    -- best: 1 has_count, 2 count_low, 3 count_high, 4 accepted_at, 5 interval_s, 6 observed_at, 7 source.
    SELECT
      placement_id, metric, day.1 AS date, day.2 AS end,
      max(accepted_at) AS newest,
      max(known_since) AS known,
      arraySort(
        s -> (
          NOT (s.1 AND coalesce(s.4 >= newest - toIntervalSecond(greatest(604800, toUInt32(1.5 * s.5))), false)),
          indexOf(['own_logs', 'api', 'export', 'page', 'statement'], s.7)
        ),
        groupArray((has_count, count_low, count_high, accepted_at, interval_s, observed_at, toString(source)))
      )[1] AS best
    FROM standing
    INNER JOIN expected USING (placement_id, metric)
    WHERE since <= day.2
    GROUP BY placement_id, metric, day
  ),
  gone AS
  (
    SELECT
      d.date AS date, m.placement_id AS placement_id, m.metric AS metric, toString(m.source) AS source,
      max(m.at) AS last_at,
      argMax(toString(m.status), (m.at, m.run_id)) AS status,
      -- Hidden in every answer of a week is removed, too.
      maxIf(m.at, m.status = 'hidden' AND m.at <= d.end - INTERVAL 7 DAY) AS hidden_a_week_ago,
      countIf(m.status = 'absent' AND m.at > d.end - INTERVAL 7 DAY) AS absent_this_week
    FROM misses AS m
    CROSS JOIN days AS d
    WHERE m.at <= d.end AND m.recorded_at <= {known_at:DateTime64(3, 'UTC')} AND m.placement_id IN {placements:Array(UInt32)}
    GROUP BY date, placement_id, metric, source
  )
SELECT
  c.date AS date,
  sumIf(c.best.2, c.best.1) AS low,
  sumIf(coalesce(c.best.3, 0), c.best.1) AS high,
  countIf(c.best.1 AND isNull(c.best.3)) AS open_ends,
  countIf(c.best.1 AND (
    c.best.7 = 'statement'
    OR coalesce(c.end <= c.best.4 + toIntervalMillisecond(1500 * toUInt64(c.best.5)), false)
    OR (g.last_at > c.best.6 AND (g.status = 'removed'
      OR (g.status = 'hidden' AND g.absent_this_week = 0 AND g.hidden_a_week_ago > c.best.6)))
  )) AS in_time,
  max(max(c.known)) OVER () AS known_since
FROM counted AS c
LEFT JOIN gone AS g
  ON g.date = c.date AND g.placement_id = c.placement_id AND g.metric = c.metric AND g.source = c.best.7
GROUP BY date
ORDER BY date
SETTINGS join_use_nulls = 0
