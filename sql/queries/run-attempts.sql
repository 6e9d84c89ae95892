-- Question: how did the requests of a run go, platform by platform and account by account?
-- Parameters: run String.
-- Columns: platform, account_id, requests, failed (those with an error), spent_ms (sum of their durations), first_at,
--          last_at, kinds (each kind of error that came).
SELECT
  platform, account_id,
  toUInt32(count()) AS requests,
  toUInt32(countIf(error_kind != '')) AS failed,
  toUInt32(sum(duration_ms)) AS spent_ms,
  min(started_at) AS first_at,
  max(started_at) AS last_at,
  arraySort(groupUniqArrayIf(error_kind, error_kind != '')) AS kinds
FROM attempts FINAL
WHERE run_id = {run:String}
GROUP BY platform, account_id
ORDER BY platform, account_id
