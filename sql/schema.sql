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
    `previous` String DEFAULT '' COMMENT 'the campaign it is compared with; empty: none',
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
    `replay_in_live_count` LowCardinality(String) DEFAULT '' COMMENT 'yes, no, unknown: does the count of a live show hold its replay; empty: never said, taken as unknown',
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
    `external_id` String DEFAULT '' COMMENT 'what the platform itself calls the account; empty: not said',
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
    `also_on` Array(String) DEFAULT [] COMMENT 'further accounts that show the same counter; it counts once',
    `external_id` String COMMENT 'the item id of the platform; text, unique within it',
    `url` String COMMENT 'link for people',
    `replaces` String DEFAULT '' COMMENT 'platform/item it is a new upload of; both count; empty: none',
    `metric` LowCardinality(String) COMMENT 'counting metric: the one that enters totals',
    `counted_apart` LowCardinality(String) DEFAULT '' COMMENT 'in_live: a replay that the count of its live show holds already; unknown: nobody has said; empty: it is added',
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
    `observed_at` DateTime64(3, 'UTC') COMMENT 'when the platform said it' CODEC(Delta(8), ZSTD(1)),
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when we took it down; set once' CODEC(Delta(8), ZSTD(1)),
    `local_date` Date COMMENT 'day of observed_at in the zone of the campaign' CODEC(Delta(2), ZSTD(1)),
    `low` UInt64 COMMENT 'reading, lower end' CODEC(DoubleDelta, ZSTD(1)),
    `high` Nullable(UInt64) COMMENT 'reading, upper end; null: open' CODEC(DoubleDelta, ZSTD(1)),
    `text` String COMMENT 'the count as the platform wrote it' CODEC(ZSTD(3)),
    `step` UInt64 COMMENT 'unit of the last printed digit',
    `others_positive` Bool COMMENT 'another counter of the same answer was above 0',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'publish time of the item as known then' CODEC(Delta(8), ZSTD(1)),
    `interval_s` UInt32 COMMENT 'how often the schedule asked, seconds',
    `run_id` LowCardinality(String) COMMENT 'run' CODEC(ZSTD(1)),
    `payload_id` String COMMENT 'hash of the answer it was read from' CODEC(ZSTD(1)),
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count' CODEC(DoubleDelta, ZSTD(1)),
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open' CODEC(DoubleDelta, ZSTD(1)),
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count' CODEC(Delta(8), ZSTD(1)),
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
    `local_date` Date COMMENT 'day in the zone of the campaign' CODEC(Delta(2), ZSTD(1)),
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the last reading' CODEC(Delta(8), ZSTD(1)),
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down' CODEC(Delta(8), ZSTD(1)),
    `known_since` DateTime64(3, 'UTC') COMMENT 'from when on this is known: recorded_at, or later where the series was judged anew' CODEC(Delta(8), ZSTD(1)),
    `verdict` Enum8('accepted' = 1, 'held' = 2) COMMENT 'what the rules say',
    `reason` LowCardinality(String) COMMENT 'why, as a code; empty: plainly accepted',
    `has_count` Bool COMMENT 'false while nothing was ever accepted',
    `count_low` UInt64 COMMENT 'what the series counts as from here on, lower end; 0 without has_count' CODEC(DoubleDelta, ZSTD(1)),
    `count_high` Nullable(UInt64) COMMENT 'upper end; null: open' CODEC(DoubleDelta, ZSTD(1)),
    `accepted_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count' CODEC(Delta(8), ZSTD(1)),
    `revision` UInt32 COMMENT 'how often the series was judged anew',
    `interval_s` UInt32 COMMENT 'interval of the last reading, seconds',
    `version` UInt64 COMMENT 'revision, then observed_at, then 1 for a row written anew: the highest stands' CODEC(Delta(8), ZSTD(1))
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
    `body` String COMMENT 'what was said, secrets removed' CODEC(ZSTD(6)),
    `pruned_at` Nullable(DateTime64(3, 'UTC')) DEFAULT NULL COMMENT 'when the body was taken away by age; null: it is kept'
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
    `remarks` String DEFAULT '' COMMENT 'what the summary says beside the numbers: a JSON list of remarks, each with its code; empty: words alone were kept',
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
    `recorded_at` DateTime64(3, 'UTC') DEFAULT at COMMENT 'when we took it down',
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
    `low` Int64 COMMENT 'lower end, adjustments included',
    `high` Nullable(Int64) COMMENT 'upper end, adjustments included; null: open',
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
    `low` Int64 COMMENT 'lower end, adjustments included',
    `high` Nullable(Int64) COMMENT 'upper end, adjustments included; null: open',
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
    `counted_apart` LowCardinality(String) COMMENT 'empty: it is added; in_live: its live show holds it already; unknown: nobody has said, not added',
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
    counted_apart,
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
            p.family AS family,
            p.counted_apart AS counted_apart,
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
        FROM
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
                                recorded_at,
                                0,
                                NULL,
                                recorded_at,
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
                            WHERE (at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
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
        ) AS c
        RIGHT JOIN placements_expected_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) AS p ON (c.placement_id = p.placement_id) AND (c.metric = p.metric)
    )
)
SETTINGS join_use_nulls = 0;

CREATE VIEW totals_as_of
(
    `campaign_id` String COMMENT 'campaign',
    `formula` String COMMENT 'the formula asked for, name and version',
    `low` Int64 COMMENT 'sum of the lower ends and adjustments; below 0 only where these take out more than is counted',
    `high` Nullable(Int64) COMMENT 'sum of the upper ends and adjustments; null: one of them is open',
    `expected` UInt64 COMMENT 'placements expected; the six states below add up to it',
    `fresh` UInt64 COMMENT 'the latest reading due was accepted',
    `carried` UInt64 COMMENT 'the latest attempt failed, was held or is overdue: the last count stands',
    `stated` UInt64 COMMENT 'told by the partner',
    `removed` UInt64 COMMENT 'removed on the platform: the last count is final',
    `held` UInt64 COMMENT 'only doubtful readings: adds nothing',
    `never` UInt64 COMMENT 'no value yet: adds nothing',
    `adjustments` UInt64 COMMENT 'adjustments in it; adjustments_as_of names them',
    `apart` UInt64 COMMENT 'replays counted apart, in no other number of the row; placement_counts_as_of names them',
    `apart_low` Nullable(Int64) COMMENT 'what of theirs was left out, lower end; null: none has a count',
    `apart_high` Nullable(Int64) COMMENT 'upper end; null: one of them is open, or none has a count'
)
COMMENT 'Total of each campaign under a formula as of as_of, known by known_at, with its coverage'
AS WITH
    (
        SELECT if((throwIf(count() = 0, 'There is no such formula: no formula, no total') = 0) AND (throwIf(hasAny(argMax(families, recorded_at), ['person', 'concurrent', 'rating', 'index', 'engagement']), 'This formula lists a family that may never be added') = 0), argMax(families, recorded_at), [])
        FROM formula_versions
        WHERE (concat(formula, '@', toString(version)) = {formula:String}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
    ) AS allowed
SELECT
    campaign_id,
    {formula:String} AS formula,
    sumIf(part_low, NOT is_apart) AS low,
    if(max(open_ended AND (NOT is_apart)), NULL, sumIf(part_high, NOT is_apart)) AS high,
    countIf((state != '') AND (NOT is_apart)) AS expected,
    countIf((state = 'fresh') AND (NOT is_apart)) AS fresh,
    countIf((state = 'carried') AND (NOT is_apart)) AS carried,
    countIf((state = 'stated') AND (NOT is_apart)) AS stated,
    countIf((state = 'removed') AND (NOT is_apart)) AS removed,
    countIf((state = 'held') AND (NOT is_apart)) AS held,
    countIf((state = 'never') AND (NOT is_apart)) AS never,
    countIf(state = '') AS adjustments,
    countIf(is_apart) AS apart,
    if(countIf(is_apart AND has_count) = 0, NULL, sumIf(part_low, is_apart)) AS apart_low,
    if((countIf(is_apart AND has_count) = 0) OR max(open_ended AND is_apart), NULL, sumIf(part_high, is_apart)) AS apart_high
FROM
(
    SELECT
        campaign_id,
        toInt64(coalesce(low, 0)) AS part_low,
        toInt64(coalesce(high, 0)) AS part_high,
        open_ended,
        state,
        has_count,
        counted_apart != '' AS is_apart
    FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
    WHERE has(allowed, family)
    UNION ALL
    SELECT
        campaign_id,
        low,
        high,
        false,
        '',
        true,
        false
    FROM adjustments_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
    WHERE has(allowed, family)
)
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
    `taken_at` DateTime64(3, 'UTC') COMMENT 'recorded_at as part of the key; 0 in rows of earlier reports',
    `run_id` String COMMENT 'run that took it in'
)
ENGINE = ReplacingMergeTree(recorded_at)
PRIMARY KEY (campaign_id, episode_id, platform, channel, programme, indicator, period_from, period_to, slot, method, universe, author, ifNull(aired_on, toDate(0)), stated_at)
ORDER BY (campaign_id, episode_id, platform, channel, programme, indicator, period_from, period_to, slot, method, universe, author, ifNull(aired_on, toDate(0)), stated_at, taken_at)
SETTINGS index_granularity = 8192
COMMENT 'Broadcast panel 广播收视: statements of panels and operators, never added up; read with FINAL';

CREATE TABLE decisions
(
    `placement_id` UInt32 COMMENT 'identity of the reading',
    `metric` LowCardinality(String) COMMENT 'identity of the reading',
    `source` LowCardinality(String) COMMENT 'identity of the reading',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'identity of the reading',
    `low` UInt64 COMMENT 'identity of the reading',
    `high` Nullable(UInt64) COMMENT 'identity of the reading; null: open',
    `decision` Enum8('accept' = 1, 'hold' = 2, 'withdrawn' = 3) COMMENT 'accept: it is the count; hold: it is taken out; withdrawn: the rules judge it again',
    `author` String COMMENT 'who decided',
    `reason` String COMMENT 'on what grounds',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when; it counts from then on'
)
ENGINE = ReplacingMergeTree
ORDER BY (placement_id, metric, source, observed_at, low, ifNull(high, 18446744073709551615), recorded_at, decision)
SETTINGS index_granularity = 8192
COMMENT 'Decisions 裁定: what persons said of readings; append-only, the last one known stands';

CREATE TABLE fall_events
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the reading that fell',
    `to_low` UInt64 COMMENT 'that reading, lower end',
    `to_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `from_low` UInt64 COMMENT 'the count it fell from, lower end',
    `from_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `class` LowCardinality(String) COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
    `cause` Enum8('confirmed' = 1, 'decided' = 2) COMMENT 'confirmed by a later reading, or decided by a person',
    `confirmed_at` DateTime64(3, 'UTC') COMMENT 'instant of the reading that settled it',
    `known_since` DateTime64(3, 'UTC') COMMENT 'from when on this is known',
    `withdrawn` Bool COMMENT 'known no longer: what was learnt later shows no fall',
    `revision` UInt32 COMMENT 'how often the series was judged anew'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (placement_id, metric, source, observed_at, to_low, ifNull(to_high, 18446744073709551615), known_since)
SETTINGS index_granularity = 8192
COMMENT 'Falls 回落: counters that went down, as accepted; they explain and are never added. Append-only';

CREATE TABLE rules
(
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on verdicts follow them; 1970: from the beginning',
    `rules` String COMMENT 'the numbers, as JSON',
    `author` String COMMENT 'who brought them into force',
    `reason` String COMMENT 'on what grounds'
)
ENGINE = ReplacingMergeTree
ORDER BY (recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Rules 判定规则 of verdicts, with the moment they came into force; append-only';

CREATE TABLE fall_classes
(
    `placement_id` UInt32 COMMENT 'identity of the fall event',
    `metric` LowCardinality(String) COMMENT 'identity of the fall event',
    `source` LowCardinality(String) COMMENT 'identity of the fall event',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'identity of the fall event',
    `to_low` UInt64 COMMENT 'identity of the fall event',
    `to_high` Nullable(UInt64) COMMENT 'identity of the fall event; null: open',
    `class` LowCardinality(String) COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
    `author` String COMMENT 'who says so',
    `reason` String COMMENT 'on what grounds',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when; it counts from then on'
)
ENGINE = ReplacingMergeTree
ORDER BY (placement_id, metric, source, observed_at, to_low, ifNull(to_high, 18446744073709551615), recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Classes of falls as persons gave them; append-only, the last one known stands';

CREATE VIEW fall_events_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `source` LowCardinality(String) COMMENT 'own_logs, api, export, page, statement',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'instant of the reading that fell',
    `from_low` UInt64 COMMENT 'the count it fell from, lower end',
    `from_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `to_low` UInt64 COMMENT 'the reading that fell, lower end',
    `to_high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `class` String COMMENT 'platform-correction, definition-changed, deleted, private, id-changed, parse-fault',
    `classed_by` String COMMENT 'who gave the class; empty: the rules',
    `class_reason` String COMMENT 'on what grounds; empty: the rules',
    `cause` String COMMENT 'confirmed by a later reading, or decided by a person',
    `confirmed_at` DateTime64(3, 'UTC') COMMENT 'instant of the reading that settled it'
)
COMMENT 'Falls of counters observed by as_of and known by known_at; they explain and are never added'
AS SELECT
    placement_id,
    metric,
    source,
    observed_at,
    event.1 AS from_low,
    event.2 AS from_high,
    to_low,
    to_high,
    if((said.1) = '', event.3, said.1) AS class,
    said.2 AS classed_by,
    said.3 AS class_reason,
    event.4 AS cause,
    event.5 AS confirmed_at
FROM
(
    SELECT
        placement_id,
        metric,
        source,
        observed_at,
        to_low,
        any(to_high0) AS to_high,
        argMaxIf((from_low, from_high, toString(class), toString(cause), confirmed_at), (known_since, revision), class != '') AS event,
        argMaxIf((toString(given), author, reason), known_since, given != '') AS said,
        argMaxIf(withdrawn, (known_since, revision), class != '') AS is_withdrawn
    FROM
    (
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            to_low,
            e.to_high AS to_high0,
            ifNull(e.to_high, 18446744073709551615) AS top,
            from_low,
            from_high,
            class,
            cause,
            confirmed_at,
            known_since,
            withdrawn,
            revision,
            '' AS given,
            '' AS author,
            '' AS reason
        FROM fall_events AS e
        FINAL
        WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (known_since <= {known_at:DateTime64(3, 'UTC')})
        UNION ALL
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            to_low,
            c.to_high,
            ifNull(c.to_high, 18446744073709551615),
            0,
            NULL,
            '',
            'confirmed',
            observed_at,
            recorded_at,
            false,
            0,
            class,
            author,
            reason
        FROM fall_classes AS c
        FINAL
        WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
    )
    GROUP BY
        placement_id,
        metric,
        source,
        observed_at,
        to_low,
        top
)
WHERE (NOT is_withdrawn) AND ((event.3) != '');

CREATE TABLE adjustments
(
    `adjustment_id` String COMMENT 'of the adjustment; its withdrawal has the same',
    `campaign_id` String COMMENT 'campaign',
    `episode_id` String COMMENT 'episode it corrects; empty: works of the campaign alone, or see placement_id',
    `placement_id` UInt32 COMMENT 'placement it corrects, wherever that belongs; 0: none',
    `family` LowCardinality(String) COMMENT 'family it is added to, never another',
    `low` Int64 COMMENT 'added to lower ends; 0 in a withdrawal',
    `high` Int64 COMMENT 'added to upper ends; 0 in a withdrawal',
    `effective_at` DateTime64(3, 'UTC') COMMENT 'totals as of then and later have it',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down; known from then on',
    `kind` Enum8('correction' = 1, 'exclusion' = 2, 'withdrawal' = 3) COMMENT 'correction, exclusion (boosted views taken out), withdrawal of an earlier one',
    `reading_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
    `author` String COMMENT 'who signs it',
    `reason` String COMMENT 'why'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, adjustment_id, kind, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Adjustments 人工调整 of totals, and their withdrawals; append-only';

