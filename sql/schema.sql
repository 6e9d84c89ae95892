-- What a migrated database holds, as the server says it. Never edited: it is written by the test of the schema.
-- After a new migration run: vitest run test/sql/schema.test.ts -u

CREATE TABLE campaigns
(
    `campaign_id` String COMMENT 'id from the catalogue',
    `name` String COMMENT 'name, Chinese',
    `name_en` String COMMENT 'name, English',
    `organiser` String COMMENT 'who runs it',
    `time_zone` String COMMENT 'IANA zone in which its days are cut',
    `starts_on` Date COMMENT 'first day, in time_zone',
    `ends_on` Date COMMENT 'last day, in time_zone',
    `formula` String COMMENT 'headline formula',
    `goal` Nullable(UInt64) COMMENT 'wanted view-times; null: none',
    `simulated` Bool COMMENT 'true when its partners are simulated',
    `note` String COMMENT 'remarks',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (campaign_id)
SETTINGS index_granularity = 8192
COMMENT 'Campaigns 活动; read with FINAL';

CREATE TABLE episodes
(
    `episode_id` String COMMENT 'id from the catalogue',
    `campaign_id` String COMMENT 'its campaign',
    `number` UInt16 COMMENT 'place in the series, from 1',
    `title` String COMMENT 'title',
    `organisation` String COMMENT 'whose episode it is',
    `organisation_en` String COMMENT 'the same in English',
    `status` Enum8('planned' = 1, 'aired' = 2, 'cancelled' = 3) COMMENT 'a cancelled episode expects nothing',
    `aired_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'start of the broadcast',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (campaign_id, episode_id)
SETTINGS index_granularity = 8192
COMMENT 'Episodes 期; read with FINAL';

CREATE TABLE works
(
    `work_id` String COMMENT 'id from the catalogue',
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'its episode; empty: the campaign alone',
    `kind` LowCardinality(String) COMMENT 'live, replay, clip, article, audio, trailer',
    `title` String COMMENT 'title',
    `series` String COMMENT 'series of short videos; may be empty',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'first publication',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (campaign_id, work_id)
SETTINGS index_granularity = 8192
COMMENT 'Works 作品; read with FINAL';

CREATE TABLE platforms
(
    `platform` LowCardinality(String) COMMENT 'id',
    `name` String COMMENT 'name, Chinese',
    `name_en` String COMMENT 'name, English',
    `group_name` LowCardinality(String) COMMENT 'broadcast, own, account, central, commercial',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (platform)
SETTINGS index_granularity = 8192
COMMENT 'Platforms 平台; read with FINAL';

CREATE TABLE accounts
(
    `account_id` String COMMENT 'id from the catalogue',
    `platform` LowCardinality(String) COMMENT 'its platform',
    `name` String COMMENT 'name as shown there',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (account_id)
SETTINGS index_granularity = 8192
COMMENT 'Accounts 账号; read with FINAL';

CREATE TABLE placements
(
    `placement_id` UInt32 COMMENT 'assigned in order of registration',
    `work_id` String COMMENT 'its work',
    `campaign_id` String COMMENT 'campaign of the work, copied for speed',
    `episode_id` String COMMENT 'episode of the work, copied for speed; empty: the campaign alone',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `external_id` String COMMENT 'the item id of the platform; text, unique within it',
    `url` String COMMENT 'link for people',
    `metric` LowCardinality(String) COMMENT 'counting metric: the one that enters totals',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there',
    `registered_at` DateTime64(3, 'UTC') COMMENT 'when it entered the catalogue',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (placement_id)
SETTINGS index_granularity = 8192
COMMENT 'Placements 分发; read with FINAL';

CREATE TABLE metrics
(
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `family` LowCardinality(String) COMMENT 'what it may be added to',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (metric)
SETTINGS index_granularity = 8192
COMMENT 'Metrics 指标 and their families 口径族; written by renci migrate';

CREATE TABLE formulas
(
    `formula` String COMMENT 'id',
    `version` UInt16 COMMENT 'version',
    `families` Array(String) COMMENT 'families that are added',
    `label_zh` String COMMENT 'name, Chinese',
    `label_en` String COMMENT 'name, English',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (formula, version)
SETTINGS index_granularity = 8192
COMMENT 'Formulas 计算口径; written by renci migrate';

CREATE TABLE metric_definitions
(
    `platform` LowCardinality(String) COMMENT 'platform',
    `metric` LowCardinality(String) COMMENT 'metric',
    `version` UInt16 COMMENT 'version',
    `rule_zh` String COMMENT 'the rule, Chinese',
    `rule_en` String COMMENT 'the rule, English',
    `source` String COMMENT 'who says so',
    `strength` LowCardinality(String) COMMENT 'A own document, B public code agrees, C secondary, D disputed',
    `valid_from` Nullable(Date) COMMENT 'first day of this rule; null: always',
    `valid_to` Nullable(Date) COMMENT 'last day; null: still',
    `read_on` Date COMMENT 'when the source was read',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one wins'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (platform, metric, version)
SETTINGS index_granularity = 8192
COMMENT 'Definitions 指标口径, effective-dated; written by renci migrate';

CREATE TABLE readings
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'when the platform said it',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when we took it down; set once',
    `local_date` Date COMMENT 'day of observed_at in the zone of the campaign',
    `low` UInt64 COMMENT 'reading, lower end',
    `high` Nullable(UInt64) COMMENT 'reading, upper end; null: open',
    `text` String COMMENT 'the count as the platform wrote it',
    `step` UInt64 COMMENT 'unit of the last printed digit',
    `others_positive` Bool COMMENT 'another counter of the same answer was above 0',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'publish time of the item as known then',
    `interval_s` UInt32 COMMENT 'how often the schedule asked, seconds',
    `run_id` String COMMENT 'run',
    `payload_id` String COMMENT 'hash of the answer it was read from',
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `revision` UInt32 COMMENT 'how often the series was judged anew'
)
ENGINE = ReplacingMergeTree(revision)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (placement_id, metric, observed_at, source, recorded_at, low, ifNull(high, 18446744073709551615))
SETTINGS index_granularity = 8192
COMMENT 'Readings 读数: immutable facts with the verdict formed when they were stored';

CREATE TABLE verdicts
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'identity of the reading',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'identity of the reading',
    `low` UInt64 COMMENT 'identity of the reading',
    `high` Nullable(UInt64) COMMENT 'identity of the reading',
    `known_since` DateTime64(3, 'UTC') COMMENT 'from when on this verdict is known',
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `revision` UInt32 COMMENT 'how often the series was judged anew',
    `interval_s` UInt32 COMMENT 'interval of the reading, seconds'
)
ENGINE = ReplacingMergeTree(revision)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (placement_id, metric, observed_at, source, recorded_at, low, ifNull(high, 18446744073709551615), known_since)
SETTINGS index_granularity = 8192
COMMENT 'Verdicts 判定: later changes of the verdict of a reading; append-only';

CREATE TABLE placement_latest
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the last reading',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down',
    `known_since` DateTime64(3, 'UTC') COMMENT 'from when on this is known: recorded_at, or later where the series was judged anew',
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `revision` UInt32 COMMENT 'how often the series was judged anew',
    `interval_s` UInt32 COMMENT 'interval of the last reading, seconds',
    `version` UInt64 COMMENT 'revision, then observed_at, then 1 for a row written anew: the highest stands'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (placement_id, metric, source)
SETTINGS index_granularity = 8192
COMMENT 'Last judged reading of each series; kept by a view, read with FINAL';

CREATE TABLE placement_daily
(
    `local_date` Date COMMENT 'day in the zone of the campaign',
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the last reading',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down',
    `known_since` DateTime64(3, 'UTC') COMMENT 'from when on this is known: recorded_at, or later where the series was judged anew',
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count',
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `revision` UInt32 COMMENT 'how often the series was judged anew',
    `interval_s` UInt32 COMMENT 'interval of the last reading, seconds',
    `version` UInt64 COMMENT 'revision, then observed_at, then 1 for a row written anew: the highest stands'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (placement_id, metric, source, local_date)
SETTINGS index_granularity = 8192
COMMENT 'Last judged reading of each series and day; kept by a view, read with FINAL';

CREATE MATERIALIZED VIEW placement_latest_from_readings TO placement_latest
(
    `placement_id` UInt32,
    `metric` LowCardinality(String),
    `source` LowCardinality(String),
    `observed_at` DateTime64(3, 'UTC'),
    `recorded_at` DateTime64(3, 'UTC'),
    `known_since` DateTime64(3, 'UTC'),
    `verdict` Enum8('accepted' = 1, 'held' = 2),
    `reason` LowCardinality(String),
    `has_count` Bool,
    `count_low` UInt64,
    `count_high` Nullable(UInt64),
    `accepted_at` Nullable(DateTime64(3, 'UTC')),
    `revision` UInt32,
    `interval_s` UInt32,
    `version` UInt64
)
AS SELECT
    placement_id,
    metric,
    source,
    observed_at,
    recorded_at,
    recorded_at AS known_since,
    verdict,
    reason,
    has_count,
    count_low,
    count_high,
    accepted_at,
    revision,
    interval_s,
    bitShiftLeft(toUInt64(revision), 44) + (2 * toUInt64(toUnixTimestamp64Milli(observed_at))) AS version
FROM readings;

CREATE MATERIALIZED VIEW placement_daily_from_readings TO placement_daily
(
    `local_date` Date,
    `placement_id` UInt32,
    `metric` LowCardinality(String),
    `source` LowCardinality(String),
    `observed_at` DateTime64(3, 'UTC'),
    `recorded_at` DateTime64(3, 'UTC'),
    `known_since` DateTime64(3, 'UTC'),
    `verdict` Enum8('accepted' = 1, 'held' = 2),
    `reason` LowCardinality(String),
    `has_count` Bool,
    `count_low` UInt64,
    `count_high` Nullable(UInt64),
    `accepted_at` Nullable(DateTime64(3, 'UTC')),
    `revision` UInt32,
    `interval_s` UInt32,
    `version` UInt64
)
AS SELECT
    local_date,
    placement_id,
    metric,
    source,
    observed_at,
    recorded_at,
    recorded_at AS known_since,
    verdict,
    reason,
    has_count,
    count_low,
    count_high,
    accepted_at,
    revision,
    interval_s,
    bitShiftLeft(toUInt64(revision), 44) + (2 * toUInt64(toUnixTimestamp64Milli(observed_at))) AS version
FROM readings;

CREATE TABLE payloads
(
    `payload_id` String COMMENT 'hash of the body',
    `platform` LowCardinality(String) COMMENT 'who said it',
    `fetched_at` DateTime64(3, 'UTC') COMMENT 'when',
    `content_type` String COMMENT 'media type',
    `body` String COMMENT 'what was said, secrets removed' CODEC(ZSTD(6))
)
ENGINE = ReplacingMergeTree(fetched_at)
ORDER BY (payload_id)
SETTINGS index_granularity = 8192
COMMENT 'Payloads: answers of the platforms, once each';

CREATE TABLE runs
(
    `run_id` String COMMENT 'id',
    `slot` DateTime64(3, 'UTC') COMMENT 'the slot it serves',
    `trigger` LowCardinality(String) COMMENT 'schedule, catch-up, manual, import',
    `job` LowCardinality(String) COMMENT 'hourly, nightly; empty outside the schedule',
    `state` Enum8('planned' = 1, 'complete' = 2, 'incomplete' = 3, 'failed' = 4) COMMENT 'how it ended; planned: under way',
    `started_at` DateTime64(3, 'UTC') COMMENT 'start',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'end',
    `expected` UInt32 COMMENT 'targets planned',
    `read` UInt32 COMMENT 'targets read',
    `missed` UInt32 COMMENT 'targets absent, hidden or removed, as the platform says',
    `failed` UInt32 COMMENT 'targets that failed',
    `summary` String COMMENT 'what happened, in words',
    `version` UInt64 COMMENT 'the last version stands'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (slot, run_id)
SETTINGS index_granularity = 8192
COMMENT 'Runs 采集任务; read with FINAL';

CREATE TABLE attempts
(
    `run_id` String COMMENT 'run',
    `platform` LowCardinality(String) COMMENT 'platform',
    `collector` LowCardinality(String) COMMENT 'collector',
    `account_id` String COMMENT 'account',
    `started_at` DateTime64(3, 'UTC') COMMENT 'start',
    `duration_ms` UInt32 COMMENT 'how long',
    `url` String COMMENT 'address, secrets masked',
    `status` UInt16 COMMENT 'HTTP status; 0: no answer',
    `items` UInt32 COMMENT 'targets in the request',
    `error_kind` LowCardinality(String) COMMENT 'empty: none',
    `error` String COMMENT 'in words',
    `payload_id` String COMMENT 'answer'
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, platform, account_id, started_at, url, status)
SETTINGS index_granularity = 8192
COMMENT 'Attempts: each request of a run';

CREATE TABLE misses
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'its counting metric',
    `source` LowCardinality(String) COMMENT 'source that was asked',
    `run_id` String COMMENT 'run',
    `at` DateTime64(3, 'UTC') COMMENT 'when',
    `status` Enum8('absent' = 1, 'hidden' = 2, 'removed' = 3, 'failed' = 4) COMMENT 'how it ended',
    `kind` LowCardinality(String) COMMENT 'error kind of a failure',
    `reason` String COMMENT 'in words',
    `payload_id` String COMMENT 'evidence'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (placement_id, metric, source, at, run_id)
SETTINGS index_granularity = 8192
COMMENT 'Targets that ended without a value';

CREATE TABLE rejects
(
    `run_id` String COMMENT 'run',
    `platform` LowCardinality(String) COMMENT 'platform',
    `placement_id` UInt32 COMMENT 'placement; 0: the whole answer',
    `at` DateTime64(3, 'UTC') COMMENT 'when',
    `kind` LowCardinality(String) COMMENT 'error kind',
    `reason` String COMMENT 'in words',
    `evidence` String COMMENT 'the part that could not be read',
    `payload_id` String COMMENT 'the whole answer'
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, platform, placement_id, at, reason)
SETTINGS index_granularity = 8192
COMMENT 'Rejects: answers and items that could not be read';

CREATE TABLE campaign_totals
(
    `campaign_id` String COMMENT 'campaign',
    `formula` String COMMENT 'name and version',
    `as_of` DateTime64(3, 'UTC') COMMENT 'T',
    `known_at` DateTime64(3, 'UTC') COMMENT 'K',
    `run_id` String COMMENT 'run it was computed after',
    `low` UInt64 COMMENT 'lower end',
    `high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `expected` UInt32 COMMENT 'placements expected',
    `fresh` UInt32 COMMENT 'read in time',
    `carried` UInt32 COMMENT 'last count carried',
    `stated` UInt32 COMMENT 'told by the partner',
    `removed` UInt32 COMMENT 'removed on the platform',
    `held` UInt32 COMMENT 'only doubtful readings',
    `never` UInt32 COMMENT 'no value yet'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, formula, as_of, known_at, run_id)
SETTINGS index_granularity = 8192
COMMENT 'Totals 总量 of each campaign after each run';

CREATE TABLE episode_totals
(
    `campaign_id` String COMMENT 'campaign',
    `episode_id` String COMMENT 'episode; empty: works of the campaign alone',
    `formula` String COMMENT 'name and version',
    `as_of` DateTime64(3, 'UTC') COMMENT 'T',
    `known_at` DateTime64(3, 'UTC') COMMENT 'K',
    `run_id` String COMMENT 'run it was computed after',
    `low` UInt64 COMMENT 'lower end',
    `high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `expected` UInt32 COMMENT 'placements expected',
    `fresh` UInt32 COMMENT 'read in time',
    `carried` UInt32 COMMENT 'last count carried',
    `stated` UInt32 COMMENT 'told by the partner',
    `removed` UInt32 COMMENT 'removed on the platform',
    `held` UInt32 COMMENT 'only doubtful readings',
    `never` UInt32 COMMENT 'no value yet'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, episode_id, formula, as_of, known_at, run_id)
SETTINGS index_granularity = 8192
COMMENT 'Totals 总量 of each episode after each run';

CREATE TABLE imports
(
    `import_id` String COMMENT 'SHA-256 of the bytes and of how they were to be read',
    `file_hash` String COMMENT 'SHA-256 of the bytes: the id of its payload',
    `file_name` String COMMENT 'name',
    `run_id` String COMMENT 'run',
    `imported_at` DateTime64(3, 'UTC') COMMENT 'when',
    `row_count` UInt32 COMMENT 'rows',
    `reading_count` UInt32 COMMENT 'readings'
)
ENGINE = ReplacingMergeTree(imported_at)
ORDER BY (import_id)
SETTINGS index_granularity = 8192
COMMENT 'Partner sheets taken in';

CREATE VIEW series_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted; not only the counting metric',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `last_observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the last reading observed by as_of',
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say of that reading, as known by known_at',
    `reason` String COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted: then the next three say nothing',
    `count_low` UInt64 COMMENT 'what the series counts as, lower end; 0 without has_count',
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `interval_s` UInt32 COMMENT 'how often the schedule asked at the last reading, seconds'
)
COMMENT 'Last judged reading of each series (placement, metric, source) as of as_of, known by known_at'
AS SELECT
    placement_id,
    metric,
    source,
    last_observed_at,
    last.1 AS verdict,
    last.2 AS reason,
    last.3 AS has_count,
    last.4 AS count_low,
    last.5 AS count_high,
    last.6 AS accepted_at,
    last.7 AS interval_s
FROM
(
    SELECT
        placement_id,
        metric,
        source,
        max(observed_at) AS last_observed_at,
        argMax((verdict, reason, has_count, count_low, count_high, accepted_at, interval_s), (observed_at, recorded_at, low, ifNull(high, 18446744073709551615), known_since, revision)) AS last
    FROM
    (
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            recorded_at,
            low,
            high,
            recorded_at AS known_since,
            revision,
            verdict,
            reason,
            has_count,
            count_low,
            count_high,
            accepted_at,
            interval_s
        FROM readings
        WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
        UNION ALL
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            recorded_at,
            low,
            high,
            known_since,
            revision,
            verdict,
            reason,
            has_count,
            count_low,
            count_high,
            accepted_at,
            interval_s
        FROM verdicts
        WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')}) AND (known_since <= {known_at:DateTime64(3, 'UTC')})
    )
    GROUP BY
        placement_id,
        metric,
        source
);

CREATE VIEW placement_counts_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'its episode; empty: a work of the campaign alone',
    `work_id` String COMMENT 'the work it shows',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `external_id` String COMMENT 'the item id of the platform; text',
    `url` String COMMENT 'link for people',
    `metric` LowCardinality(String) COMMENT 'its counting metric: the one that enters totals',
    `family` LowCardinality(String) COMMENT 'family of the metric: add only what one formula lists',
    `source` String COMMENT 'source that gives the count; empty: never read',
    `has_count` Bool COMMENT 'false: no reading was ever accepted; it adds nothing and is no zero',
    `low` Nullable(UInt64) COMMENT 'count, lower end; null: no count',
    `high` Nullable(UInt64) COMMENT 'count, upper end; null: open (see open_ended) or no count',
    `open_ended` Bool COMMENT 'the upper end is open: nobody knows how many more than low',
    `observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `last_observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the last reading, whatever its verdict; null: never read',
    `state` String COMMENT 'fresh, carried, stated, removed, held, never',
    `state_reason` String COMMENT 'why it is neither fresh nor stated, in words; empty when it is'
)
COMMENT 'Every placement expected at as_of and known by known_at: its count, and how sure that is'
AS SELECT
    placement_id,
    campaign_id,
    episode_id,
    work_id,
    platform,
    account_id,
    external_id,
    url,
    metric,
    family,
    source,
    has_count,
    if(has_count, count_low, NULL) AS low,
    if(has_count, count_high, NULL) AS high,
    has_count AND isNull(count_high) AS open_ended,
    if(has_count, accepted_at, NULL) AS observed_at,
    if(source = '', NULL, last_at) AS last_observed_at,
    state,
    multiIf((state = 'fresh') OR (state = 'stated'), '', state = 'never', if(miss_reason = '', 'not read yet', miss_reason), miss_at > last_at, miss_reason, verdict = 'held', concat('held: ', reason), 'overdue') AS state_reason
