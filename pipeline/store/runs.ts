import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import { instantOf, latestRows } from './latest.ts';
import type { Row, TRIGGERS } from './schema.ts';

/** One slot of collection and how it ended. Its versions are appended; the highest stands. */
export type Run = {
  readonly id: string;
  /** The instant the schedule meant; for a manual run or an import, when it began. */
  readonly slot: Instant;
  readonly trigger: (typeof TRIGGERS)[number];
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
  /** What happened, in English. */
  readonly summary: string;
  /** What the summary says beside the numbers, as data; left out by versions that kept words alone. */
  readonly remarks?: readonly RunRemark[];
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
  'remarks',
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
      remarks: run.remarks === undefined ? '' : JSON.stringify(run.remarks),
      version: run.version,
    })),
  );

const toRun = (row: Row<'runs'>): Run => ({
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
  ...(row.remarks !== '' && { remarks: JSON.parse(row.remarks) as RunRemark[] }),
  version: row.version,
});

/** Every run, those that served the nightly schedule, or those that ended without all they asked for. */
export type RunChoice = 'all' | 'nightly' | 'troubled';

/** The newest runs, newest slot first, each as it stands now. */
export const readRuns = async (db: Database, limit: number, which: RunChoice = 'all'): Promise<Run[]> => {
  const rows = await latestRows(db, 'runs', all => {
    const chosen =
      which === 'nightly'
        ? all.where('job', '=', 'nightly')
        : which === 'troubled'
          ? all.where('state', 'in', ['incomplete', 'failed'])
          : all;
    return chosen.orderBy('slot', 'desc').orderBy('started_at', 'desc').orderBy('run_id').limit(limit);
  });
  return rows.map(toRun);
};

/** One run as it stands now; null when there is none of this id. */
export const readRun = async (db: Database, id: string): Promise<Run | null> => {
  const [row] = await latestRows(db, 'runs', all => all.where('run_id', '=', id).limit(1));
  return row ? toRun(row) : null;
};

/** The newest run begun by an instant, with its state as known now; null before the first. */
export const readLastRun = async (db: Database, asOf: Instant): Promise<Run | null> => {
  const [row] = await latestRows(db, 'runs', all =>
    all
      .where('started_at', '<=', instantOf(asOf))
      .orderBy('started_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(1),
  );
  return row ? toRun(row) : null;
};

const lastSlots = defineQuery({
  name: 'last-slots',
  params: z.object({}),
  row: z.object({ job: z.string(), slot: z.string().transform(fromDateTime64) }),
});

/** The newest slot each job of the schedule has served to its end, however it ended. */
export const readLastSlots = async (db: Database): Promise<Map<string, Instant>> =>
  new Map((await lastSlots(db, {})).map(({ job, slot }) => [job, slot]));