CREATE TABLE placement_versions
(
    `campaign_id` String COMMENT 'campaign of the work',
    `placement_id` UInt32 COMMENT 'placement',
    `work_id` String COMMENT 'its work',
    `episode_id` String COMMENT 'episode of the work; empty: the campaign alone',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `also_on` Array(String) DEFAULT [] COMMENT 'further accounts that show the same counter; it counts once',
    `external_id` String COMMENT 'the item id of the platform; text',
    `url` String COMMENT 'link for people',
    `replaces` String DEFAULT '' COMMENT 'platform/item it is a new upload of; both count; empty: none',
    `metric` LowCardinality(String) COMMENT 'counting metric: the one that enters totals',
    `counted_apart` LowCardinality(String) DEFAULT '' COMMENT 'in_live: a replay that the count of its live show holds already; unknown: nobody has said; empty: it is added',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there',
    `registered_at` DateTime64(3, 'UTC') COMMENT 'when it entered the catalogue',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on this version is known'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, placement_id, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Every version of the placements 分发, by campaign; kept by a view';

CREATE MATERIALIZED VIEW placement_versions_from_placements TO placement_versions
(
    `campaign_id` String,
    `placement_id` UInt32,
    `work_id` String,
    `episode_id` String,
    `platform` LowCardinality(String),
    `account_id` String,
    `also_on` Array(String),
    `external_id` String,
    `url` String,
    `replaces` String,
    `metric` LowCardinality(String),
    `counted_apart` LowCardinality(String),
    `published_at` Nullable(DateTime64(3, 'UTC')),
    `registered_at` DateTime64(3, 'UTC'),
    `recorded_at` DateTime64(3, 'UTC')
)
AS SELECT
    campaign_id,
    placement_id,
    work_id,
    episode_id,
    platform,
    account_id,
    also_on,
    external_id,
    url,
    replaces,
    metric,
    counted_apart,
    published_at,
    registered_at,
    updated_at AS recorded_at
FROM placements;

CREATE TABLE episode_versions
(
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'episode',
    `number` UInt16 COMMENT 'place in the series, from 1',
    `title` String COMMENT 'title',
    `organisation` String COMMENT 'whose episode it is',
    `organisation_en` String COMMENT 'the same in English',
    `status` Enum8('planned' = 1, 'aired' = 2, 'cancelled' = 3) COMMENT 'a cancelled episode expects nothing',
    `aired_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'start of the broadcast',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on this version is known'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, episode_id, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Every version of the episodes 期; kept by a view';

CREATE MATERIALIZED VIEW episode_versions_from_episodes TO episode_versions
(
    `campaign_id` String,
    `episode_id` String,
    `number` UInt16,
    `title` String,
    `organisation` String,
    `organisation_en` String,
    `status` Enum8('planned' = 1, 'aired' = 2, 'cancelled' = 3),
    `aired_at` Nullable(DateTime64(3, 'UTC')),
    `recorded_at` DateTime64(3, 'UTC')
)
AS SELECT
    campaign_id,
    episode_id,
    number,
    title,
    organisation,
    organisation_en,
    status,
    aired_at,
    updated_at AS recorded_at
FROM episodes;

CREATE TABLE campaign_versions
(
    `campaign_id` String COMMENT 'campaign',
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
    `previous` String DEFAULT '' COMMENT 'the campaign it is compared with; empty: none',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on this version is known'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Every version of the campaigns 活动; kept by a view';

CREATE MATERIALIZED VIEW campaign_versions_from_campaigns TO campaign_versions
(
    `campaign_id` String,
    `name` String,
    `name_en` String,
    `organiser` String,
    `time_zone` String,
    `starts_on` Date,
    `ends_on` Date,
    `formula` String,
    `goal` Nullable(UInt64),
    `simulated` Bool,
    `note` String,
    `previous` String,
    `recorded_at` DateTime64(3, 'UTC')
)
AS SELECT
    campaign_id,
    name,
    name_en,
    organiser,
    time_zone,
    starts_on,
    ends_on,
    formula,
    goal,
    simulated,
    note,
    previous,
    updated_at AS recorded_at
FROM campaigns;

CREATE TABLE formula_versions
(
    `formula` String COMMENT 'id',
    `version` UInt16 COMMENT 'version',
    `families` Array(String) COMMENT 'families that are added',
    `label_zh` String COMMENT 'name, Chinese',
    `label_en` String COMMENT 'name, English',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on this wording is known'
)
ENGINE = ReplacingMergeTree
ORDER BY (formula, version, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Every wording of the formulas 计算口径, and since when it is known; kept by a view';

CREATE MATERIALIZED VIEW formula_versions_from_formulas TO formula_versions
(
    `formula` String,
    `version` UInt16,
    `families` Array(String),
    `label_zh` String,
    `label_en` String,
    `recorded_at` DateTime64(3, 'UTC')
)
AS SELECT
    formula,
    version,
    families,
    label_zh,
    label_en,
    updated_at AS recorded_at
FROM formulas;

CREATE TABLE metric_definition_versions
(
    `platform` LowCardinality(String) COMMENT 'platform',
    `metric` LowCardinality(String) COMMENT 'metric',
    `version` UInt16 COMMENT 'version of the rule; the highest in force stands',
    `rule_zh` String COMMENT 'the rule, Chinese',
    `rule_en` String COMMENT 'the rule, English',
    `source` String COMMENT 'who says so',
    `strength` LowCardinality(String) COMMENT 'A own document, B public code agrees, C secondary, D disputed',
    `valid_from` Nullable(Date) COMMENT 'first day of this rule; null: always',
    `valid_to` Nullable(Date) COMMENT 'last day; null: still',
    `read_on` Date COMMENT 'when the source was read',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'from when on this wording is known'
)
ENGINE = ReplacingMergeTree
ORDER BY (platform, metric, version, recorded_at)
SETTINGS index_granularity = 8192
COMMENT 'Every wording of the definitions 指标口径, and since when it is known; kept by a view';

CREATE MATERIALIZED VIEW metric_definition_versions_from_metric_definitions TO metric_definition_versions
(
    `platform` LowCardinality(String),
    `metric` LowCardinality(String),
    `version` UInt16,
    `rule_zh` String,
    `rule_en` String,
    `source` String,
    `strength` LowCardinality(String),
    `valid_from` Nullable(Date),
    `valid_to` Nullable(Date),
    `read_on` Date,
    `recorded_at` DateTime64(3, 'UTC')
)
AS SELECT
    platform,
    metric,
    version,
    rule_zh,
    rule_en,
    source,
    strength,
    valid_from,
    valid_to,
    read_on,
    updated_at AS recorded_at
FROM metric_definitions;

CREATE VIEW placements_expected_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'its episode; empty: a work of the campaign alone',
    `work_id` String COMMENT 'the work it shows',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `also_on` Array(String) COMMENT 'further accounts that show the same counter',
    `external_id` String COMMENT 'the item id of the platform; text',
    `url` String COMMENT 'link for people',
    `replaces` String COMMENT 'platform/item it is a new upload of; both count; empty: none',
    `metric` LowCardinality(String) COMMENT 'its counting metric: the one that enters totals',
    `family` LowCardinality(String) COMMENT 'family of the metric',
    `counted_apart` LowCardinality(String) COMMENT 'empty: it is added; in_live: its live show holds it already; unknown: nobody has said, not added',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'publication there; null: not known',
    `registered_at` DateTime64(3, 'UTC') COMMENT 'when it entered the catalogue'
)
COMMENT 'Placements expected at as_of, in the version known by known_at'
AS SELECT
    p.placement_id AS placement_id,
    p.campaign_id AS campaign_id,
    p.v.1 AS episode_id,
    p.v.2 AS work_id,
    toLowCardinality(p.v.3) AS platform,
    p.v.4 AS account_id,
    p.v.10 AS also_on,
    p.v.5 AS external_id,
    p.v.6 AS url,
    p.v.11 AS replaces,
    toLowCardinality(p.v.7) AS metric,
    m.family AS family,
    toLowCardinality(p.v.12) AS counted_apart,
    p.v.8 AS published_at,
    p.v.9 AS registered_at
FROM
(
    SELECT
        campaign_id,
        placement_id,
        argMax((episode_id, work_id, platform, account_id, external_id, url, metric, published_at, registered_at, also_on, replaces, counted_apart), recorded_at) AS v
    FROM placement_versions
    WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY
        campaign_id,
        placement_id
) AS p
INNER JOIN metrics AS m
FINAL ON m.metric = (p.v.7)
WHERE ((p.v.9) <= {known_at:DateTime64(3, 'UTC')}) AND (coalesce(p.v.8, p.v.9) <= {as_of:DateTime64(3, 'UTC')}) AND ((p.campaign_id, p.v.1) NOT IN (
    SELECT
        campaign_id,
        episode_id
    FROM episode_versions
    WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY
        campaign_id,
        episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
));

CREATE VIEW adjustments_as_of
(
    `adjustment_id` String COMMENT 'adjustment',
    `campaign_id` String COMMENT 'campaign',
    `episode_id` String COMMENT 'episode it counts in; empty: works of the campaign alone',
    `placement_id` UInt32 COMMENT 'placement it corrects; 0: none',
    `platform` LowCardinality(String) COMMENT 'platform it counts in; empty: none',
    `family` LowCardinality(String) COMMENT 'add it only under a formula that lists this family',
    `low` Int64 COMMENT 'added to the lower end',
    `high` Int64 COMMENT 'added to the upper end',
    `effective_at` DateTime64(3, 'UTC') COMMENT 'totals as of then and later have it',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down',
    `kind` String COMMENT 'correction, or exclusion of boosted views',
    `reading_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
    `author` String COMMENT 'who signed it',
    `reason` String COMMENT 'why'
)
COMMENT 'Adjustments that count in totals as of as_of, known by known_at, each where it counts'
AS SELECT
    a.adjustment_id AS adjustment_id,
    a.campaign_id AS campaign_id,
    if(a.placement_id = 0, a.episode_id, p.episode_id) AS episode_id,
    a.placement_id AS placement_id,
    p.platform AS platform,
    a.family AS family,
    a.low AS low,
    a.high AS high,
    a.effective_at AS effective_at,
    a.recorded_at AS recorded_at,
    toString(a.kind) AS kind,
    a.reading_at AS reading_at,
    a.author AS author,
    a.reason AS reason
FROM
(
    SELECT *
    FROM adjustments
    FINAL
    WHERE kind != 'withdrawal'
) AS a
LEFT JOIN
(
    SELECT
        placement_id,
        campaign_id,
        episode_id,
        platform,
        family
    FROM placements_expected_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
    WHERE (placement_id IN (
        SELECT placement_id
        FROM adjustments
    )) AND (counted_apart = '')
) AS p ON (p.campaign_id = a.campaign_id) AND (p.placement_id = a.placement_id) AND (p.family = a.family)
WHERE (a.effective_at <= {as_of:DateTime64(3, 'UTC')}) AND (a.recorded_at <= {known_at:DateTime64(3, 'UTC')}) AND ((a.campaign_id, a.adjustment_id) NOT IN (
    SELECT
        campaign_id,
        adjustment_id
    FROM adjustments
    WHERE (kind = 'withdrawal') AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
)) AND ((a.placement_id = 0) OR (p.placement_id = a.placement_id)) AND ((a.placement_id != 0) OR ((a.campaign_id, a.episode_id) NOT IN (
    SELECT
        campaign_id,
        episode_id
    FROM episode_versions
    WHERE recorded_at <= {known_at:DateTime64(3, 'UTC')}
    GROUP BY
        campaign_id,
        episode_id
    HAVING argMax(status, recorded_at) = 'cancelled'
)))
SETTINGS join_use_nulls = 0;

CREATE TABLE publications
(
    `publication_id` String COMMENT 'the first twelve digits of the hash',
    `campaign_id` String COMMENT 'campaign',
    `title` String COMMENT 'what it was published as',
    `as_of` DateTime64(3, 'UTC') COMMENT 'T: readings observed by then',
    `known_at` DateTime64(3, 'UTC') COMMENT 'K: all that was recorded by then',
    `formula` LowCardinality(String) COMMENT 'formula',
    `formula_version` UInt32 COMMENT 'its version',
    `families` Array(LowCardinality(String)) COMMENT 'families it added',
    `low` Int64 COMMENT 'the total, lower end',
    `high` Nullable(Int64) COMMENT 'upper end; null: open',
    `expected` UInt32 COMMENT 'placements expected; the six states below add up to it',
    `fresh` UInt32 COMMENT 'the latest reading due was accepted',
    `carried` UInt32 COMMENT 'the last count stood',
    `stated` UInt32 COMMENT 'told by the partner',
    `removed` UInt32 COMMENT 'removed on the platform: the last count is final',
    `held` UInt32 COMMENT 'only doubtful readings: added nothing',
    `never` UInt32 COMMENT 'no value yet: added nothing',
    `wording_zh` String COMMENT 'the sentence as printed, Chinese',
    `wording_en` String COMMENT 'the sentence as printed, English',
    `hash` String COMMENT 'SHA-256 (hex) of the canonical document; sql/README.md says how to form it',
    `readings` UInt64 COMMENT 'readings of all counting series behind it',
    `author` String COMMENT 'who published it',
    `note` String COMMENT 'what the author says of it',
    `published_at` DateTime64(3, 'UTC') COMMENT 'when'
)
ENGINE = MergeTree
ORDER BY (campaign_id, publication_id, published_at)
SETTINGS index_granularity = 8192
COMMENT 'Publications 发布: frozen totals; append-only, the first row of an id stands';

CREATE TABLE publication_lines
(
    `publication_id` String COMMENT 'publication',
    `placement_id` UInt32 COMMENT 'placement',
    `episode_id` String COMMENT 'episode; empty: a work of the campaign alone',
    `work_id` String COMMENT 'work',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `external_id` String COMMENT 'the item id of the platform; text',
    `title` String COMMENT 'title of the work then: for people, not in the hash',
    `metric` LowCardinality(String) COMMENT 'counting metric',
    `family` LowCardinality(String) COMMENT 'family of the metric',
    `counted_apart` LowCardinality(String) DEFAULT '' COMMENT 'empty: it is in the total; in_live, unknown: counted apart, not added',
    `state` LowCardinality(String) COMMENT 'fresh, carried, stated, removed, held, never',
    `source` LowCardinality(String) COMMENT 'source that gave the count; empty: never read',
    `low` Nullable(UInt64) COMMENT 'count, lower end; null: no count, which is not zero',
    `high` Nullable(UInt64) COMMENT 'upper end; null: open, or no count',
    `observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gave the count; null: no count',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when that reading was taken down',
    `reading_low` Nullable(UInt64) COMMENT 'that reading, lower end',
    `reading_high` Nullable(UInt64) COMMENT 'upper end; null: open, or no count',
    `run_id` String COMMENT 'its run',
    `payload_id` String COMMENT 'hash of the answer it was read from; empty: none',
    `payload_kept` Bool COMMENT 'that answer was kept then, and is never pruned',
    `lower_observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'where another reading gave the lower end: its instant; null: none',
    `lower_recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when that one was taken down',
    `lower_reading_low` Nullable(UInt64) COMMENT 'that one, lower end',
    `lower_reading_high` Nullable(UInt64) COMMENT 'upper end; null: open, or none',
    `lower_run_id` String COMMENT 'its run',
    `lower_payload_id` String COMMENT 'hash of the answer it was read from; empty: none',
    `lower_payload_kept` Bool COMMENT 'that answer was kept then, and is never pruned',
    `readings` UInt64 COMMENT 'readings of the counting metric observed by T, recorded by K',
    `fingerprint` String COMMENT 'SHA-256 (hex) over all of them; empty: none',
    `published_at` DateTime64(3, 'UTC') COMMENT 'when; of an id and placement the first row stands'
)
ENGINE = MergeTree
ORDER BY (publication_id, placement_id, published_at)
SETTINGS index_granularity = 8192
COMMENT 'Lines of publications 发布明细: what each placement counted as, and from which reading';

CREATE TABLE publication_adjustments
(
    `publication_id` String COMMENT 'publication',
    `adjustment_id` String COMMENT 'adjustment',
    `episode_id` String COMMENT 'episode it counted in; empty: works of the campaign alone',
    `placement_id` UInt32 COMMENT 'placement it corrected; 0: none',
    `platform` LowCardinality(String) COMMENT 'platform it counted in; empty: none',
    `family` LowCardinality(String) COMMENT 'family it was added to',
    `low` Int64 COMMENT 'added to the lower end',
    `high` Int64 COMMENT 'added to the upper end',
    `effective_at` DateTime64(3, 'UTC') COMMENT 'totals as of then and later have it',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down',
    `kind` LowCardinality(String) COMMENT 'correction, or exclusion of boosted views',
    `reading_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'of an exclusion: instant of the reading whose rise is taken out',
    `author` String COMMENT 'who signed it',
    `reason` String COMMENT 'why',
    `published_at` DateTime64(3, 'UTC') COMMENT 'when; of an id and adjustment the first row stands'
)
ENGINE = MergeTree
ORDER BY (publication_id, adjustment_id, published_at)
SETTINGS index_granularity = 8192
COMMENT 'Adjustments 人工调整 in publications, as they were then';

CREATE VIEW total_evidence_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'its episode; empty: a work of the campaign alone',
    `work_id` String COMMENT 'the work it shows',
    `platform` LowCardinality(String) COMMENT 'where',
    `account_id` String COMMENT 'by whom',
    `external_id` String COMMENT 'the item id of the platform; text',
    `metric` LowCardinality(String) COMMENT 'its counting metric',
    `family` LowCardinality(String) COMMENT 'family of the metric: add only what one formula lists',
    `counted_apart` LowCardinality(String) COMMENT 'empty: it is added; in_live: its live show holds it already; unknown: nobody has said, not added',
    `state` String COMMENT 'fresh, carried, stated, removed, held, never',
    `source` String COMMENT 'source that gives the count; empty: never read',
    `low` Nullable(UInt64) COMMENT 'count, lower end; null: no count',
    `high` Nullable(UInt64) COMMENT 'count, upper end; null: open or no count',
    `observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count; null: no count',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when that reading was taken down',
    `text` String COMMENT 'that reading as the platform wrote it',
    `reading_low` Nullable(UInt64) COMMENT 'that reading, lower end',
    `reading_high` Nullable(UInt64) COMMENT 'that reading, upper end; null: open or no count',
    `run_id` String COMMENT 'its run',
    `payload_id` String COMMENT 'hash of the answer it was read from; empty: none',
    `lower_observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'where another reading gives the lower end: its instant; null: none',
    `lower_text` String COMMENT 'that one as the platform wrote it',
    `lower_run_id` String COMMENT 'its run',
    `lower_payload_id` String COMMENT 'hash of the answer it was read from; empty: none',
    `run_trigger` LowCardinality(String) COMMENT 'schedule, catch-up, manual, import',
    `run_state` String COMMENT 'how the run ended',
    `request_url` String COMMENT 'request that brought the answer, secrets masked; empty: none, such as a sheet',
    `request_status` UInt16 COMMENT 'its HTTP status; 0: none',
    `requested_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'its start; null: none',
    `file_name` String COMMENT 'sheet it was read from; empty: none',
    `payload_type` String COMMENT 'media type of what is kept; empty: nothing is',
    `payload_fetched_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was fetched; null: nothing is kept',
    `payload_pruned_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was taken away by age; null: it is kept, or never was'
)
COMMENT 'Every placement expected at as_of and known by known_at, with the reading, run, request and payload behind its count'
AS SELECT
    c.placement_id AS placement_id,
    c.campaign_id AS campaign_id,
    c.episode_id AS episode_id,
    c.work_id AS work_id,
    c.platform AS platform,
    c.account_id AS account_id,
    c.external_id AS external_id,
    c.metric AS metric,
    c.family AS family,
    c.counted_apart AS counted_apart,
    c.state AS state,
    c.source AS source,
    c.low AS low,
    c.high AS high,
    c.observed_at AS observed_at,
    if(r.known, r.v.1, NULL) AS recorded_at,
    r.v.4 AS text,
    if(r.known, r.v.2, NULL) AS reading_low,
    if(r.known, r.v.3, NULL) AS reading_high,
    r.v.5 AS run_id,
    r.v.6 AS payload_id,
    if(l.known AND r.known AND ((r.v.2) != c.low), l.v.1, NULL) AS lower_observed_at,
    if(lower_observed_at IS NULL, '', l.v.2) AS lower_text,
    if(lower_observed_at IS NULL, '', l.v.3) AS lower_run_id,
    if(lower_observed_at IS NULL, '', l.v.4) AS lower_payload_id,
    u.trigger AS run_trigger,
    if(u.run_id = '', '', toString(u.state)) AS run_state,
    q.v.1 AS request_url,
    q.v.2 AS request_status,
    if(q.known, q.v.3, NULL) AS requested_at,
    i.name AS file_name,
    p.content_type AS payload_type,
    if(p.payload_id = '', NULL, p.fetched_at) AS payload_fetched_at,
    p.pruned_at AS payload_pruned_at
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) AS c
LEFT JOIN
(
    SELECT
        placement_id,
        metric,
        toString(source) AS source,
        toNullable(observed_at) AS at,
        true AS known,
        argMax((recorded_at, low, high, text, run_id, payload_id), (verdict = 'accepted', recorded_at, low, top)) AS v
    FROM
    (
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            recorded_at,
            low,
            any(high0) AS high,
            top,
            argMax(verdict, (known_since, revision)) AS verdict,
            max(text) AS text,
            max(run_id) AS run_id,
            max(payload_id) AS payload_id
        FROM
        (
            SELECT
                placement_id,
                metric,
                source,
                observed_at,
                recorded_at,
                low,
                a.high AS high0,
                ifNull(a.high, 18446744073709551615) AS top,
                verdict,
                recorded_at AS known_since,
                revision,
                text,
                run_id,
                payload_id
            FROM readings AS a
            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
            UNION ALL
            SELECT
                placement_id,
                metric,
                source,
                observed_at,
                recorded_at,
                low,
                b.high,
                ifNull(b.high, 18446744073709551615),
                verdict,
                known_since,
                revision,
                '',
                '',
                ''
            FROM verdicts AS b
            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')}) AND (known_since <= {known_at:DateTime64(3, 'UTC')})
        )
        GROUP BY
            placement_id,
            metric,
            source,
            observed_at,
            recorded_at,
            low,
            top
    )
    GROUP BY
        placement_id,
        metric,
        source,
        observed_at
) AS r ON (r.placement_id = c.placement_id) AND (r.metric = c.metric) AND (r.source = c.source) AND (r.at = c.observed_at)
LEFT JOIN
(
    SELECT
        placement_id,
        metric,
        toString(source) AS source,
        toNullable(low) AS end,
        true AS known,
        argMax((observed_at, text, run_id, payload_id), (observed_at, recorded_at, ifNull(high, 18446744073709551615))) AS v
    FROM readings
    WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
    GROUP BY
        placement_id,
        metric,
        source,
        low
) AS l ON (l.placement_id = c.placement_id) AND (l.metric = c.metric) AND (l.source = c.source) AND (l.end = c.low)
LEFT JOIN
(
    SELECT
        run_id,
        trigger,
        state
    FROM runs
    FINAL
) AS u ON u.run_id = (r.v.5)
LEFT JOIN
(
    SELECT
        run_id,
        payload_id,
        true AS known,
        argMax((url, status, started_at), (started_at, url)) AS v
    FROM attempts
    WHERE payload_id != ''
    GROUP BY
        run_id,
        payload_id
) AS q ON (q.run_id = (r.v.5)) AND (q.payload_id = (r.v.6))
LEFT JOIN
(
    SELECT
        run_id,
        file_hash,
        max(file_name) AS name
    FROM imports
    GROUP BY
        run_id,
        file_hash
) AS i ON (i.run_id = (r.v.5)) AND (i.file_hash = (r.v.6))
LEFT JOIN
(
    SELECT
        payload_id,
        content_type,
        fetched_at,
        pruned_at
    FROM payloads
    FINAL
) AS p ON p.payload_id = (r.v.6)
SETTINGS join_use_nulls = 0;

CREATE VIEW placement_peaks_as_of
(
    `placement_id` UInt32 COMMENT 'placement',
    `campaign_id` String COMMENT 'its campaign',
    `episode_id` String COMMENT 'its episode; empty: a work of the campaign alone',
    `metric` LowCardinality(String) COMMENT 'its counting metric',
    `source` String COMMENT 'source that gives the count',
    `low` Nullable(UInt64) COMMENT 'what it counts as, lower end',
    `observed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the reading that gives the count',
    `peak_low` UInt64 COMMENT 'the highest lower end ever accepted',
    `peak_at` DateTime64(3, 'UTC') COMMENT 'instant of the first reading that reached it'
)
COMMENT 'What each placement counts as, and the most it was ever accepted at, as of as_of, known by known_at'
AS SELECT
    c.placement_id AS placement_id,
    c.campaign_id AS campaign_id,
    c.episode_id AS episode_id,
    c.metric AS metric,
    c.source AS source,
    c.low AS low,
    c.observed_at AS observed_at,
    s.peak_low AS peak_low,
    s.peak_at AS peak_at
FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) AS c
INNER JOIN
(
    SELECT
        placement_id,
        metric,
        toString(source) AS source,
        max(end) AS peak_low,
        argMax(observed_at, (end, -toUnixTimestamp64Milli(observed_at))) AS peak_at
    FROM
    (
        SELECT
            placement_id,
            metric,
            source,
            observed_at,
            argMax((verdict, has_count, count_low), (known_since, revision)) AS v,
            v.3 AS end
        FROM
        (
            SELECT
                placement_id,
                metric,
                source,
                observed_at,
                recorded_at,
                low,
                ifNull(a.high, 18446744073709551615) AS top,
                recorded_at AS known_since,
                revision,
                verdict,
                has_count,
                count_low
            FROM readings AS a
            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')})
            UNION ALL
            SELECT
                placement_id,
                metric,
                source,
                observed_at,
                recorded_at,
                low,
                ifNull(b.high, 18446744073709551615),
                known_since,
                revision,
                verdict,
                has_count,
                count_low
            FROM verdicts AS b
            WHERE (observed_at <= {as_of:DateTime64(3, 'UTC')}) AND (recorded_at <= {known_at:DateTime64(3, 'UTC')}) AND (known_since <= {known_at:DateTime64(3, 'UTC')})
        )
        GROUP BY
            placement_id,
            metric,
            source,
            observed_at,
            recorded_at,
            low,
            top
    )
    WHERE ((v.1) = 'accepted') AND (v.2)
    GROUP BY
        placement_id,
        metric,
        source
) AS s ON (s.placement_id = c.placement_id) AND (s.metric = c.metric) AND (s.source = c.source)
WHERE c.has_count
SETTINGS join_use_nulls = 0;

