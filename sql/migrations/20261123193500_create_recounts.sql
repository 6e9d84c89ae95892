-- Why:   renci recount judges everything stored anew; whether it ended, what it found and by whose rules must be on record.
-- What:  creates the table recounts: versions of each recount, the highest stands.
-- Cost:  none: a new table.
-- Watch: SELECT * FROM recounts FINAL ORDER BY started_at DESC LIMIT 1
-- Undo:  DROP TABLE recounts

CREATE TABLE IF NOT EXISTS recounts {{on_cluster}}
(
  recount_id  String                        COMMENT 'recount',
  state       Enum8('counting' = 1, 'swapping' = 2, 'summing' = 3, 'done' = 4, 'given-up' = 5) COMMENT 'counting: block by block, nothing shows yet; swapping: the tables are put in place; summing: totals of runs',
  basis       String                        COMMENT 'hash of the program version and the rules it goes by: one with another basis begins anew',
  rules       String                        COMMENT 'the rules it brings into force, as JSON; empty: those in force stay',
  author      String                        COMMENT 'who brought them into force; empty where none are',
  reason      String                        COMMENT 'on what grounds',
  known_since Nullable(DateTime64(3, 'UTC')) COMMENT 'from when on what it found counts; null until the tables are put in place',
  started_at  DateTime64(3, 'UTC')          COMMENT 'when it was begun',
  ended_at    Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was done or given up',
  version     UInt32                        COMMENT 'counts the versions of one recount, from 1'
)
ENGINE = {{engine:ReplacingMergeTree(version)}}
ORDER BY (recount_id)
COMMENT 'Recounts 重新判定 of everything stored, and how each ended'
