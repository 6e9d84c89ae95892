-- Why:   a figure that a partner told counts only when it is known who told it and on what paper, and when a second person confirms it.
-- What:  creates the table statements: who stated a reading, who took it in, and the hash of the file. Append-only.
-- Cost:  none: a new table.
-- Watch: SELECT author, count() FROM statements GROUP BY author
-- Undo:  DROP TABLE statements

CREATE TABLE IF NOT EXISTS statements {{on_cluster}}
(
  placement_id UInt32                 COMMENT 'placement',
  metric       LowCardinality(String) COMMENT 'what is counted',
  observed_at  DateTime64(3, 'UTC')   COMMENT 'the moment that the figure speaks of: the instant of its reading',
  low          UInt64                 COMMENT 'the figure, lower end',
  high         Nullable(UInt64)       COMMENT 'upper end; null: open',
  author       String                 COMMENT 'who states it',
  imported_by  String                 COMMENT 'who took it in: neither of the two confirms it',
  payload_id   String                 COMMENT 'SHA-256 of the file, which is kept in payloads',
  run_id       String                 COMMENT 'run that took it in',
  recorded_at  DateTime64(3, 'UTC')   COMMENT 'when it was taken down'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (placement_id, metric, observed_at, low, ifNull(high, 18446744073709551615), author, imported_by, payload_id)
COMMENT 'Statements 书面申报: who told a figure and on what paper; it counts once a second person confirms it'
