-- Why:   the same file read in the same way twice is one import.
-- What:  creates the table imports.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM imports
-- Undo:  DROP TABLE imports

CREATE TABLE IF NOT EXISTS imports {{on_cluster}}
(
  import_id     String               COMMENT 'SHA-256 of the bytes and of how they were to be read',
  file_hash     String               COMMENT 'SHA-256 of the bytes: the id of its payload',
  file_name     String               COMMENT 'name',
  run_id        String               COMMENT 'run',
  imported_at   DateTime64(3, 'UTC') COMMENT 'when',
  row_count     UInt32               COMMENT 'rows',
  reading_count UInt32               COMMENT 'readings'
)
ENGINE = {{engine:ReplacingMergeTree(imported_at)}}
ORDER BY (import_id)
COMMENT 'Partner sheets taken in'
