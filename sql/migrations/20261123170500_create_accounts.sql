-- Why:   a platform may hold several of ours.
-- What:  creates the table accounts.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM accounts
-- Undo:  DROP TABLE accounts

CREATE TABLE IF NOT EXISTS accounts {{on_cluster}}
(
  account_id String                 COMMENT 'id from the catalogue',
  platform   LowCardinality(String) COMMENT 'its platform',
  name       String                 COMMENT 'name as shown there',
  updated_at DateTime64(3, 'UTC')   COMMENT 'when this version was written; the last one wins'
)
ENGINE = {{engine:ReplacingMergeTree(updated_at)}}
ORDER BY (account_id)
COMMENT 'Accounts 账号; read with FINAL'
