-- Question: how many rows of readings are stored?
-- Parameters: none.
-- Columns: stored. Without FINAL: the engine knows it without reading, and it is for watching, not for totals.
SELECT count() AS stored
FROM readings
