-- Why:   ratings, reach, shares, households and minutes are told by panels and operators; they are no counters, and nothing
--        may add them to view-times.
-- What:  creates the table broadcast_figures, a row for each figure of each statement.
-- Cost:  none: a new table.
-- Watch: SELECT campaign_id, indicator, count() FROM broadcast_figures GROUP BY ALL
-- Undo:  DROP TABLE broadcast_figures

CREATE TABLE IF NOT EXISTS broadcast_figures {{on_cluster}}
(
  campaign_id   String                 COMMENT 'campaign',
  episode_id    String                 COMMENT 'episode; empty: the campaign as a whole',
  platform      LowCardinality(String) COMMENT 'platform of the group broadcast',
  account_id    String                 COMMENT 'account; empty: not named',
  channel       String                 COMMENT 'channel or frequency, as the report writes it',
  programme     String                 COMMENT 'programme, as the report writes it',
  aired_on      Nullable(Date)         COMMENT 'day of the broadcast, campaign zone; null: not of one broadcast',
  slot          String                 COMMENT 'time slot, as the report writes it; empty: none',
  indicator     LowCardinality(String) COMMENT 'rating_percent, share_percent, households, minutes_per_viewer …; none is ever added up',
  value         Decimal(18, 4)         COMMENT 'the figure, exactly, in its unit',
  value_text    String                 COMMENT 'the figure as written',
  unit          LowCardinality(String) COMMENT 'percent, households, thousand persons, minutes',
  period_from   Date                   COMMENT 'first day that the figure speaks of',
  period_to     Date                   COMMENT 'last day that the figure speaks of',
  method        LowCardinality(String) COMMENT 'panel, diary, meter, return-path; figures of two methods are not compared',
  method_text   String                 COMMENT 'the method as the report writes it',
  universe      String                 COMMENT 'of whom or what it is a share; empty: not stated',
  document      String                 COMMENT 'name of the document it was told in',
  document_hash String                 COMMENT 'the document: its payload',
  author        String                 COMMENT 'who states it: an institution or a role',
  stated_at     DateTime64(3, 'UTC')   COMMENT 'when it was stated; of one figure the last statement stands',
  recorded_at   DateTime64(3, 'UTC')   COMMENT 'when we took it down; of one statement the last row wins',
  run_id        String                 COMMENT 'run that took it in'
)
ENGINE = {{engine:ReplacingMergeTree(recorded_at)}}
ORDER BY (campaign_id, episode_id, platform, channel, programme, indicator, period_from, period_to, slot, method, universe, author, ifNull(aired_on, toDate(0)), stated_at)
COMMENT 'Broadcast panel 广播收视: statements of panels and operators, never added up; read with FINAL'
