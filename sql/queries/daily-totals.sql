-- Question: how did a campaign's total stand at the end of each day, as known now?
-- Parameters: campaign String, families Array(String), days Array(Date), ends Array(DateTime64(3,'UTC')): the days in
--             the campaign's zone and the last instant of each; known_at DateTime64(3,'UTC'): not before the newest
--             verdict in the rollup; catalogue, adjustments and misses as known by it.
-- Columns: date, low and high (null when open), both with the adjustments that count by then, expected placements,
--          carried: expected ones without a count, or whose last accepted reading was overdue at the end of the day (older
--          than 1.5 times the interval its schedule asked for). Statements and what the platform removed are not waited for.
-- Reads the campaign's part of the daily rollup, the last judged reading of each series and day, each standing until
-- the next; and the misses of those placements that were ever hidden or removed.
WITH
  (SELECT groupArray(since) FROM expected) AS sinces,
  (SELECT groupArray((since, low, high)) FROM adjusted) AS changes,
  days AS
  (
    SELECT day.1 AS date, day.2 AS end
    FROM (SELECT arrayJoin(arrayZip({days:Array(Date)}, {ends:Array(DateTime64(3, 'UTC'))})) AS day)
  ),
  cancelled AS
  (
    SELECT episode_id FROM episode_versions
    WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
  ),
  expected AS
  (
    SELECT e.placement_id AS placement_id, e.v.1 AS metric, coalesce(e.v.2, e.v.3) AS since, m.family AS family
    FROM
    (
      SELECT placement_id, argMax((metric, published_at, registered_at, episode_id), recorded_at) AS v
      FROM placement_versions
      WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      GROUP BY placement_id
    ) AS e
    INNER JOIN metrics AS m FINAL ON m.metric = e.v.1
    WHERE has({families:Array(String)}, m.family)
      AND e.v.3 <= {known_at:DateTime64(3, 'UTC')}
      AND e.v.4 NOT IN (SELECT episode_id FROM cancelled)
  ),
  adjusted AS
  (
    -- From when on each counts: its own time, and not before the placement it corrects is expected.
    SELECT a.low AS low, a.high AS high, greatest(a.effective_at, if(a.placement_id = 0, a.effective_at, e.since)) AS since
    FROM
    (
      SELECT * FROM adjustments FINAL
      WHERE campaign_id = {campaign:String} AND kind != 'withdrawal' AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        AND has({families:Array(String)}, family)
        AND adjustment_id NOT IN
        (
          SELECT adjustment_id FROM adjustments
          WHERE campaign_id = {campaign:String} AND kind = 'withdrawal' AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        )
    ) AS a
    LEFT JOIN expected AS e ON e.placement_id = a.placement_id AND e.family = a.family
    WHERE if(a.placement_id = 0, a.episode_id NOT IN (SELECT episode_id FROM cancelled), e.placement_id = a.placement_id)
  ),
  standing AS
  (
    SELECT
      placement_id, metric, source, observed_at, has_count, count_low, count_high, accepted_at, interval_s,
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
      WHERE placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
    )
  ),
  counted AS
  (
    -- The best source whose last accepted reading is at most 7 days (or 1.5 of its intervals) older than the newest.
    -- best: 1 has_count, 2 count_low, 3 count_high, 4 accepted_at, 5 interval_s, 6 observed_at, 7 source.
    SELECT
      placement_id, metric, day.1 AS date, day.2 AS end,
      max(accepted_at) AS newest,
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
    WHERE m.at <= d.end AND m.recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND m.placement_id IN
      (
        SELECT placement_id FROM misses
        WHERE status IN ('hidden', 'removed')
          AND placement_id IN (SELECT placement_id FROM placement_versions WHERE campaign_id = {campaign:String})
      )
    GROUP BY date, placement_id, metric, source
  ),
  totals AS
  (
    SELECT
      c.date AS date,
      sumIf(c.best.2, c.best.1) AS low,
      sumIf(coalesce(c.best.3, 0), c.best.1) AS high,
      max(c.best.1 AND isNull(c.best.3)) AS open_ended,
      countIf(c.best.1 AND (
        c.best.7 = 'statement'
        OR coalesce(c.end <= c.best.4 + toIntervalMillisecond(1500 * toUInt64(c.best.5)), false)
        OR (g.last_at > c.best.6 AND (g.status = 'removed'
          OR (g.status = 'hidden' AND g.absent_this_week = 0 AND g.hidden_a_week_ago > c.best.6)))
      )) AS not_waited_for
    FROM counted AS c
    LEFT JOIN gone AS g
      ON g.date = c.date AND g.placement_id = c.placement_id AND g.metric = c.metric AND g.source = c.best.7
    GROUP BY date
  )
SELECT
  d.date AS date,
  toInt64(t.low) + arraySum(change -> if(change.1 <= d.end, change.2, 0), changes) AS low,
  if(t.open_ended, NULL, toInt64(t.high) + arraySum(change -> if(change.1 <= d.end, change.3, 0), changes)) AS high,
  arrayCount(since -> since <= d.end, sinces) AS expected,
  expected - t.not_waited_for AS carried
FROM days AS d
LEFT JOIN totals AS t ON t.date = d.date
ORDER BY date
SETTINGS join_use_nulls = 0
