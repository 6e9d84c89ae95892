-- Why:   the headline formula, the goal, the zone and the first day of a campaign decide what its total says; a later edit
--        must not change what was said.
-- What:  creates the table campaign_versions, filled with what campaigns holds, known since ever: nobody wrote down when.
-- Cost:  a copy of a small table.
-- Watch: SELECT count() FROM campaign_versions
-- Undo:  DROP TABLE campaign_versions

CREATE OR REPLACE TABLE campaign_versions {{on_cluster}}
(
  campaign_id String               COMMENT 'campaign',
  name        String               COMMENT 'name, Chinese',
  name_en     String               COMMENT 'name, English',
  organiser   String               COMMENT 'who runs it',
  time_zone   String               COMMENT 'IANA zone in which its days are cut',
  starts_on   Date                 COMMENT 'first day, in time_zone',
  ends_on     Date                 COMMENT 'last day, in time_zone',
  formula     String               COMMENT 'headline formula',
  goal        Nullable(UInt64)     COMMENT 'wanted view-times; null: none',
  simulated   Bool                 COMMENT 'true when its partners are simulated',
  note        String               COMMENT 'remarks',
  recorded_at DateTime64(3, 'UTC') COMMENT 'from when on this version is known'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, recorded_at)
COMMENT 'Every version of the campaigns 活动; kept by a view'
AS
SELECT
  campaign_id, name, name_en, organiser, time_zone, starts_on, ends_on, formula, goal, simulated, note,
  toDateTime64(0, 3, 'UTC') AS recorded_at
FROM campaigns FINAL
