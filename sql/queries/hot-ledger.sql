-- Question: where did a campaign's topics stand on hot lists, how high, and for how long, by the looks up to an instant?
-- Parameters: campaign String; until DateTime64(3,'UTC'), the last look that is told of.
-- Columns: list_id, platform, topic, matched, first_seen, last_seen, best_rank, best_at (first moment at that rank),
--          last_rank, looks (at which it was on the list), minutes (between looks at both of which it was on the list, where
--          they follow each other as scheduled: at least so long), grain_s (the longest interval between looks), listed_at
--          (the list's own newest timestamp), url, payload_id (the answer with the best rank).
WITH
  looks AS
  (
    SELECT
      *,
      lagInFrame(sampled_at, 1, sampled_at) OVER
        (PARTITION BY list_id, topic ORDER BY sampled_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
    FROM hot_ranks FINAL
    WHERE campaign_id = {campaign:String} AND sampled_at <= {until:DateTime64(3, 'UTC')}
  )
SELECT
  list_id,
  any(platform) AS platform,
  topic,
  argMax(matched, sampled_at) AS matched,
  min(sampled_at) AS first_seen,
  max(sampled_at) AS last_seen,
  min(position) AS best_rank,
  argMin(sampled_at, (position, sampled_at)) AS best_at,
  argMax(position, sampled_at) AS last_rank,
  count() AS looks,
  -- One and a half intervals: a look that came late is no gap, one that is missing is.
  intDiv(
    sumIf(
      dateDiff('millisecond', before, sampled_at),
      dateDiff('millisecond', before, sampled_at) <= 1500 * interval_s),
    60000) AS minutes,
  max(interval_s) AS grain_s,
  max(listed_at) AS listed_at,
  argMax(url, sampled_at) AS url,
  argMin(payload_id, (position, sampled_at)) AS payload_id
FROM looks
GROUP BY list_id, topic
ORDER BY best_rank, first_seen, list_id, topic
