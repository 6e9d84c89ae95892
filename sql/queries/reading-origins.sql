-- Question: by which run, and which request or sheet, did each of some payloads come?
-- Parameters: runs Array(String), payloads Array(String): one of each; a payload may be empty.
-- Columns: run_id, payload_id; trigger, state, started_at, ended_at, summary of the run (trigger empty: not known yet); url (secrets
--          masked), status, requested_at of the last request that brought it (null: none); file_name of the sheet (empty: none).
SELECT
  o.run_id AS run_id, o.payload_id AS payload_id,
  toString(r.trigger) AS trigger, if(r.run_id = '', '', toString(r.state)) AS state, r.started_at AS started_at, r.ended_at AS ended_at, r.summary AS summary,
  a.request.1 AS url, a.request.2 AS status, if(a.known, a.request.3, NULL) AS requested_at,
  i.name AS file_name
FROM
(
  SELECT DISTINCT pair.1 AS run_id, pair.2 AS payload_id
  FROM (SELECT arrayJoin(arrayZip({runs:Array(String)}, {payloads:Array(String)})) AS pair)
) AS o
LEFT JOIN
(
  SELECT run_id, trigger, state, started_at, ended_at, summary FROM runs FINAL
  WHERE run_id IN {runs:Array(String)}
) AS r ON r.run_id = o.run_id
LEFT JOIN
(
  SELECT run_id, payload_id, true AS known, argMax((url, status, started_at), (started_at, url)) AS request
  FROM attempts
  WHERE run_id IN {runs:Array(String)} AND payload_id IN {payloads:Array(String)} AND payload_id != ''
  GROUP BY run_id, payload_id
) AS a ON a.run_id = o.run_id AND a.payload_id = o.payload_id
LEFT JOIN
(
  SELECT run_id, file_hash, max(file_name) AS name FROM imports
  WHERE file_hash IN {payloads:Array(String)}
  GROUP BY run_id, file_hash
) AS i ON i.run_id = o.run_id AND i.file_hash = o.payload_id
ORDER BY run_id, payload_id
SETTINGS join_use_nulls = 0
