-- Why:   a report that is taken in again with a correction, under the same date, replaced the row known until then: the panel
--        as known at an earlier moment could not be asked for.
-- What:  adds the column taken_at, which repeats recorded_at in the key, so that every taking-in is a row of its own.
-- Cost:  none: a column of defaults at the end of the key. Rows of earlier reports share one taken_at, and of these the
--        last goes on winning.
-- Watch: SELECT campaign_id, count() FROM broadcast_figures WHERE taken_at > 0 GROUP BY campaign_id
-- Undo:  not needed: a query that does not name it is answered as before. A column of the key cannot be dropped.

ALTER TABLE broadcast_figures {{on_cluster}}
  ADD COLUMN IF NOT EXISTS taken_at DateTime64(3, 'UTC') COMMENT 'recorded_at as part of the key; 0 in rows of earlier reports' AFTER recorded_at,
  MODIFY ORDER BY (campaign_id, episode_id, platform, channel, programme, indicator, period_from, period_to, slot, method, universe, author, ifNull(aired_on, toDate(0)), stated_at, taken_at)
