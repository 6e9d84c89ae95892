-- Why:   a rank on a hot list is a moment: what was not noted then cannot be read later.
-- What:  creates the table hot_ranks, a row for each look at a list that found a topic of a campaign.
-- Cost:  none: a new table.
-- Watch: SELECT list_id, count() FROM hot_ranks GROUP BY list_id
-- Undo:  DROP TABLE hot_ranks

CREATE TABLE IF NOT EXISTS hot_ranks {{on_cluster}}
(
  campaign_id String                         COMMENT 'campaign it was matched to',
  list_id     LowCardinality(String)         COMMENT 'list',
  platform    LowCardinality(String)         COMMENT 'whose list',
  topic       String                         COMMENT 'as the list writes it',
  matched     String                         COMMENT 'keyword or title by which it was matched',
  sampled_at  DateTime64(3, 'UTC')           COMMENT 'when we looked',
  interval_s  UInt32                         COMMENT 'how often the schedule looks: the grain of every duration made of these rows',
  position    UInt16                         COMMENT 'rank on the list, from 1',
  heat        String                         COMMENT 'index of the list, as written; its formula is unknown, it is never added up; empty: none',
  url         String                         COMMENT 'link for people',
  listed_at   Nullable(DateTime64(3, 'UTC')) COMMENT 'timestamp of the list itself; null: it states none',
  payload_id  String                         COMMENT 'answer it was read from'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, list_id, topic, sampled_at)
COMMENT 'Hot ranks 热搜: where topics of a campaign stood, look by look; read with FINAL'
