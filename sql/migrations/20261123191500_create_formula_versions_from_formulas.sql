-- Why:   formula_versions must follow every insert into formulas.
-- What:  a view that copies each wording by key: the same one twice changes nothing.
-- Cost:  none: it copies what is inserted from now on.
-- Watch: SELECT * FROM formula_versions
-- Undo:  DROP VIEW formula_versions_from_formulas

CREATE MATERIALIZED VIEW IF NOT EXISTS formula_versions_from_formulas {{on_cluster}} TO formula_versions AS
SELECT formula, version, families, label_zh, label_en, updated_at AS recorded_at
FROM formulas
