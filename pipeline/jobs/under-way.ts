import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfPresent, writeAtomic } from '../../collectors/atomic-file.ts';
import type { Collector } from '../../collectors/contract.ts';
import { ERROR_KINDS, type ErrorKind } from '../../collectors/errors.ts';
import { tryFileLock, withFileLock } from '../../collectors/file-lock.ts';
import type { Batch } from '../../collectors/rows.ts';
import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/reading.ts';
import { isRunning, OURSELVES, type ProcessStamp } from '../process-stamp.ts';
import type { Run } from '../store/runs.ts';

/** How far one collector's part of a run has come. `expected` is what is asked for; each of those ends once. */
type PartUnderWay = {
  readonly collector: string;
  readonly platform: string;
  readonly name: Collector['name'];
  readonly expected: number;
  /** Left for the platform's next day: its quota does not reach them. */
  readonly left: number;
  readonly read: number;
  /** Absent, hidden or removed, as the platform says. */
  readonly missed: number;
  readonly failed: number;
  /** The newest kind of failure; null while there is none. */
  readonly trouble: ErrorKind | null;
};

/** A run that has begun and is not in the database yet: its ledger line comes there with what it read. */
export type RunUnderWay = Pick<Run, 'id' | 'slot' | 'trigger' | 'job' | 'startedAt'> & {
  /** When it last came further. */
  readonly updatedAt: Instant;
  /** `asking` the platforms, or `storing` what they said. */
  readonly stage: 'asking' | 'storing';
  readonly parts: readonly PartUnderWay[];
  /** Who has stopped it; what is on its way is still waited for. Null while it goes on. */
  readonly stoppedBy: string | null;
};

type Begun = Pick<RunUnderWay, 'id' | 'slot' | 'trigger' | 'job' | 'startedAt'> & {
  readonly parts: readonly Pick<PartUnderWay, 'collector' | 'platform' | 'name' | 'expected' | 'left'>[];
};

/** Keeps the progress of this process's runs where the dashboard of any process sees it. */
export type UnderWay = {
  begin(run: Begun): void;
  /** One request's outcomes. */
  note(runId: string, collector: string, batch: Batch): void;
  storing(runId: string): void;
  /**
   * A collector's part of a run, once no other run asks the same collector, of this process or another.
   * @param waits told when one has to be waited for
   */
  inTurn<T>(collector: string, waits: () => void, task: () => Promise<T>): Promise<T>;
  /** Who has stopped a run of this process; null while nobody has. */
  stoppedBy(runId: string): string | null;
  end(runId: string): void;
};

type Told = Omit<RunUnderWay, 'stoppedBy'>;
type Kept = Told & { readonly process: ProcessStamp };

/** A night of 100,000 placements brings thousands of answers; nobody looks more often than this. */
const WRITE_EVERY_MS = 250;

const folderOf = (data: string): string => join(data, 'under-way');
const fileOf = (data: string, runId: string): string => join(folderOf(data), `${runId}.json`);
const stopFileOf = (data: string, runId: string): string => join(folderOf(data), `${runId}.stop`);

