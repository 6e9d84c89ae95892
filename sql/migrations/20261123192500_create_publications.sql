-- Why:   a figure that was printed must stand next year as it was printed, whatever becomes known later.
-- What:  creates the table publications: frozen totals. Append-only; of an id only the first row is ever read.
-- Cost:  none: a new table.
-- Watch: SELECT publication_id, min(published_at) FROM publications GROUP BY publication_id
-- Undo:  DROP TABLE publications

CREATE TABLE IF NOT EXISTS publications {{on_cluster}}
(
  publication_id   String                        COMMENT 'the first twelve digits of the hash',
  campaign_id      String                        COMMENT 'campaign',
  title            String                        COMMENT 'what it was published as',
  as_of            DateTime64(3, 'UTC')          COMMENT 'T: readings observed by then',
  known_at         DateTime64(3, 'UTC')          COMMENT 'K: all that was recorded by then',
  formula          LowCardinality(String)        COMMENT 'formula',
  formula_version  UInt32                        COMMENT 'its version',
  families         Array(LowCardinality(String)) COMMENT 'families it added',
  low              Int64                         COMMENT 'the total, lower end',
  high             Nullable(Int64)               COMMENT 'upper end; null: open',
  expected         UInt32                        COMMENT 'placements expected; the six states below add up to it',
  fresh            UInt32                        COMMENT 'the latest reading due was accepted',
  carried          UInt32                        COMMENT 'the last count stood',
  stated           UInt32                        COMMENT 'told by the partner',
  removed          UInt32                        COMMENT 'removed on the platform: the last count is final',
  held             UInt32                        COMMENT 'only doubtful readings: added nothing',
  never            UInt32                        COMMENT 'no value yet: added nothing',
  wording_zh       String                        COMMENT 'the sentence as printed, Chinese',
  wording_en       String                        COMMENT 'the sentence as printed, English',
  hash             String                        COMMENT 'SHA-256 (hex) of the canonical document; sql/README.md says how to form it',
  readings         UInt64                        COMMENT 'readings of all counting series behind it',
  author           String                        COMMENT 'who published it',
  note             String                        COMMENT 'what the author says of it',
  published_at     DateTime64(3, 'UTC')          COMMENT 'when'
)
ENGINE = {{engine:MergeTree}}
ORDER BY (campaign_id, publication_id, published_at)
COMMENT 'Publications 发布: frozen totals; append-only, the first row of an id stands'
