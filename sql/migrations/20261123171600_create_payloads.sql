-- Why:   every number answers where from.
-- What:  creates the table payloads.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM payloads
-- Undo:  DROP TABLE payloads

CREATE TABLE IF NOT EXISTS payloads {{on_cluster}}
(
  payload_id   String                 COMMENT 'hash of the body',
  platform     LowCardinality(String) COMMENT 'who said it',
  fetched_at   DateTime64(3, 'UTC')   COMMENT 'when',
  content_type String                 COMMENT 'media type',
  body         String                 COMMENT 'what was said, secrets removed' CODEC(ZSTD(6))
)
ENGINE = {{engine:ReplacingMergeTree(fetched_at)}}
ORDER BY (payload_id)
COMMENT 'Payloads: answers of the platforms, once each'