/** One small file a run, replaced as it goes on; it is gone when the run has ended. */
export const createUnderWay = (data: string, clock: Clock): UnderWay => {
  const runs = new Map<string, Told>();
  /** The next write of each run, which what comes meanwhile goes with: a run that then stands still has told it all. */
  const due = new Map<string, NodeJS.Timeout>();
  const write = (runId: string): void => {
    clearTimeout(due.get(runId));
    due.delete(runId);
    const run = runs.get(runId);
    if (!run) return;
    const kept: Kept = { ...run, process: OURSELVES };
    // Progress is worth no night: a disk that is full is told by the spool, which must have its readings.
    attempt(() => writeAtomic(fileOf(data, runId), JSON.stringify(kept), { durable: false }));
  };
  const put = (run: Told, isDue: boolean): void => {
    runs.set(run.id, run);
    if (isDue) write(run.id);
    else if (!due.has(run.id)) due.set(run.id, setTimeout(write, WRITE_EVERY_MS, run.id).unref());
  };
  const change = (runId: string, to: (run: Told) => Partial<Told>, isDue: boolean): void => {
    const run = runs.get(runId);
    if (run) put({ ...run, updatedAt: clock.now(), ...to(run) }, isDue);
  };
  return {
    begin: ({ parts, ...run }) => {
      attempt(() => mkdirSync(folderOf(data), { recursive: true, mode: 0o700 }));
      const none = { read: 0, missed: 0, failed: 0, trouble: null };
      const begun = parts.map(part => ({ ...part, ...none }));
      put({ ...run, updatedAt: run.startedAt, stage: 'asking', parts: begun }, true);
    },
    note: (runId, collector, batch) => {
      const add = (part: PartUnderWay): PartUnderWay =>
        part.collector === collector ? plus(part, batch) : part;
      change(runId, ({ parts }) => ({ parts: parts.map(add) }), false);
    },
    storing: runId => change(runId, () => ({ stage: 'storing' }), true),
    inTurn: async (collector, waits, task) => {
      const name = join(folderOf(data), collector);
      const free = await tryFileLock(name, async () => ({ value: await task() }));
      if (free !== null) return free.value;
      waits();
      return withFileLock(name, task);
    },
    stoppedBy: runId => readStop(data, runId),
    end: runId => {
      runs.delete(runId);
      clearTimeout(due.get(runId));
      due.delete(runId);
      attempt(() => {
        rmSync(fileOf(data, runId), { force: true });
        rmSync(stopFileOf(data, runId), { force: true });
      });
    },
  };
};

const attempt = (task: () => void): void => {
  try {
    task();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
};

const plus = (part: PartUnderWay, { readings, misses }: Batch): PartUnderWay => {
  const missing = new Set(misses.map(({ placementId }) => placementId));
  const read = new Set(
    readings.flatMap(({ placementId }) => (missing.has(placementId) ? [] : [placementId])),
  );
  const failures = misses.filter(({ status }) => status === 'failed');
  const kind = failures.at(-1)?.kind;
  return {
    ...part,
    read: part.read + read.size,
    missed: part.missed + misses.length - failures.length,
    failed: part.failed + failures.length,
    trouble: ERROR_KINDS.find(each => each === kind) ?? part.trouble,
  };
};

/**
 * The runs under way on a data folder, in this process or another, oldest first. A file that a killed process left is
 * taken away: the next start closes its run.
 */
export const runsUnderWay = (data: string): RunUnderWay[] =>
  filesIn(folderOf(data))
    .flatMap(file => {
      const kept = parse(readIfPresent(file));
      if (kept === null) return [];
      const { process, ...run } = kept;
      if (isRunning(process)) return [{ ...run, stoppedBy: readStop(data, run.id) }];
      rmSync(file, { force: true });
      rmSync(stopFileOf(data, run.id), { force: true });
      return [];
    })
    .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));

const readStop = (data: string, runId: string): string | null => {
  const file = stopFileOf(data, runId);
  // Looked for before every request of a night: an absent file must cost no more than this.
  return existsSync(file) ? readIfPresent(file) : null;
};

/** There is no such run under way, or it cannot be stopped any more. */
export class NotUnderWay extends Error {
  override readonly name = 'NotUnderWay';
}

/**
 * Stops a run of any process on this data folder: it asks nothing more, keeps what was read, and its ledger line says
 * who stopped it. The first to stop it is the one who did.
 * @throws NotUnderWay
 */
export const stopRun = (data: string, runId: string, by: string): RunUnderWay => {
  const run = runsUnderWay(data).find(({ id }) => id === runId);
  if (!run) throw new NotUnderWay('This collection is not under way any more: nothing was stopped.');
  if (run.stage === 'storing') {
    throw new NotUnderWay(
      'This collection has asked everything and only stores what it read: nothing was stopped.',
    );
  }
  if (run.stoppedBy !== null) return run;
  writeAtomic(stopFileOf(data, runId), by, { durable: false });
  return { ...run, stoppedBy: by };
};

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(name => join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

/** Null for a file that is none of ours, or gone meanwhile. */
const parse = (text: string | null): Kept | null => {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
};
