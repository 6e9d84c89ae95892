-- Why:   the last reading of a day takes 29 bytes in placement_daily, more than in readings: nothing there has a codec.
-- What:  codecs that store differences for its instants and counts; the values stay what they are.
-- Cost:  none for what is stored already: parts take the codecs when they are merged next.
-- Watch: SELECT sum(data_compressed_bytes) / sum(rows) FROM system.parts WHERE table = 'placement_daily' AND active
-- Undo:  ALTER TABLE placement_daily MODIFY COLUMN ... without CODEC

ALTER TABLE placement_daily {{on_cluster}}
  MODIFY COLUMN local_date Date CODEC(Delta(2), ZSTD(1)),
  MODIFY COLUMN observed_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN recorded_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN known_since DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN count_low UInt64 CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN count_high Nullable(UInt64) CODEC(DoubleDelta, ZSTD(1)),
  MODIFY COLUMN accepted_at Nullable(DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  MODIFY COLUMN version UInt64 CODEC(Delta(8), ZSTD(1))
