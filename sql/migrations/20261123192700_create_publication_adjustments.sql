-- Why:   what was changed by hand in a published total stays visible in it.
-- What:  creates the table publication_adjustments: one row for each adjustment in a publication. Append-only.
-- Cost:  none: a new table.
-- Watch: SELECT publication_id, count() FROM publication_adjustments GROUP BY publication_id
-- Undo:  DROP TABLE publication_adjustments

CREATE TABLE IF NOT EXISTS publication_adjustments {{on_cluster}}
(
  publication_id String                         COMMENT 'publication',
  adjustment_id  String                         COMMENT 'adjustment',
  episode_id     String                         COMMENT 'episode it counted in; empty: works of the campaign alone',
  placement_id   UInt32                         COMMENT 'placement it corrected; 0: none',
  platform       LowCardinality(String)         COMMENT 'platform it counted in; empty: none',
  family         LowCardinality(String)         COMMENT 'family it was added to',
  low            Int64                          COMMENT 'added to the lower end',
  high           Int64                          COMMENT 'added to the upper end',
  effective_at   DateTime64(3, 'UTC')           COMMENT 'totals as of then and later have it',
  recorded_at    DateTime64(3, 'UTC')           COMMENT 'when it was taken down',
  kind           LowCardinality(String)         COMMENT 'correction, or exclusion of boosted views',
  reading_at     Nullable(DateTime64(3, 'UTC')) COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
  author         String                         COMMENT 'who signed it',
  reason         String                         COMMENT 'why',
  published_at   DateTime64(3, 'UTC')           COMMENT 'when; of an id and adjustment the first row stands'
)
ENGINE = {{engine:MergeTree}}
ORDER BY (publication_id, adjustment_id, published_at)
COMMENT 'Adjustments 人工调整 in publications, as they were then'
