-- Why:   each request, kept for the question what happened that night.
-- What:  creates the table attempts.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM attempts
-- Undo:  DROP TABLE attempts

CREATE TABLE IF NOT EXISTS attempts {{on_cluster}}
(
  run_id      String                 COMMENT 'run',
  platform    LowCardinality(String) COMMENT 'platform',
  collector   LowCardinality(String) COMMENT 'collector',
  account_id  String                 COMMENT 'account',
  started_at  DateTime64(3, 'UTC')   COMMENT 'start',
  duration_ms UInt32                 COMMENT 'how long',
  url         String                 COMMENT 'address, secrets masked',
  status      UInt16                 COMMENT 'HTTP status; 0: no answer',
  items       UInt32                 COMMENT 'targets in the request',
  error_kind  LowCardinality(String) COMMENT 'empty: none',
  error       String                 COMMENT 'in words',
  payload_id  String                 COMMENT 'answer'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (run_id, platform, account_id, started_at, url, status)
COMMENT 'Attempts: each request of a run'
