-- Why:   a published total must name the reading behind each of its parts.
-- What:  creates the table publication_lines: one row for each expected placement of a publication. Append-only.
-- Cost:  none: a new table.
-- Watch: SELECT publication_id, count() FROM publication_lines GROUP BY publication_id
-- Undo:  DROP TABLE publication_lines

CREATE TABLE IF NOT EXISTS publication_lines {{on_cluster}}
(
  publication_id       String                         COMMENT 'publication',
  placement_id         UInt32                         COMMENT 'placement',
  episode_id           String                         COMMENT 'episode; empty: a work of the campaign alone',
  work_id              String                         COMMENT 'work',
  platform             LowCardinality(String)         COMMENT 'where',
  account_id           String                         COMMENT 'by whom',
  external_id          String                         COMMENT 'the item id of the platform; text',
  title                String                         COMMENT 'title of the work then: for people, not in the hash',
  metric               LowCardinality(String)         COMMENT 'counting metric',
  family               LowCardinality(String)         COMMENT 'family of the metric',
  state                LowCardinality(String)         COMMENT 'fresh, carried, stated, removed, held, never',
  source               LowCardinality(String)         COMMENT 'source that gave the count; empty: never read',
  low                  Nullable(UInt64)               COMMENT 'count, lower end; null: no count, which is not zero',
  high                 Nullable(UInt64)               COMMENT 'upper end; null: open, or no count',
  observed_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gave the count; null: no count',
  recorded_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'when that reading was taken down',
  reading_low          Nullable(UInt64)               COMMENT 'that reading, lower end',
  reading_high         Nullable(UInt64)               COMMENT 'upper end; null: open, or no count',
  run_id               String                         COMMENT 'its run',
  payload_id           String                         COMMENT 'hash of the answer it was read from; empty: none',
  payload_kept         Bool                           COMMENT 'that answer was kept then, and is never pruned',
  lower_observed_at    Nullable(DateTime64(3, 'UTC')) COMMENT 'where another reading gave the lower end: its instant; null: none',
  lower_recorded_at    Nullable(DateTime64(3, 'UTC')) COMMENT 'when that one was taken down',
  lower_reading_low    Nullable(UInt64)               COMMENT 'that one, lower end',
  lower_reading_high   Nullable(UInt64)               COMMENT 'upper end; null: open, or none',
  lower_run_id         String                         COMMENT 'its run',
  lower_payload_id     String                         COMMENT 'hash of the answer it was read from; empty: none',
  lower_payload_kept   Bool                           COMMENT 'that answer was kept then, and is never pruned',
  readings             UInt64                         COMMENT 'readings of the counting metric observed by T, recorded by K',
  fingerprint          String                         COMMENT 'SHA-256 (hex) over all of them; empty: none',
  published_at         DateTime64(3, 'UTC')           COMMENT 'when; of an id and placement the first row stands'
)
ENGINE = {{engine:MergeTree}}
ORDER BY (publication_id, placement_id, published_at)
COMMENT 'Lines of publications 发布明细: what each placement counted as, and from which reading'
