-- Why:   the versions of placements keep every column, so that a total of the past is formed by what was known then.
-- What:  adds the columns also_on, replaces and counted_apart to placement_versions.
-- Cost:  none: columns of defaults on a small table.
-- Watch: SELECT counted_apart, count() FROM placement_versions GROUP BY counted_apart
-- Undo:  ALTER TABLE placement_versions DROP COLUMN also_on, DROP COLUMN replaces, DROP COLUMN counted_apart

ALTER TABLE placement_versions {{on_cluster}}
  ADD COLUMN IF NOT EXISTS also_on Array(String) DEFAULT [] COMMENT 'further accounts that show the same counter; it counts once' AFTER account_id,
  ADD COLUMN IF NOT EXISTS replaces String DEFAULT '' COMMENT 'platform/item it is a new upload of; both count; empty: none' AFTER url,
  ADD COLUMN IF NOT EXISTS counted_apart LowCardinality(String) DEFAULT '' COMMENT 'in_live: a replay that the count of its live show holds already; unknown: nobody has said; empty: it is added' AFTER metric
