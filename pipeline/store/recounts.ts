import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { Portion } from '../domain/recount-blocks.ts';
import type { Difference } from '../domain/recount-differences.ts';
import { count, instant } from './reading-rows.ts';

const STATES = ['counting', 'swapping', 'summing', 'done', 'given-up'] as const;

/** One recount as it stands. Its versions are appended; the highest stands. */
export type Recount = {
  readonly id: string;
  /** Block by block; putting the tables in place; totals of runs; ended. */
  readonly state: (typeof STATES)[number];
  /** What it goes by: one with another basis begins anew. */
  readonly basis: string;
  /** The rules it brings into force, as JSON; empty: those in force stay. */
  readonly rules: string;
  /** Who brings them into force, and on what grounds. */
  readonly author: string;
  readonly reason: string;
  /** From when on what it found counts; null until the tables are put in place. */
  readonly knownSince: Instant | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly version: number;
};

/** A block of placements that a recount has done, with what was stored of them then. */
export type Block = Portion & {
  readonly series: number;
  readonly repaired: number;
  readonly rejudged: number;
  readonly examples: readonly Difference[];
};

/** Appends a version of a recount. */
export const insertRecount = (db: Database, of: Recount): Promise<void> =>
  insertRows(
    db,
    'recounts',
    [
      'recount_id',
      'state',
      'basis',
      'rules',
      'author',
      'reason',
      'known_since',
      'started_at',
      'ended_at',
      'version',
    ],
    [
      {
        recount_id: of.id,
        state: of.state,
        basis: of.basis,
        rules: of.rules,
        author: of.author,
        reason: of.reason,
        known_since: of.knownSince === null ? null : dateTime64(of.knownSince),
        started_at: dateTime64(of.startedAt),
        ended_at: of.endedAt === null ? null : dateTime64(of.endedAt),
        version: of.version,
      },
    ],
  );

const recounts = defineQuery({
  name: 'recounts',
  params: z.object({}),
  row: z.object({
    recount_id: z.string(),
    state: z.enum(STATES),
    basis: z.string(),
    rules: z.string(),
    author: z.string(),
    reason: z.string(),
    known_since: instant.nullable(),
    started_at: instant,
    ended_at: instant.nullable(),
    version: z.number(),
  }),
});

/** Every recount, newest first. */
export const readRecounts = async (db: Database): Promise<Recount[]> =>
  (await recounts(db, {})).map(row => ({
    id: row.recount_id,
    state: row.state,
    basis: row.basis,
    rules: row.rules,
    author: row.author,
    reason: row.reason,
    knownSince: row.known_since,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    version: row.version,
  }));

/** Id of the newest recount whose findings are in place; empty while there is none. */
export const lastRecount = async (db: Database): Promise<string> =>
  (await readRecounts(db)).find(({ state }) => state === 'summing' || state === 'done')?.id ?? '';

export const insertBlock = (db: Database, recountId: string, of: Block, madeAt: Instant): Promise<void> =>
  insertRows(
    db,
    'recount_blocks',
    [
      'recount_id',
      'first_placement',
      'last_placement',
      'readings',
      'decisions',
      'latest_at',
      'series',
      'repaired',
      'rejudged',
      'examples',
      'made_at',
    ],
    [
      {
        recount_id: recountId,
        first_placement: of.first,
        last_placement: of.last,
        readings: of.readings,
        decisions: of.decisions,
        latest_at: dateTime64(of.latestAt),
        series: of.series,
        repaired: of.repaired,
        rejudged: of.rejudged,
        examples: JSON.stringify(of.examples),
        made_at: dateTime64(madeAt),
      },
    ],
  );

const blocks = defineQuery({
  name: 'recount-blocks',
  params: z.object({ recount_id: z.string() }),
  row: z.object({
    first_placement: z.number(),
    last_placement: z.number(),
    readings: count,
    decisions: count,
    latest_at: instant,
    series: count,
    repaired: count,
    rejudged: count,
    examples: z.string(),
  }),
});

/** The blocks a recount has done, in order of placements. */
export const readBlocks = async (db: Database, recountId: string): Promise<Block[]> =>
  (await blocks(db, { recount_id: recountId })).map(row => ({
    first: row.first_placement,
    last: row.last_placement,
    readings: row.readings,
    decisions: row.decisions,
    latestAt: row.latest_at,
    series: row.series,
    repaired: row.repaired,
    rejudged: row.rejudged,
    examples: JSON.parse(row.examples) as Difference[],
  }));
