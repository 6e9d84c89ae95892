-- Why:   the unit of collection: one work on one account, one counter.
-- What:  creates the table placements.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM placements
-- Undo:  DROP TABLE placements

CREATE TABLE IF NOT EXISTS placements {{on_cluster}}
(
  placement_id  UInt32                         COMMENT 'assigned in order of registration',
  work_id       String                         COMMENT 'its work',
  campaign_id   String                         COMMENT 'campaign of the work, copied for speed',
  episode_id    String                         COMMENT 'episode of the work, copied for speed; empty: the campaign alone',
  platform      LowCardinality(String)         COMMENT 'where',
  account_id    String                         COMMENT 'by whom',
  external_id   String                         COMMENT 'the item id of the platform; text, unique within it',
  url           String                         COMMENT 'link for people',
  metric        LowCardinality(String)         COMMENT 'counting metric: the one that enters totals',
  published_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there',
  registered_at DateTime64(3, 'UTC')           COMMENT 'when it entered the catalogue',
  updated_at    DateTime64(3, 'UTC')           COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (placement_id)
COMMENT 'Placements 分发; read with FINAL'
