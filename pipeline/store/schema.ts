import { z } from 'zod';
import { fromDateTime64 } from '../days.ts';
import { APART } from '../domain/apart.ts';
import { PLATFORM_GROUPS, REPLAY_RULES } from '../domain/catalogue.ts';
import { METRICS } from '../domain/metrics.ts';
import { WORK_KINDS } from '../domain/reading.ts';

export const TRIGGERS = ['schedule', 'catch-up', 'manual', 'import'] as const;

const text = z.string();
/** Text such as "2022-12-30 10:00:00.000", ms UTC in the program. */
const instant = z.string().transform(fromDateTime64);
/** 64-bit integers are answered as text. */
const digits = z.string().transform(Number).pipe(z.int().nonnegative());
const integer = z.int().nonnegative();

/**
 * The tables whose rows are read as they stand: each column as the database answers it, and as the program has it.
 * The tables themselves are made by sql/migrations; a test holds the two together.
 */
export const TABLES = {
  campaigns: z.object({
    campaign_id: text,
    name: text,
    name_en: text,
    organiser: text,
    time_zone: text,
    starts_on: text,
    ends_on: text,
    formula: text,
    goal: digits.nullable(),
    simulated: z.boolean(),
    note: text,
    previous: text,
    updated_at: instant,
  }),
  episodes: z.object({
    episode_id: text,
    campaign_id: text,
    number: integer,
    title: text,
    organisation: text,
    organisation_en: text,
    status: z.enum(['planned', 'aired', 'cancelled']),
    aired_at: instant.nullable(),
    updated_at: instant,
  }),
  works: z.object({
    work_id: text,
    campaign_id: text,
    episode_id: text,
    kind: z.enum(WORK_KINDS),
    title: text,
    series: text,
    published_at: instant.nullable(),
    updated_at: instant,
  }),
  platforms: z.object({
    platform: text,
    name: text,
    name_en: text,
    group_name: z.enum(PLATFORM_GROUPS),
    replay_in_live_count: z.enum(['', ...REPLAY_RULES]),
    updated_at: instant,
  }),
  accounts: z.object({
    account_id: text,
    platform: text,
    name: text,
    external_id: text,
    updated_at: instant,
  }),
  placements: z.object({
    placement_id: integer,
    work_id: text,
    campaign_id: text,
    episode_id: text,
    platform: text,
    account_id: text,
    also_on: z.array(text),
    external_id: text,
    url: text,
    replaces: text,
    metric: z.enum(METRICS),
    counted_apart: z.enum(['', ...APART]),
    published_at: instant.nullable(),
    registered_at: instant,
    updated_at: instant,
  }),
  runs: z.object({
    run_id: text,
    slot: instant,
    trigger: z.enum(TRIGGERS),
    job: z.enum(['hourly', 'nightly', '']),
    state: z.enum(['planned', 'complete', 'incomplete', 'failed']),
    started_at: instant,
    ended_at: instant.nullable(),
    expected: integer,
    read: integer,
    missed: integer,
    failed: integer,
    summary: text,
    remarks: text,
    version: digits,
  }),
  imports: z.object({
    import_id: text,
    file_hash: text,
    file_name: text,
    run_id: text,
    imported_at: instant,
    row_count: integer,
    reading_count: integer,
  }),
};

export type Table = keyof typeof TABLES;
/** The tables as Kysely asks them. */
export type Schema = { [T in Table]: z.input<(typeof TABLES)[T]> };
/** A row as the program has it. */
export type Row<T extends Table> = z.output<(typeof TABLES)[T]>;