CREATE TABLE milestones
(
    `campaign_id` String COMMENT 'campaign',
    `scope` LowCardinality(String) COMMENT 'campaign, episode, work, placement',
    `scope_id` String COMMENT 'id of the episode or work, number of the placement; of a campaign its own id',
    `basis` LowCardinality(String) COMMENT 'what is counted: a formula with its version, or of a placement the family of its counter',
    `threshold` UInt64 COMMENT 'the threshold, in what the basis counts',
    `is_goal` Bool COMMENT 'it is the goal of the campaign',
    `kind` Enum8('reached' = 1, 'lost' = 2) COMMENT 'reached: the lower end is at or above it; lost: a correction took it below, and it may be reached again',
    `as_of` DateTime64(3, 'UTC') COMMENT 'T of the total that shows it',
    `known_at` DateTime64(3, 'UTC') COMMENT 'K of the total that shows it',
    `run_id` String COMMENT 'run after which that was',
    `low` Int64 COMMENT 'the total then, lower end',
    `high` Nullable(Int64) COMMENT 'upper end; null: open',
    `definitions` Array(String) COMMENT 'definitions in force: platform, metric, version'
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, scope, scope_id, basis, threshold, as_of, known_at, kind)
SETTINGS index_granularity = 8192
COMMENT 'Milestones 里程碑: when the lower end of a total crossed a threshold; read with FINAL';

