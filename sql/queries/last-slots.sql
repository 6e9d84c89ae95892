-- Question: which slot has each job of the schedule served last?
-- Parameters: none.
-- Columns: job, slot. A run that was cut off (no end) has not served its slot.
SELECT job, max(slot) AS slot
FROM runs FINAL
WHERE job != '' AND state != 'planned' AND ended_at IS NOT NULL
GROUP BY job
