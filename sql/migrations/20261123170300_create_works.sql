-- Why:   placements show works.
-- What:  creates the table works.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM works
-- Undo:  DROP TABLE works

CREATE TABLE IF NOT EXISTS works {{on_cluster}}
(
  work_id      String                         COMMENT 'id from the catalogue',
  campaign_id  String                         COMMENT 'its campaign',
  episode_id   String                         COMMENT 'its episode; empty: the campaign alone',
  kind         LowCardinality(String)         COMMENT 'live, replay, clip, article, audio, trailer',
  title        String                         COMMENT 'title',
  series       String                         COMMENT 'series of short videos; may be empty',
  published_at Nullable(DateTime64(3, 'UTC')) COMMENT 'first publication',
  updated_at   DateTime64(3, 'UTC')           COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (campaign_id, work_id)
COMMENT 'Works 作品; read with FINAL'
