-- Why:   what is counted can be changed by file, by link and from the inbox; a year later somebody asks who put an item in.
-- What:  creates the table audit: one row for each change of the catalogue that a person or a command asked for, written
--        before the change is. Append-only.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM audit FINAL
-- Undo:  DROP TABLE audit

CREATE TABLE IF NOT EXISTS audit {{on_cluster}}
(
  audit_id    String                  COMMENT 'of the change',
  recorded_at DateTime64(3, 'UTC')    COMMENT 'when it was taken down, just before it was done',
  action      LowCardinality(String)  COMMENT 'apply (a file), add (links), accept, ignore, restore (an entry of the inbox)',
  author      String                  COMMENT 'who signed it; empty: nobody did',
  reason      String                  COMMENT 'why; empty: not said',
  campaign_id String                  COMMENT 'campaign it changes; empty: none',
  subject     String                  COMMENT 'name of the file, id of the work, or id of the entry of the inbox',
  file_hash   String                  COMMENT 'SHA-256 of the file; empty where there is none',
  added       UInt32                  COMMENT 'entities it adds',
  changed     UInt32                  COMMENT 'entities it changes',
  changes     String                  COMMENT 'each of them as JSON: entity, action, id, name, and fields before and after'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (recorded_at, audit_id)
COMMENT 'Audit 变更记录: who changed the catalogue, when, and how; append-only'
