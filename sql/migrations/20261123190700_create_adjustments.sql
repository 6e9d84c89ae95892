-- Why:   a count can be wrong in a way no reading will ever put right (boosted views, a copy counted twice); whoever puts
--        it right must sign, and the signature must stay.
-- What:  creates the table adjustments: one row adds an interval to a total, another (kind withdrawal) with the same
--        adjustment_id takes that back. Append-only.
-- Cost:  none: a new table.
-- Watch: SELECT count() FROM adjustments FINAL
-- Undo:  DROP TABLE adjustments

CREATE TABLE IF NOT EXISTS adjustments {{on_cluster}}
(
  adjustment_id String                                                      COMMENT 'of the adjustment; its withdrawal has the same',
  campaign_id   String                                                      COMMENT 'campaign',
  episode_id    String                                                      COMMENT 'episode it corrects; empty: works of the campaign alone, or see placement_id',
  placement_id  UInt32                                                      COMMENT 'placement it corrects, wherever that belongs; 0: none',
  family        LowCardinality(String)                                      COMMENT 'family it is added to, never another',
  low           Int64                                                       COMMENT 'added to lower ends; 0 in a withdrawal',
  high          Int64                                                       COMMENT 'added to upper ends; 0 in a withdrawal',
  effective_at  DateTime64(3, 'UTC')                                        COMMENT 'totals as of then and later have it',
  recorded_at   DateTime64(3, 'UTC')                                        COMMENT 'when it was taken down; known from then on',
  kind          Enum8('correction' = 1, 'exclusion' = 2, 'withdrawal' = 3)  COMMENT 'correction, exclusion (boosted views taken out), withdrawal of an earlier one',
  reading_at    Nullable(DateTime64(3, 'UTC'))                              COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
  author        String                                                      COMMENT 'who signs it',
  reason        String                                                      COMMENT 'why'
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (campaign_id, adjustment_id, kind, recorded_at)
COMMENT 'Adjustments 人工调整 of totals, and their withdrawals; append-only'
