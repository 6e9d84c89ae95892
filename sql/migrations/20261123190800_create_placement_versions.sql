-- Why:   placements keeps the last version only, so an edit of the catalogue moved the totals of the past; and it is not
--        sorted by campaign, so every question of one campaign read all of them (200,000 rows for 1,000).
-- What:  creates the table placement_versions, filled with what placements holds, known since its registration.
-- Cost:  a copy of placements: a second for a million.
-- Watch: SELECT count() FROM placement_versions
-- Undo:  DROP TABLE placement_versions

CREATE OR REPLACE TABLE placement_versions {{on_cluster}}
(
  campaign_id   String                         COMMENT 'campaign of the work',
  placement_id  UInt32                         COMMENT 'placement',
  work_id       String                         COMMENT 'its work',
  episode_id    String                         COMMENT 'episode of the work; empty: the campaign alone',
  platform      LowCardinality(String)         COMMENT 'where',
  account_id    String                         COMMENT 'by whom',
  external_id   String                         COMMENT 'the item id of the platform; text',
  url           String                         COMMENT 'link for people',
  metric        LowCardinality(String)         COMMENT 'counting metric: the one that enters totals',
  published_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there',
  registered_at DateTime64(3, 'UTC')           COMMENT 'when it entered the catalogue',
  recorded_at   DateTime64(3, 'UTC')           COMMENT 'from when on this version is known'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, placement_id, recorded_at)
COMMENT 'Every version of the placements 分发, by campaign; kept by a view'
AS
SELECT
  campaign_id, placement_id, work_id, episode_id, platform, account_id, external_id, url, metric, published_at, registered_at,
  registered_at AS recorded_at
FROM placements FINAL
