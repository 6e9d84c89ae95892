-- Question: which accounts are known?
-- Parameters: none.
-- Columns: id, platform, name.
SELECT account_id, platform, name
FROM accounts FINAL
ORDER BY account_id
