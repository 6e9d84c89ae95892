-- Why:   "past a million" is told to the world on the evening it happens; a year later somebody asks when that was, and by
--        what was known then.
-- What:  creates the table milestones: a row where the lower end of a total first reached a threshold, and one where a
--        correction took it below again. Append-only.
-- Cost:  none: a new table; written with the totals of each run from now on.
-- Watch: SELECT count() FROM milestones FINAL
-- Undo:  DROP TABLE milestones

CREATE TABLE IF NOT EXISTS milestones {{on_cluster}}
(
  campaign_id String                          COMMENT 'campaign',
  scope       LowCardinality(String)          COMMENT 'campaign, episode, work, placement',
  scope_id    String                          COMMENT 'id of the episode or work, number of the placement; of a campaign its own id',
  basis       LowCardinality(String)          COMMENT 'what is counted: a formula with its version, or of a placement the family of its counter',
  threshold   UInt64                          COMMENT 'the threshold, in what the basis counts',
  is_goal     Bool                            COMMENT 'it is the goal of the campaign',
  kind        Enum8('reached' = 1, 'lost' = 2) COMMENT 'reached: the lower end is at or above it; lost: a correction took it below, and it may be reached again',
  as_of       DateTime64(3, 'UTC')            COMMENT 'T of the total that shows it',
  known_at    DateTime64(3, 'UTC')            COMMENT 'K of the total that shows it',
  run_id      String                          COMMENT 'run after which that was',
  low         Int64                           COMMENT 'the total then, lower end',
  high        Nullable(Int64)                 COMMENT 'upper end; null: open',
  definitions Array(String)                   COMMENT 'definitions in force: platform, metric, version'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, scope, scope_id, basis, threshold, as_of, known_at, kind)
COMMENT 'Milestones 里程碑: when the lower end of a total crossed a threshold; read with FINAL'
