-- Why:   analysts ask why a line goes down, as it was known at any moment.
-- What:  a parameterised view: fall events observed by as_of and known by known_at, with the class a person gave where one did.
-- Cost:  none: a view.
-- Watch: SELECT class, count() FROM fall_events_as_of(as_of = now64(3, 'UTC'), known_at = now64(3, 'UTC')) GROUP BY class
-- Undo:  DROP VIEW fall_events_as_of

CREATE VIEW IF NOT EXISTS fall_events_as_of {{on_cluster}}
(
  placement_id UInt32                 COMMENT 'placement',
  metric       LowCardinality(String) COMMENT 'what is counted',
  source       LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
  observed_at  DateTime64(3, 'UTC')   COMMENT 'instant of the reading that fell',
  from_low     UInt64                 COMMENT 'the count it fell from, lower end',
  from_high    Nullable(UInt64)       COMMENT 'upper end; null: open',
  to_low       UInt64                 COMMENT 'the reading that fell, lower end',
  to_high      Nullable(UInt64)       COMMENT 'upper end; null: open',
  class        String                 COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
  classed_by   String                 COMMENT 'who gave the class; empty: the rules',
  class_reason String                 COMMENT 'on what grounds; empty: the rules',
  cause        String                 COMMENT 'confirmed by a later reading, or decided by a person',
  confirmed_at DateTime64(3, 'UTC')   COMMENT 'instant of the reading that settled it'
)
COMMENT 'Falls of counters observed by as_of and known by known_at; they explain and are never added'
AS
SELECT
  placement_id, metric, source, observed_at, event.1 AS from_low, event.2 AS from_high, to_low, to_high,
  if(said.1 = '', event.3, said.1) AS class, said.2 AS classed_by, said.3 AS class_reason,
  event.4 AS cause, event.5 AS confirmed_at
FROM
(
  SELECT
    placement_id, metric, source, observed_at, to_low, any(to_high0) AS to_high,
    argMaxIf((from_low, from_high, toString(class), toString(cause), confirmed_at), (known_since, revision), class != '') AS event,
    argMaxIf((toString(given), author, reason), known_since, given != '') AS said,
    argMaxIf(withdrawn, (known_since, revision), class != '') AS is_withdrawn
  FROM
  (
    SELECT placement_id, metric, source, observed_at, to_low, e.to_high AS to_high0, ifNull(e.to_high, 18446744073709551615) AS top,
      from_low, from_high, class, cause, confirmed_at, known_since, withdrawn, revision, '' AS given, '' AS author, '' AS reason
    FROM fall_events AS e FINAL
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND known_since <= {known_at:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT placement_id, metric, source, observed_at, to_low, c.to_high, ifNull(c.to_high, 18446744073709551615),
      0, NULL, '', 'confirmed', observed_at, recorded_at, false, 0, class, author, reason
    FROM fall_classes AS c FINAL
    WHERE observed_at <= {as_of:DateTime64(3, 'UTC')} AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  )
  GROUP BY placement_id, metric, source, observed_at, to_low, top
)
WHERE NOT is_withdrawn AND event.3 != ''
