-- Why:   readings take 18 bytes each, of which the two upper ends, which no codec fits, are 8.7, and the run 0.5.
-- What:  codecs that store the change of the growth for counts, and a dictionary for the few runs; the values stay what they are.
-- Cost:  rewrites the run of every reading stored, in the background; the other columns take their codecs when parts merge next.
-- Watch: SELECT column, sum(column_data_compressed_bytes) FROM system.parts_columns WHERE table = 'readings' AND active GROUP BY column
-- Undo:  ALTER TABLE readings MODIFY COLUMN ... without CODEC, MODIFY COLUMN run_id String CODEC(ZSTD(1))

ALTER TABLE readings {{on_cluster}}
  MODIFY COLUMN low UInt64 CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN high Nullable(UInt64) CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN count_low UInt64 CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN count_high Nullable(UInt64) CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN published_at Nullable(DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN run_id LowCardinality(String)