CREATE TABLE recounts
(
    `recount_id` String COMMENT 'recount',
    `state` Enum8('counting' = 1, 'swapping' = 2, 'summing' = 3, 'done' = 4, 'given-up' = 5) COMMENT 'counting: block by block, nothing shows yet; swapping: the tables are put in place; summing: totals of runs',
    `basis` String COMMENT 'hash of the program version and the rules it goes by: one with another basis begins anew',
    `rules` String COMMENT 'the rules it brings into force, as JSON; empty: those in force stay',
    `author` String COMMENT 'who brought them into force; empty where none are',
    `reason` String COMMENT 'on what grounds',
    `known_since` Nullable(DateTime64(3, 'UTC')) COMMENT 'from when on what it found counts; null until the tables are put in place',
    `started_at` DateTime64(3, 'UTC') COMMENT 'when it was begun',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was done or given up',
    `version` UInt32 COMMENT 'counts the versions of one recount, from 1'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (recount_id)
SETTINGS index_granularity = 8192
COMMENT 'Recounts 重新判定 of everything stored, and how each ended';

CREATE TABLE recount_blocks
(
    `recount_id` String COMMENT 'recount',
    `first_placement` UInt32 COMMENT 'first placement of the block',
    `last_placement` UInt32 COMMENT 'last placement of the block',
    `readings` UInt64 COMMENT 'readings it was made from',
    `decisions` UInt64 COMMENT 'decisions it was made from',
    `latest_at` DateTime64(3, 'UTC') COMMENT 'newest recorded_at among them',
    `series` UInt64 COMMENT 'series judged',
    `repaired` UInt64 COMMENT 'verdicts, falls and rollup rows that were not what the rules in force say',
    `rejudged` UInt64 COMMENT 'readings with another verdict by the rules it brings into force',
    `examples` String COMMENT 'the first few of both, as JSON',
    `made_at` DateTime64(3, 'UTC') COMMENT 'when'
)
ENGINE = ReplacingMergeTree(made_at)
ORDER BY (recount_id, first_placement)
SETTINGS index_granularity = 8192
COMMENT 'Blocks of placements that a recount has done';

CREATE TABLE audit
(
    `audit_id` String COMMENT 'of the change',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down, just before it was done',
    `action` LowCardinality(String) COMMENT 'apply (a file), add (links), accept, ignore, restore (an entry of the inbox)',
    `author` String COMMENT 'who signed it; empty: nobody did',
    `reason` String COMMENT 'why; empty: not said',
    `campaign_id` String COMMENT 'campaign it changes; empty: none',
    `subject` String COMMENT 'name of the file, id of the work, or id of the entry of the inbox',
    `file_hash` String COMMENT 'SHA-256 of the file; empty where there is none',
    `added` UInt32 COMMENT 'entities it adds',
    `changed` UInt32 COMMENT 'entities it changes',
    `changes` String COMMENT 'each of them as JSON: entity, action, id, name, and fields before and after'
)
ENGINE = ReplacingMergeTree
ORDER BY (recorded_at, audit_id)
SETTINGS index_granularity = 8192
COMMENT 'Audit 变更记录: who changed the catalogue, when, and how; append-only';

CREATE TABLE statements
(
    `placement_id` UInt32 COMMENT 'placement',
    `metric` LowCardinality(String) COMMENT 'what is counted',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'the moment that the figure speaks of: the instant of its reading',
    `low` UInt64 COMMENT 'the figure, lower end',
    `high` Nullable(UInt64) COMMENT 'upper end; null: open',
    `author` String COMMENT 'who states it',
    `imported_by` String COMMENT 'who took it in: neither of the two confirms it',
    `payload_id` String COMMENT 'SHA-256 of the file, which is kept in payloads',
    `run_id` String COMMENT 'run that took it in',
    `recorded_at` DateTime64(3, 'UTC') COMMENT 'when it was taken down'
)
ENGINE = ReplacingMergeTree
ORDER BY (placement_id, metric, observed_at, low, ifNull(high, 18446744073709551615), author, imported_by, payload_id)
SETTINGS index_granularity = 8192
COMMENT 'Statements 书面申报: who told a figure and on what paper; it counts once a second person confirms it';
