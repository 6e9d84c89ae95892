import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

export const TRIGGERS = ['schedule', 'catch-up', 'manual', 'import'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** One slot of collection and how it ended. Its versions are appended; the highest stands. */
export type Run = {
  readonly id: string;
  /** The instant the schedule meant; for a manual run or an import, when it began. */
  readonly slot: Instant;
  readonly trigger: Trigger;
  /** The job of the schedule it served; empty outside the schedule. */
  readonly job: 'hourly' | 'nightly' | '';
  readonly state: 'planned' | 'complete' | 'incomplete' | 'failed';
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly expected: number;
  readonly read: number;
  /** Absent, hidden or removed, as the platform says. */
  readonly missed: number;
  readonly failed: number;
  readonly summary: string;
  /** Counts the versions of one run, from 1. */
  readonly version: number;
};

const COLUMNS = [
  'run_id',
  'slot',
  'trigger',
  'job',
  'state',
  'started_at',
  'ended_at',
  'expected',
  'read',
  'missed',
  'failed',
  'summary',
  'version',
] as const;

/** Appends versions of runs; writing one twice changes nothing. */
export const insertRuns = (db: Database, runs: readonly Run[]): Promise<void> =>
  insertRows(
    db,
    'runs',
    COLUMNS,
    runs.map(run => ({
      run_id: run.id,
      slot: dateTime64(run.slot),
      trigger: run.trigger,
      job: run.job,
      state: run.state,
      started_at: dateTime64(run.startedAt),
      ended_at: run.endedAt === null ? null : dateTime64(run.endedAt),
      expected: run.expected,
      read: run.read,
      missed: run.missed,
      failed: run.failed,
      summary: run.summary,
      version: run.version,
    })),
  );

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();

const runHistory = defineQuery({
  name: 'run-history',
  params: z.object({ limit: z.number() }),
  row: z
    .object({
      run_id: z.string(),
      slot: instant,
      trigger: z.enum(TRIGGERS),
      job: z.enum(['hourly', 'nightly', '']),
      state: z.enum(['planned', 'complete', 'incomplete', 'failed']),
      started_at: instant,
      ended_at: instant.nullable(),
      expected: count,
      read: count,
      missed: count,
      failed: count,
      summary: z.string(),
      version: count,
    })
    .transform(
      (row): Run => ({
        id: row.run_id,
        slot: row.slot,
        trigger: row.trigger,
        job: row.job,
        state: row.state,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        expected: row.expected,
        read: row.read,
        missed: row.missed,
        failed: row.failed,
        summary: row.summary,
        version: row.version,
      }),
    ),
});

/** The newest runs, newest slot first. */
export const readRuns = (db: Database, limit: number): Promise<Run[]> => runHistory(db, { limit });

const lastSlots = defineQuery({
  name: 'last-slots',
  params: z.object({}),
  row: z.object({ job: z.string(), slot: instant }),
});

/** The newest slot each job of the schedule has served to its end, however it ended. */
export const readLastSlots = async (db: Database): Promise<Map<string, Instant>> =>
  new Map((await lastSlots(db, {})).map(({ job, slot }) => [job, slot]));
