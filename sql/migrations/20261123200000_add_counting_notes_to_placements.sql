-- Why:   what a total must know of a placement besides its counter stood nowhere: that one counter is shown on several accounts, that
--        an item was uploaded again, and that a replay may be inside the count of its live show.
-- What:  adds the columns also_on, replaces and counted_apart to placements.
-- Cost:  none: columns of defaults on a small table.
-- Watch: SELECT counted_apart, count() FROM placements FINAL GROUP BY counted_apart
-- Undo:  ALTER TABLE placements DROP COLUMN also_on, DROP COLUMN replaces, DROP COLUMN counted_apart

ALTER TABLE placements {{on_cluster}}
  ADD COLUMN IF NOT EXISTS also_on Array(String) DEFAULT [] COMMENT 'further accounts that show the same counter; it counts once' AFTER account_id,
  ADD COLUMN IF NOT EXISTS replaces String DEFAULT '' COMMENT 'platform/item it is a new upload of; both count; empty: none' AFTER url,
  ADD COLUMN IF NOT EXISTS counted_apart LowCardinality(String) DEFAULT '' COMMENT 'in_live: a replay that the count of its live show holds already; unknown: nobody has said; empty: it is added' AFTER metric