FROM
(
    SELECT
        *,
        multiIf(source = '', 'never', NOT has_count, 'held', ((miss_status = 'removed') AND (miss_at > last_at)) OR hidden_for_a_week, 'removed', source = 'statement', 'stated', (verdict = 'accepted') AND (miss_at <= last_at) AND ({as_of:DateTime64(3, 'UTC')} <= (accepted_at + toIntervalMillisecond(1500 * toUInt64(interval_s)))), 'fresh', 'carried') AS state
    FROM
    (
        SELECT
            p.placement_id AS placement_id,
            p.campaign_id AS campaign_id,
            p.episode_id AS episode_id,
            p.work_id AS work_id,
            p.platform AS platform,
            p.account_id AS account_id,
            p.external_id AS external_id,
            p.url AS url,
            p.metric AS metric,
            m.family AS family,
            c.best.1 AS source,
            c.best.2 AS verdict,
            c.best.3 AS reason,
            c.best.4 AS has_count,
            c.best.5 AS count_low,
            c.best.6 AS count_high,
            c.best.7 AS accepted_at,
            c.best.8 AS interval_s,
            c.best.9 AS last_at,
            if((c.best.1) = '', c.miss.2, c.best.11) AS miss_reason,
            c.best.10 AS miss_status,
            c.best.12 AS miss_at,
            c.best.13 AS hidden_for_a_week
        FROM placements AS p
        FINAL
        INNER JOIN metrics AS m
        FINAL ON m.metric = p.metric
        LEFT JOIN
        (
            SELECT
                placement_id,
                metric,
                argMinIf(s, (NOT ((s.4) AND ((s.7) >= (newest - toIntervalSecond(greatest(604800, toUInt32(1.5 * (s.8))))))), s.14), (s.15) > 0) AS best,
                argMax((s.10, s.11, s.12), s.12) AS miss
            FROM
            (
                SELECT
                    placement_id,
                    metric,
                    s,
                    max(s.7) OVER (PARTITION BY placement_id, metric) AS newest
                FROM
                (
                    SELECT
                        placement_id,
                        metric,
                        (source, last.1, last.2, last.3, last.4, last.5, last.6, last.7, last.8, miss.1, miss.2, miss.3, (hidden_a_week_ago > (last.8)) AND (absent_this_week = 0) AND ((miss.1) = 'hidden'), indexOf(['own_logs', 'api', 'export', 'page', 'statement'], source), readings) AS s
                    FROM
                    (
                        SELECT
                            placement_id,
                            metric,
                            source,
                            argMaxIf((verdict, reason, has_count, count_low, count_high, accepted_at, interval_s, at), (at, recorded_at, low, ifNull(high, 18446744073709551615), known_since, revision), NOT is_miss) AS last,
                            argMaxIf((status, reason, at), (at, recorded_at), is_miss) AS miss,
                            maxIf(at, is_miss AND (status = 'hidden') AND (at <= ({as_of:DateTime64(3, 'UTC')} - toIntervalDay(7)))) AS hidden_a_week_ago,
                            countIf(is_miss AND (status = 'absent') AND (at > ({as_of:DateTime64(3, 'UTC')} - toIntervalDay(7)))) AS absent_this_week,
                            countIf(NOT is_miss) AS readings
                        FROM
                        (
                            SELECT
                                placement_id,
                                metric,
                                source,
                                observed_at AS at,
                                recorded_at,
                                low,
                                high,
                                recorded_at AS known_since,
                                revision,
                                toString(verdict) AS verdict,
                                reason,
                                has_count,
                                count_low,
                                count_high,
                                accepted_at,
                                interval_s,
                                '' AS status,
                                false AS is_miss
                            FROM readings
                            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
                            UNION ALL
                            SELECT
                                placement_id,
                                metric,
                                source,
                                observed_at,
                                recorded_at,
                                low,
                                high,
                                known_since,
                                revision,
                                toString(verdict),
                                reason,
                                has_count,
                                count_low,
                                count_high,
                                accepted_at,
                                interval_s,
                                '',
                                false
                            FROM verdicts
                            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')}) AND (known_since <= {known_at:DateTime64(3, 'UTC')})
                            UNION ALL
                            SELECT
                                placement_id,
                                metric,
                                source,
                                at,
                                at,
                                0,
                                NULL,
                                at,
                                0,
                                '',
                                reason,
                                false,
                                0,
                                NULL,
                                NULL,
                                0,
                                toString(status),
                                true
                            FROM misses
                            WHERE (at <= {as_of:DateTime64(3, 'UTC')}) AND (at <= {known_at:DateTime64(3, 'UTC')})
                        )
                        GROUP BY
                            placement_id,
                            metric,
                            source
                    )
                )
            )
            GROUP BY
                placement_id,
                metric
        ) AS c ON (c.placement_id = p.placement_id) AND (c.metric = p.metric)
        WHERE (p.registered_at <= {known_at:DateTime64(3, 'UTC')}) AND (coalesce(p.published_at, p.registered_at) <= {as_of:DateTime64(3, 'UTC')}) AND ((p.campaign_id, p.episode_id) NOT IN (
            SELECT
                campaign_id,
                episode_id
            FROM episodes
            FINAL
            WHERE status = 'cancelled'
        ))
    )
)
SETTINGS join_use_nulls = 0;

