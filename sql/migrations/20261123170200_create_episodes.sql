-- Why:   programmes belong to campaigns.
-- What:  creates the table episodes.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM episodes
-- Undo:  DROP TABLE episodes

CREATE TABLE IF NOT EXISTS episodes {{on_cluster}}
(
  episode_id      String                                             COMMENT 'id from the catalogue',
  campaign_id     String                                             COMMENT 'its campaign',
  number          UInt16                                             COMMENT 'place in the series, from 1',
  title           String                                             COMMENT 'title',
  organisation    String                                             COMMENT 'whose episode it is',
  organisation_en String                                             COMMENT 'the same in English',
  status          Enum8('planned' = 1, 'aired' = 2, 'cancelled' = 3) COMMENT 'a cancelled episode expects nothing',
  aired_at        Nullable(DateTime64(3, 'UTC'))                     COMMENT 'start of the broadcast',
  updated_at      DateTime64(3, 'UTC')                               COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (campaign_id, episode_id)
COMMENT 'Episodes 期; read with FINAL'
