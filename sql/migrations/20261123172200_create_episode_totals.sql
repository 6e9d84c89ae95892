-- Why:   the history of what we knew is itself data.
-- What:  creates the table episode_totals.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM episode_totals
-- Undo:  DROP TABLE episode_totals

CREATE TABLE IF NOT EXISTS episode_totals {{on_cluster}}
(
  campaign_id String               COMMENT 'campaign',
  episode_id  String               COMMENT 'episode; empty: works of the campaign alone',
  formula     String               COMMENT 'name and version',
  as_of       DateTime64(3, 'UTC') COMMENT 'T',
  known_at    DateTime64(3, 'UTC') COMMENT 'K',
  run_id      String               COMMENT 'run it was computed after',
  low         UInt64               COMMENT 'lower end',
  high        Nullable(UInt64)     COMMENT 'upper end; null: open',
  expected    UInt32               COMMENT 'placements expected',
  fresh       UInt32               COMMENT 'read in time',
  carried     UInt32               COMMENT 'last count carried',
  stated      UInt32               COMMENT 'told by the partner',
  removed     UInt32               COMMENT 'removed on the platform',
  held        UInt32               COMMENT 'only doubtful readings',
  never       UInt32               COMMENT 'no value yet'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, episode_id, formula, as_of, known_at, run_id)
COMMENT 'Totals 总量 of each episode after each run'