CREATE VIEW totals_as_of
(
    `campaign_id` String COMMENT 'campaign',
    `formula` String COMMENT 'the formula asked for, name and version',
    `low` UInt64 COMMENT 'sum of the lower ends',
    `high` Nullable(UInt64) COMMENT 'sum of the upper ends; null: one of them is open',
    `expected` UInt64 COMMENT 'placements expected; the six states below add up to it',
    `fresh` UInt64 COMMENT 'the latest reading due was accepted',
    `carried` UInt64 COMMENT 'the latest attempt failed, was held or is overdue: the last count stands',
    `stated` UInt64 COMMENT 'told by the partner',
    `removed` UInt64 COMMENT 'removed on the platform: the last count is final',
    `held` UInt64 COMMENT 'only doubtful readings: adds nothing',
    `never` UInt64 COMMENT 'no value yet: adds nothing'
)
COMMENT 'Total of each campaign under a formula as of as_of, known by known_at, with its coverage'
AS WITH
    (
        SELECT if((throwIf(count() = 0, 'There is no such formula: no formula, no total') = 0) AND (throwIf(hasAny(any(families), ['person', 'concurrent', 'rating', 'index', 'engagement']), 'This formula lists a family that may never be added') = 0), any(families), [])
        FROM formulas
        FINAL
        WHERE concat(formula, '@', toString(version)) = {formula:String}
    ) AS allowed
