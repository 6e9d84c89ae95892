-- Question: what do placements of one source each add up to at the end of each day, as known now?
-- Parameters: placements Array(UInt32), and of each one: metrics Array(String), its counting metric, and sinces Array(Int64), from
--             when on it is expected, ms UTC; first Date and last Date of the days, length UInt32 how many these are; ends
--             Array(Int64): the last instant of each, ms UTC.
-- Columns: arrays with a place for each day: lows, highs (open ends add nothing), open_ends (how many), in_time (placements whose last
--          accepted reading is not overdue: statements, and those not older than 1.5 times the interval its schedule asked for);
--          known_since, the newest verdict among them; sources, how many more series than placements were read: above 0
--          a placement has got a second source meanwhile, and the sums are of no use.
-- Reads their part of the daily rollup, the last judged reading of each series and day, each standing until the next.
WITH
  -- A row a day: its sums by day are its values. What was read before the first day stands at its beginning.
  arrayMap(end -> since <= end, {ends:Array(Int64)}) AS is_due,
  arrayPushFront(read, toUInt64(is_early)) AS present
SELECT
  sumForEach(arrayMap((value, due) -> if(due, value, 0),
    arrayPopFront(arrayFill((value, here) -> here > 0, arrayPushFront(low, early.1), present)), is_due)) AS lows,
  sumForEach(arrayMap((value, due) -> if(due, value, 0),
    arrayPopFront(arrayFill((value, here) -> here > 0, arrayPushFront(high, early.2), present)), is_due)) AS highs,
  sumForEach(arrayMap((value, due) -> if(due, value, 0),
    arrayPopFront(arrayFill((value, here) -> here > 0, arrayPushFront(is_open, early.3), present)), is_due)) AS open_ends,
  sumForEach(arrayMap((value, here, due, end) -> here > 0 AND due AND end <= value,
    arrayPopFront(arrayFill((value, here) -> here > 0, arrayPushFront(fresh_until, early.4), present)),
    arrayPopFront(arrayCumSum(present)), is_due, {ends:Array(Int64)})) AS in_time,
  max(newest) AS known_since,
  toInt64(count()) - toInt64(uniqExact(placement_id)) AS sources
FROM
(
  SELECT
    placement_id,
    transform(placement_id, {placements:Array(UInt32)}, {sinces:Array(Int64)}, toInt64(0)) AS since,
    max(known_since) AS newest,
    countResample(0, {length:UInt32}, 1)(place) AS read,
    sumResample(0, {length:UInt32}, 1)(value_low, place) AS low,
    sumResample(0, {length:UInt32}, 1)(value_high, place) AS high,
    sumResample(0, {length:UInt32}, 1)(open_end, place) AS is_open,
    sumResample(0, {length:UInt32}, 1)(in_time_until, place) AS fresh_until,
    min(place) < 0 AS is_early,
    (argMaxIf(value_low, place, place < 0), argMaxIf(value_high, place, place < 0),
      argMaxIf(open_end, place, place < 0), argMaxIf(in_time_until, place, place < 0)) AS early
  FROM
  (
    SELECT
      placement_id, metric, source, known_since,
      toInt64(local_date) - toInt64({first:Date}) AS place,
      if(has_count, count_low, 0) AS value_low,
      if(has_count, ifNull(count_high, 0), 0) AS value_high,
      toUInt64(has_count AND isNull(count_high)) AS open_end,
      multiIf(
        NOT has_count, toInt64(-4611686018427387904),
        source = 'statement', toInt64(4611686018427387904),
        ifNull(toUnixTimestamp64Milli(accepted_at) + 1500 * toInt64(interval_s), toInt64(-4611686018427387904))
      ) AS in_time_until
    FROM placement_daily FINAL
    WHERE placement_id IN {placements:Array(UInt32)} AND metric IN {metrics:Array(String)} AND local_date <= {last:Date}
  )
  GROUP BY placement_id, metric, source
  HAVING metric = transform(placement_id, {placements:Array(UInt32)}, {metrics:Array(String)}, '')
)
