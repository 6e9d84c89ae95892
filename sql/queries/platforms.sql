-- Question: which platforms are known?
-- Parameters: none.
-- Columns: id, names, group.
SELECT platform, name, name_en, group_name
FROM platforms FINAL
ORDER BY platform
