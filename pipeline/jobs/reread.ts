import type { Collector, Target } from '../../collectors/contract.ts';
import type { Batch } from '../../collectors/rows.ts';
import { runCollector } from '../../collectors/runner.ts';
import type { Reading } from '../domain/reading.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import type { App } from './app.ts';
import { fitQuota } from './quota-plan.ts';

/** Readings looked through at a time: the rest of a long night need not be kept. */
const AT_A_TIME = 5_000;

type Watch = {
  /** Looks through what a request brought. */
  note(readings: readonly Reading[]): Promise<void>;
  /** Placements that want another reading; null where the database could not be asked. */
  suspects(): Promise<ReadonlySet<number> | null>;
};

/** Looks for readings of a run that only another reading settles. A database that is away stops nothing. */
export const watchFor = (app: Pick<App, 'suspects' | 'log'>): Watch => {
  const found = new Set<number>();
  let waiting: Reading[] = [];
  let isAway = false;
  const look = async (): Promise<void> => {
    const readings = waiting;
    waiting = [];
    if (isAway) return;
    try {
      for (const { placementId } of await app.suspects(readings)) found.add(placementId);
    } catch (error) {
      isAway = true;
      app.log.debug({ err: error }, 'doubtful readings are not looked for: the database is away');
    }
  };
  return {
    note: async readings => {
      waiting.push(...readings);
      if (waiting.length >= AT_A_TIME) await look();
    },
    suspects: async () => {
      await look();
      return isAway ? null : found;
    },
  };
};

type Task = { readonly collector: Collector; readonly targets: readonly Target[] };

/**
 * Asks once more for the placements in doubt, within what is left of the day's quota. A fall is confirmed, or a jump,
 * by what comes; a request that fails here leaves what was read before as it was.
 * @returns what the run's ledger line says of it; null when nothing was in doubt
 */
export const reread = async (
  app: App,
  runId: string,
  tasks: readonly Task[],
  suspects: ReadonlySet<number>,
): Promise<RunRemark | null> => {
  const doubted = tasks.flatMap(({ collector, targets }) => {
    const again = targets.filter(({ placementId }) => suspects.has(placementId));
    return again.length > 0 ? [{ collector, again, context: app.context(collector, runId) }] : [];
  });
  if (doubted.length === 0) return null;
  const read = new Set<number>();
  const emit = async ({ misses, ...rows }: Batch): Promise<void> => {
    for (const { placementId } of rows.readings) read.add(placementId);
    await app.spool.append({
      batch: { ...rows, misses: misses.filter(({ status }) => status !== 'failed') },
    });
  };
  await Promise.all(
    doubted.map(({ collector, again, context }) =>
      runCollector(collector, fitQuota(collector, again, context).asked, context, emit),
    ),
  );
  const asked = doubted.reduce((sum, { again }) => sum + again.length, 0);
  return { code: 'doubtful', asked, read: read.size };
};
