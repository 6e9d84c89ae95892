-- Why:   a total is always of a campaign.
-- What:  creates the table campaigns.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM campaigns
-- Undo:  DROP TABLE campaigns

CREATE TABLE IF NOT EXISTS campaigns {{on_cluster}}
(
  campaign_id String               COMMENT 'id from the catalogue',
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
  updated_at  DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (campaign_id)
COMMENT 'Campaigns 活动; read with FINAL'
