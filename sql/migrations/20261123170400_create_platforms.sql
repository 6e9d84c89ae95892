-- Why:   placements stand on platforms.
-- What:  creates the table platforms.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM platforms
-- Undo:  DROP TABLE platforms

CREATE TABLE IF NOT EXISTS platforms {{on_cluster}}
(
  platform   LowCardinality(String) COMMENT 'id',
  name       String                 COMMENT 'name, Chinese',
  name_en    String                 COMMENT 'name, English',
  group_name LowCardinality(String) COMMENT 'broadcast, own, account, central, commercial',
  updated_at DateTime64(3, 'UTC')   COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (platform)
COMMENT 'Platforms 平台; read with FINAL'
