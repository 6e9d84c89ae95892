-- Why:   a recount that was killed goes on after its last block; and says where it found something else than was stored.
-- What:  creates the table recount_blocks.
-- Cost:  none: a new table; a row for each 50,000 readings of a recount.
-- Watch: SELECT count(), sum(readings) FROM recount_blocks FINAL WHERE recount_id = '…'
-- Undo:  DROP TABLE recount_blocks

CREATE TABLE IF NOT EXISTS recount_blocks {{on_cluster}}
(
  recount_id      String               COMMENT 'recount',
  first_placement UInt32               COMMENT 'first placement of the block',
  last_placement  UInt32               COMMENT 'last placement of the block',
  readings        UInt64               COMMENT 'readings it was made from',
  decisions       UInt64               COMMENT 'decisions it was made from',
  latest_at       DateTime64(3, 'UTC') COMMENT 'newest recorded_at among them',
  series          UInt64               COMMENT 'series judged',
  repaired        UInt64               COMMENT 'verdicts, falls and rollup rows that were not what the rules in force say',
  rejudged        UInt64               COMMENT 'readings with another verdict by the rules it brings into force',
  examples        String               COMMENT 'the first few of both, as JSON',
  made_at         DateTime64(3, 'UTC') COMMENT 'when'
)
ENGINE = {{engine:ReplacingMergeTree(made_at)}}
ORDER BY (recount_id, first_placement)
COMMENT 'Blocks of placements that a recount has done'