SELECT
    campaign_id,
    {formula:String} AS formula,
    sum(coalesce(low, 0)) AS low,
    if(max(open_ended), NULL, sum(coalesce(high, 0))) AS high,
    count() AS expected,
    countIf(state = 'fresh') AS fresh,
    countIf(state = 'carried') AS carried,
    countIf(state = 'stated') AS stated,
    countIf(state = 'removed') AS removed,
    countIf(state = 'held') AS held,
    countIf(state = 'never') AS never
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
WHERE has(allowed, family)
GROUP BY campaign_id;

CREATE TABLE inbox
(
    `inbox_id` String COMMENT 'made of platform and item id: the same item is the same entry',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'in whose list it stands',
    `external_id` String COMMENT 'the item id of the platform',
    `title` String COMMENT 'as the platform shows it',
    `url` String COMMENT 'link for people',
    `kind` LowCardinality(String) COMMENT 'kind of work it seems to be',
    `metric` LowCardinality(String) COMMENT 'counting metric',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'as the platform says; null: it does not',
    `discovered_at` DateTime64(3, 'UTC') COMMENT 'when it was first listed',
    `campaign_id` String COMMENT 'campaign proposed or decided; empty: none',
    `episode_id` String COMMENT 'episode proposed or decided; empty: none',
    `work_id` String COMMENT 'work proposed or decided; empty: a new one',
    `rule` String COMMENT 'the rules that matched, in words; empty: none did',
    `confident` Bool COMMENT 'one episode of one campaign was left',
    `doubt` String COMMENT 'what a person has to decide; empty: nothing',
    `state` LowCardinality(String) COMMENT 'waiting, accepted or ignored',
    `placement_id` UInt32 COMMENT 'its placement once accepted; 0 before',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'when this version was written; the last one stands'
)
ENGINE = ReplacingMergeTree
ORDER BY (inbox_id, updated_at)
SETTINGS index_granularity = 8192
COMMENT 'Inbox: listed items that wait to be registered, every version; the newest of an entry stands';

