-- Question: from where on must stored series be read to go on judging them?
-- Parameters: placements Array(UInt32); window_ms UInt64: how far back accepted readings question a later one.
-- Columns: a row for each series: placement_id, metric, source; first_at; newest_at, when one was accepted last, and settled_at (0: none of either); since: its last accepted reading that is more than a
--          window older than the newest accepted one, first_at where there is none; recorded_at of the last recorded one;
--          revision, the highest; printed_at: of each step when it was accepted last. All by the verdicts formed at storing, from
--          narrow columns; all instants in ms UTC.
SELECT
  placement_id, metric, source,
  min(begins) AS first_at,
  arrayMax(arrayFlatten(groupArray(accepted))) AS newest_at,
  arrayMax(arrayFilter(at -> at + toInt64({window_ms:UInt64}) < newest_at, arrayFlatten(groupArray(accepted)))) AS settled_at,
  if(settled_at = 0, first_at, settled_at) AS since,
  max(last_recorded) AS recorded_at,
  max(highest) AS revision,
  groupArrayIf(arrayMax(accepted), notEmpty(accepted)) AS printed_at
FROM
(
  SELECT
    placement_id, metric, source, step,
    min(toUnixTimestamp64Milli(observed_at)) AS begins,
    max(toUnixTimestamp64Milli(readings.recorded_at)) AS last_recorded,
    max(readings.revision) AS highest,
    groupArrayIf(toUnixTimestamp64Milli(observed_at), verdict = 'accepted') AS accepted
  FROM readings
  WHERE placement_id IN {placements:Array(UInt32)}
  GROUP BY placement_id, metric, source, step
)
GROUP BY placement_id, metric, source
SETTINGS output_format_json_quote_64bit_integers = 0
