-- Why:   an episode that is cancelled later, or moved, must not change what was known of it before.
-- What:  creates the table episode_versions, filled with what episodes holds, known since ever: nobody wrote down when.
-- Cost:  a copy of a small table.
-- Watch: SELECT count() FROM episode_versions
-- Undo:  DROP TABLE episode_versions

CREATE OR REPLACE TABLE episode_versions {{on_cluster}}
(
  campaign_id     String                                             COMMENT 'its campaign',
  episode_id      String                                             COMMENT 'episode',
  number          UInt16                                             COMMENT 'place in the series, from 1',
  title           String                                             COMMENT 'title',
  organisation    String                                             COMMENT 'whose episode it is',
  organisation_en String                                             COMMENT 'the same in English',
  status          Enum8('planned' = 1, 'aired' = 2, 'cancelled' = 3) COMMENT 'a cancelled episode expects nothing',
  aired_at        Nullable(DateTime64(3, 'UTC'))                     COMMENT 'start of the broadcast',
  recorded_at     DateTime64(3, 'UTC')                               COMMENT 'from when on this version is known'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, episode_id, recorded_at)
COMMENT 'Every version of the episodes 期; kept by a view'
AS
SELECT
  campaign_id, episode_id, number, title, organisation, organisation_en, status, aired_at,
  toDateTime64(0, 3, 'UTC') AS recorded_at
FROM episodes FINAL
