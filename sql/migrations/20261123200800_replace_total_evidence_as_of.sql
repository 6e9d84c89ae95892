-- Why:   the evidence of a total must say which of its placements are counted apart, and in no total.
-- What:  the view anew, with the column counted_apart.
-- Cost:  none: a view.
-- Watch: SELECT counted_apart, count() FROM total_evidence_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC')) GROUP BY counted_apart
-- Undo:  CREATE OR REPLACE VIEW with the text of 20261123192900

CREATE OR REPLACE VIEW total_evidence_as_of {{on_cluster}}
(
  placement_id       UInt32                         COMMENT 'placement',
  campaign_id        String                         COMMENT 'its campaign',
  episode_id         String                         COMMENT 'its episode; empty: a work of the campaign alone',
  work_id            String                         COMMENT 'the work it shows',
  platform           LowCardinality(String)         COMMENT 'where',
  account_id         String                         COMMENT 'by whom',
  external_id        String                         COMMENT 'the item id of the platform; text',
  metric             LowCardinality(String)         COMMENT 'its counting metric',
  family             LowCardinality(String)         COMMENT 'family of the metric: add only what one formula lists',
  counted_apart      LowCardinality(String)         COMMENT 'empty: it is added; in_live: its live show holds it already; unknown: nobody has said, not added',
  state              String                         COMMENT 'fresh, carried, stated, removed, held, never',
  source             String                         COMMENT 'source that gives the count; empty: never read',
  low                Nullable(UInt64)               COMMENT 'count, lower end; null: no count',
  high               Nullable(UInt64)               COMMENT 'count, upper end; null: open or no count',
  observed_at        Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count; null: no count',
  recorded_at        Nullable(DateTime64(3, 'UTC')) COMMENT 'when that reading was taken down',
  text               String                         COMMENT 'that reading as the platform wrote it',
  reading_low        Nullable(UInt64)               COMMENT 'that reading, lower end',
  reading_high       Nullable(UInt64)               COMMENT 'that reading, upper end; null: open or no count',
  run_id             String                         COMMENT 'its run',
  payload_id         String                         COMMENT 'hash of the answer it was read from; empty: none',
  lower_observed_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'where another reading gives the lower end: its instant; null: none',
  lower_text         String                         COMMENT 'that one as the platform wrote it',
  lower_run_id       String                         COMMENT 'its run',
  lower_payload_id   String                         COMMENT 'hash of the answer it was read from; empty: none',
  run_trigger        LowCardinality(String)         COMMENT 'schedule, catch-up, manual, import',
  run_state          String                         COMMENT 'how the run ended',
  request_url        String                         COMMENT 'request that brought the answer, secrets masked; empty: none, such as a sheet',
  request_status     UInt16                         COMMENT 'its HTTP status; 0: none',
  requested_at       Nullable(DateTime64(3, 'UTC')) COMMENT 'its start; null: none',
  file_name          String                         COMMENT 'sheet it was read from; empty: none',
  payload_type       String                         COMMENT 'media type of what is kept; empty: nothing is',
  payload_fetched_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was fetched; null: nothing is kept',
  payload_pruned_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was taken away by age; null: it is kept, or never was'
)
COMMENT 'Every placement expected at as_of and known by known_at, with the reading, run, request and payload behind its count'
AS
SELECT
  c.placement_id AS placement_id, c.campaign_id AS campaign_id, c.episode_id AS episode_id, c.work_id AS work_id,
  c.platform AS platform, c.account_id AS account_id, c.external_id AS external_id, c.metric AS metric, c.family AS family,
  c.counted_apart AS counted_apart,
  c.state AS state, c.source AS source, c.low AS low, c.high AS high, c.observed_at AS observed_at,
  if(r.known, r.v.1, NULL) AS recorded_at, r.v.4 AS text, if(r.known, r.v.2, NULL) AS reading_low, if(r.known, r.v.3, NULL) AS reading_high,
  r.v.5 AS run_id, r.v.6 AS payload_id,
  if(l.known AND r.known AND r.v.2 != c.low, l.v.1, NULL) AS lower_observed_at,
  if(lower_observed_at IS NULL, '', l.v.2) AS lower_text,
  if(lower_observed_at IS NULL, '', l.v.3) AS lower_run_id,
  if(lower_observed_at IS NULL, '', l.v.4) AS lower_payload_id,
  u.trigger AS run_trigger, if(u.run_id = '', '', toString(u.state)) AS run_state,
  q.v.1 AS request_url, q.v.2 AS request_status, if(q.known, q.v.3, NULL) AS requested_at,
  i.name AS file_name,
  p.content_type AS payload_type, if(p.payload_id = '', NULL, p.fetched_at) AS payload_fetched_at, p.pruned_at AS payload_pruned_at
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) AS c
LEFT JOIN
(
  -- Of several values of one instant the last one recorded that was accepted, as known by known_at.
  SELECT placement_id, metric, toString(source) AS source, toNullable(observed_at) AS at, true AS known,
    argMax((recorded_at, low, high, text, run_id, payload_id), (verdict = 'accepted', recorded_at, low, top)) AS v
  FROM
  (
    SELECT placement_id, metric, source, observed_at, recorded_at, low, any(high0) AS high, top,
      argMax(verdict, (known_since, revision)) AS verdict, max(text) AS text, max(run_id) AS run_id, max(payload_id) AS payload_id
    FROM
    (
      SELECT placement_id, metric, source, observed_at, recorded_at, low, a.high AS high0, ifNull(a.high, 18446744073709551615) AS top,
        verdict, recorded_at AS known_since, revision, text, run_id, payload_id
      FROM readings AS a
      WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
      UNION ALL
      SELECT placement_id, metric, source, observed_at, recorded_at, low, b.high, ifNull(b.high, 18446744073709551615),
        verdict, known_since, revision, '', '', ''
      FROM verdicts AS b
      WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
        AND known_since <= {known_at:DateTime64(3, 'UTC')}
    )
    GROUP BY placement_id, metric, source, observed_at, recorded_at, low, top
  )
  GROUP BY placement_id, metric, source, observed_at
) AS r ON r.placement_id = c.placement_id AND r.metric = c.metric AND r.source = c.source AND r.at = c.observed_at
LEFT JOIN
(
  -- The last reading that showed the lower end of the count.
  SELECT placement_id, metric, toString(source) AS source, toNullable(low) AS end, true AS known,
    argMax((observed_at, text, run_id, payload_id), (observed_at, recorded_at, ifNull(high, 18446744073709551615))) AS v
  FROM readings
  WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  GROUP BY placement_id, metric, source, low
) AS l ON l.placement_id = c.placement_id AND l.metric = c.metric AND l.source = c.source AND l.end = c.low
LEFT JOIN (SELECT run_id, trigger, state FROM runs FINAL) AS u ON u.run_id = r.v.5
LEFT JOIN
(
  SELECT run_id, payload_id, true AS known, argMax((url, status, started_at), (started_at, url)) AS v
  FROM attempts
  WHERE payload_id != ''
  GROUP BY run_id, payload_id
) AS q ON q.run_id = r.v.5 AND q.payload_id = r.v.6
LEFT JOIN (SELECT run_id, file_hash, max(file_name) AS name FROM imports GROUP BY run_id, file_hash) AS i
  ON i.run_id = r.v.5 AND i.file_hash = r.v.6
LEFT JOIN (SELECT payload_id, content_type, fetched_at, pruned_at FROM payloads FINAL) AS p ON p.payload_id = r.v.6
SETTINGS join_use_nulls = 0
