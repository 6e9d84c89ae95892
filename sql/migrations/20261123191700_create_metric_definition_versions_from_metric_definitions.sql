-- Why:   metric_definition_versions must follow every insert into metric_definitions.
-- What:  a view that copies each wording by key: the same one twice changes nothing.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT count() FROM metric_definition_versions
-- Undo:  DROP VIEW metric_definition_versions_from_metric_definitions

CREATE MATERIALIZED VIEW IF NOT EXISTS metric_definition_versions_from_metric_definitions {{on_cluster}} TO metric_definition_versions AS
SELECT
  platform, metric, version, rule_zh, rule_en, source, strength, valid_from, valid_to, read_on,
  updated_at AS recorded_at
FROM metric_definitions
