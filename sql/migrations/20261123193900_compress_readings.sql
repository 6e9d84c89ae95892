-- Why:   readings are most of what is stored, and their columns rise slowly from row to row.
-- What:  codecs that store differences for the instants and counts of readings; the values stay what they are.
-- Cost:  none for what is stored already: parts take the codecs when they are merged next.
-- Watch: SELECT sum(data_compressed_bytes) / sum(rows) FROM system.parts WHERE table = 'readings' AND active
-- Undo:  ALTER TABLE readings MODIFY COLUMN ... without CODEC

ALTER TABLE readings {{on_cluster}}
  MODIFY COLUMN observed_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN recorded_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN low UInt64 CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN text String CODEC(ZSTD(3)),
  MODIFY COLUMN run_id String CODEC(ZSTD(1)),
  MODIFY COLUMN payload_id String CODEC(ZSTD(1)),
  MODIFY COLUMN count_low UInt64 CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN accepted_at Nullable(DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN local_date Date CODEC(Delta(2), ZSTD(1))
