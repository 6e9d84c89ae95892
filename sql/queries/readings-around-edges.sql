-- Question: which readings lie nearest to a row of instants, before and after each, as of T, known by K?
-- Parameters: campaign String; families Array(String); placements Array(UInt32), empty: all; edges Array(Int64), rising, ms
--             after the origin; with_apart Bool: those counted apart as well, which nobody may add up; episodes Array(String) and origins Array(Int64): the origin of each episode in ms UTC, and
--             these episodes alone; empty: all, from 1970; from_publication Bool: the origin is its own
--             publication instead; as_of and known_at DateTime64(3,'UTC').
-- Columns: a row for each placement and source, one with an empty source where nothing was read; placement_id, episode_id
--          (empty: the campaign alone), work_id, metric, origin, since (from when on it is expected, after the origin),
--          is_published (since is its publication, not its registration), source; stretches: of each stretch between two
--          edges (0: up to the first one, the later edge included) nine numbers: its place; of its last judged reading
--          accepted_at (after the origin), low (-1: no count), high (-1: open), interval_s; of its first accepted one
--          observed_at, low (-1: none), high; 1 where one of them fell by no more than a waver.
WITH
  arrayConcat([toInt64(-4611686018427387904)], {edges:Array(Int64)}) AS grid,
  expected AS
  (
    SELECT
      placement_id, v.1 AS metric, v.2 AS episode_id, v.3 AS work_id,
      multiIf(
        {from_publication:Bool}, toUnixTimestamp64Milli(coalesce(v.4, v.5)),
        empty({episodes:Array(String)}), toInt64(0),
        {origins:Array(Int64)}[indexOf({episodes:Array(String)}, episode_id)]) AS origin,
      toUnixTimestamp64Milli(coalesce(v.4, v.5)) - origin AS since,
      v.4 IS NOT NULL AS is_published
    FROM
    (
      SELECT placement_id, argMax((metric, episode_id, work_id, published_at, registered_at, counted_apart), recorded_at) AS v
      FROM placement_versions
      WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        AND (empty({placements:Array(UInt32)}) OR has({placements:Array(UInt32)}, placement_id))
      GROUP BY placement_id
    )
    WHERE v.5 <= {known_at:DateTime64(3, 'UTC')}
      AND (v.6 = '' OR {with_apart:Bool})
      AND (empty({episodes:Array(String)}) OR has({episodes:Array(String)}, episode_id))
      AND metric IN (SELECT metric FROM metrics FINAL WHERE has({families:Array(String)}, family))
      AND episode_id NOT IN
      (
        SELECT episode_id FROM episode_versions
        WHERE campaign_id = {campaign:String} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        GROUP BY episode_id
        HAVING argMax(status, recorded_at) = 'cancelled'
      )
  ),
  revised AS
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615) AS top,
      argMax((verdict, reason, has_count, count_low, count_high, accepted_at, interval_s), (known_since, revision)) AS v
    FROM verdicts
    WHERE placement_id IN (SELECT placement_id FROM expected)
      AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND known_since <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
  ),
  -- Every reading with the verdict that stands at K.
  judged AS
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615) AS top,
      verdict, reason, has_count, count_low, count_high, accepted_at, interval_s
    FROM readings
    WHERE placement_id IN (SELECT placement_id FROM expected)
      AND metric IN (SELECT metric FROM metrics FINAL WHERE has({families:Array(String)}, family))
      AND observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      AND (placement_id, metric, source, observed_at, recorded_at, low, ifNull(high, 18446744073709551615)) NOT IN
        (SELECT placement_id, metric, source, observed_at, recorded_at, low, top FROM revised)
    UNION ALL
    SELECT placement_id, metric, source, observed_at, recorded_at, low, top, v.1, v.2, v.3, v.4, v.5, v.6, v.7
    FROM revised
  ),
  stretched AS
  (
    SELECT
      placement_id, metric, source,
      toInt64(indexOf(grid, roundDown(toUnixTimestamp64Milli(observed_at) - origin - 1, grid)) - 1) AS place,
      -- The last one as a total takes it. Numbers: a null stands for an open end or no count.
      argMax(
        (toUnixTimestamp64Milli(ifNull(accepted_at, observed_at)) - origin, if(has_count, toInt64(count_low), -1),
          ifNull(toInt64(count_high), -1), toInt64(interval_s)),
        (observed_at, recorded_at, low, top)) AS last,
      -- Of two accepted at one instant the later recorded one stands.
      argMinIf(
        (toUnixTimestamp64Milli(observed_at) - origin, toInt64(count_low), ifNull(toInt64(count_high), -1)),
        (observed_at, -toUnixTimestamp64Milli(recorded_at)),
        verdict = 'accepted' AND has_count) AS first,
      countIf(verdict = 'accepted' AND has_count) > 0 AS is_accepted,
      toInt64(countIf(reason IN ('waver', 'new-reference')) > 0) AS is_waver
    FROM judged
    INNER JOIN expected USING (placement_id, metric)
    GROUP BY placement_id, metric, source, place
  ),
  flat AS
  (
    SELECT
      placement_id, metric, toString(source) AS name,
      arrayFlatten(groupArray([
        place, last.1, last.2, last.3, last.4, first.1, if(is_accepted, first.2, -1), first.3, is_waver
      ])) AS numbers
    FROM stretched
    GROUP BY placement_id, metric, name
  )
SELECT
  e.placement_id AS placement_id, e.episode_id AS episode_id, e.work_id AS work_id, e.metric AS metric,
  e.origin AS origin, e.since AS since, e.is_published AS is_published, f.name AS source, f.numbers AS stretches
FROM expected AS e
LEFT JOIN flat AS f ON f.placement_id = e.placement_id AND f.metric = e.metric
ORDER BY placement_id, source
SETTINGS join_use_nulls = 0, output_format_json_quote_64bit_integers = 0
