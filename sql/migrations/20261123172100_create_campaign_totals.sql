-- Why:   the history of what we knew is itself data.
-- What:  creates the table campaign_totals.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM campaign_totals
-- Undo:  DROP TABLE campaign_totals

CREATE TABLE IF NOT EXISTS campaign_totals {{on_cluster}}
(
  campaign_id String               COMMENT 'campaign',
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
ORDER BY (campaign_id, formula, as_of, known_at, run_id)
COMMENT 'Totals 总量 of each campaign after each run'
