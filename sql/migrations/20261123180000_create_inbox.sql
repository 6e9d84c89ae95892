-- Why:   items of our accounts that nobody has registered wait for a person, and what was decided is kept.
-- What:  creates the table inbox, a row a version: the key holds the moment, so that no version is merged away.
-- Cost:  none: a new table.
-- Watch: SELECT state, count() FROM (SELECT state FROM inbox ORDER BY updated_at DESC LIMIT 1 BY inbox_id) GROUP BY state
-- Undo:  DROP TABLE inbox

CREATE TABLE IF NOT EXISTS inbox {{on_cluster}}
(
  inbox_id      String                         COMMENT 'made of platform and item id: the same item is the same entry',
  platform      LowCardinality(String)         COMMENT 'where',
  account_id    String                         COMMENT 'in whose list it stands',
  external_id   String                         COMMENT 'the item id of the platform',
  title         String                         COMMENT 'as the platform shows it',
  url           String                         COMMENT 'link for people',
  kind          LowCardinality(String)         COMMENT 'kind of work it seems to be',
  metric        LowCardinality(String)         COMMENT 'counting metric',
  published_at  Nullable(DateTime64(3, 'UTC')) COMMENT 'as the platform says; null: it does not',
  discovered_at DateTime64(3, 'UTC')           COMMENT 'when it was first listed',
  campaign_id   String                         COMMENT 'campaign proposed or decided; empty: none',
  episode_id    String                         COMMENT 'episode proposed or decided; empty: none',
  work_id       String                         COMMENT 'work proposed or decided; empty: a new one',
  rule          String                         COMMENT 'the rules that matched, in words; empty: none did',
  confident     Bool                           COMMENT 'one episode of one campaign was left',
  doubt         String                         COMMENT 'what a person has to decide; empty: nothing',
  state         LowCardinality(String)         COMMENT 'waiting, accepted or ignored',
  placement_id  UInt32                         COMMENT 'its placement once accepted; 0 before',
  updated_at    DateTime64(3, 'UTC')           COMMENT 'when this version was written; the last one stands'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (inbox_id, updated_at)
COMMENT 'Inbox: listed items that wait to be registered, every version; the newest of an entry stands'
