-- Question: which reading gives the count of each of some series, known by K?
-- Parameters: placements Array(UInt32), metrics Array(String), sources Array(String), ats Array(DateTime64(3,'UTC')): the series
--             and the instant its count was accepted at, one of each; known_at DateTime64(3,'UTC').
-- Columns: placement_id, and the reading as a tuple: recorded_at, low, high, text, run, payload. Of several values of one instant the
--          last one recorded that was accepted, as known by K.
SELECT
  placement_id,
  argMax((recorded_at, low, high, text, run_id, payload_id), (verdict = 'accepted', recorded_at, low, top)) AS reading
FROM
(
  SELECT
    placement_id, metric, source, observed_at, recorded_at, low, any(high0) AS high, top,
    argMax(verdict, (known_since, revision)) AS verdict, max(text) AS text, max(run_id) AS run_id, max(payload_id) AS payload_id
  FROM
  (
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, r.high AS high0, ifNull(r.high, 18446744073709551615) AS top,
      verdict, recorded_at AS known_since, revision, text, run_id, payload_id
    FROM readings AS r
    WHERE (placement_id, metric, observed_at, source) IN
        (SELECT arrayJoin(arrayZip({placements:Array(UInt32)}, {metrics:Array(String)}, {ats:Array(DateTime64(3, 'UTC'))}, {sources:Array(String)})))
      AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT
      placement_id, metric, source, observed_at, recorded_at, low, v.high, ifNull(v.high, 18446744073709551615),
      verdict, known_since, revision, '', '', ''
    FROM verdicts AS v
    WHERE (placement_id, metric, observed_at, source) IN
        (SELECT arrayJoin(arrayZip({placements:Array(UInt32)}, {metrics:Array(String)}, {ats:Array(DateTime64(3, 'UTC'))}, {sources:Array(String)})))
      AND recorded_at <= {known_at:DateTime64(3, 'UTC')} AND known_since <= {known_at:DateTime64(3, 'UTC')}
  )
  GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
)
GROUP BY placement_id
