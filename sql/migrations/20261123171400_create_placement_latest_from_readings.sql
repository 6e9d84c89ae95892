-- Why:   placement_latest must follow every insert into readings.
-- What:  a view that copies the last value by key: the same batch twice changes nothing.
--        Of the version the lowest bit is left to rows that are written by hand, 43 bits hold milliseconds, the rest the
--        revision, so that a series judged anew stands over what it was.
-- Cost:  none on an empty table; on a full one fill the rollup with renci recount.
-- Watch: SELECT count() FROM placement_latest FINAL
-- Undo:  DROP VIEW placement_latest_from_readings

CREATE MATERIALIZED VIEW IF NOT EXISTS placement_latest_from_readings {{on_cluster}} TO placement_latest AS
SELECT
  placement_id, metric, source, observed_at, recorded_at, recorded_at AS known_since,
  verdict, reason, has_count, count_low, count_high, accepted_at, revision, interval_s,
  bitShiftLeft(toUInt64(revision), 44) + 2 * toUInt64(toUnixTimestamp64Milli(observed_at)) AS version
FROM readings