CREATE TABLE hot_ranks
(
    `campaign_id` String COMMENT 'campaign it was matched to',
    `list_id` LowCardinality(String) COMMENT 'list',
    `platform` LowCardinality(String) COMMENT 'whose list',
    `topic` String COMMENT 'as the list writes it',
    `matched` String COMMENT 'keyword or title by which it was matched',
    `sampled_at` DateTime64(3, 'UTC') COMMENT 'when we looked',
    `interval_s` UInt32 COMMENT 'how often the schedule looks: the grain of every duration made of these rows',
    `position` UInt16 COMMENT 'rank on the list, from 1',
    `heat` String COMMENT 'index of the list, as written; its formula is unknown, it is never added up; empty: none',
    `url` String COMMENT 'link for people',
    `listed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'timestamp of the list itself; null: it states none',
    `payload_id` String COMMENT 'answer it was read from'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, list_id, topic, sampled_at)
SETTINGS index_granularity = 8192
COMMENT 'Hot ranks 热搜: where topics of a campaign stood, look by look; read with FINAL';

CREATE TABLE broadcast_figures
(
    `campaign_id` String COMMENT 'campaign',
    `episode_id` String COMMENT 'episode; empty: the campaign as a whole',
    `platform` LowCardinality(String) COMMENT 'platform of the group broadcast',
    `account_id` String COMMENT 'account; empty: not named',
    `channel` String COMMENT 'channel or frequency, as the report writes it',
    `programme` String COMMENT 'programme, as the report writes it',
    `aired_on` Nullable(Date) COMMENT 'day of the broadcast, campaign zone; null: not of one broadcast',
    `slot` String COMMENT 'time slot, as the report writes it; empty: none',
    `indicator` LowCardinality(String) COMMENT 'rating_percent, share_percent, households, minutes_per_viewer …; none is ever added up',
    `value` Decimal(18, 4) COMMENT 'the figure, exactly, in its unit',
    `value_text` String COMMENT 'the figure as written',
    `unit` LowCardinality(String) COMMENT 'percent, households, thousand persons, minutes',
    `period_from` Date COMMENT 'first day that the figure speaks of',
    `period_to` Date COMMENT 'last day that the figure speaks of',
    `method` LowCardinality(String) COMMENT 'panel, diary, meter, return-path; figures of two methods are not compared',
    `method_text` String COMMENT 'the method as the report writes it',
    `universe` String COMMENT 'of whom or what it is a share; empty: not stated',
    `document` String COMMENT 'name of the document it was told in',
    `document_hash` String COMMENT 'the document: its payload',
    `author` String COMMENT 'who states it: an institution or a role',
    `stated_at` DateTime64(3, 'UTC') COMMENT 'when it was stated; of one figure the last statement stands',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when we took it down; of one statement the last row wins',
    `run_id` String COMMENT 'run that took it in'
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (campaign_id, episode_id, platform, channel, programme, indicator, period_from, period_to, slot, method, universe, author, ifNull(aired_on, toDate(0)), stated_at)
SETTINGS index_granularity = 8192
COMMENT 'Broadcast panel 广播收视: statements of panels and operators, never added up; read with FINAL';
