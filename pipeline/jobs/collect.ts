import { randomUUID } from 'node:crypto';
import type { Collector, Target } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import type { Batch } from '../../collectors/rows.ts';
import { type RunSummary, runCollector } from '../../collectors/runner.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Instant } from '../domain/reading.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { fitQuota, leftNote } from './quota-plan.ts';
import { VERSIONS } from './recover.ts';
import { reread, watchFor } from './reread.ts';
import { endRemarks, type Part, summarise } from './run-words.ts';

/** Why a run takes place; its id, where whoever asked for it has to know it before it ends. */
export type Occasion = Pick<Run, 'slot' | 'trigger' | 'job'> & { readonly id?: string };

/** Told when a run has begun and as it goes on, for progress bars and logs. */
export type Progress = (done: number, expected: number) => void;

/**
 * Collects the targets of one slot and leaves everything in the spool: the ledger line of the run, and what each
 * request brought. Platforms run side by side; one that fails does not stop the others. Targets whose platform has no
 * collector are left out: partners' sheets bring them. What the day's quota does not reach waits for tomorrow: it is
 * named in the summary and has not failed. Readings that only another one settles are asked for once more at the end.
 * Somebody may stop the run: what is on its way is waited for, nothing more is asked, and what was read is kept.
 * One run asks a collector at a time: where another one does, of this process or another, its part is waited for.
 * @param notes what the plan has to say in the ledger line
 * @returns the run as it ended: complete (every target answered, if only with a reason), incomplete or failed.
 * @throws SpoolError when the disk does not take what was read; the run is closed as cut short if it still can be.
 */
export const collect = async (
  app: App,
  targets: readonly Target[],
  { slot, trigger, job, id = randomUUID() }: Occasion,
  progress: Progress = () => {},
  notes: readonly RunRemark[] = [],
): Promise<Run> => {
  const byCollector = Map.groupBy(targets, target =>
    collectorFor(app.collectors, target.platform, target.metric, unofficialPlatforms(app.config)),
  );
  const isStopped = (): boolean => app.underWay.stoppedBy(id) !== null;
  const tasks = [...byCollector].flatMap(([collector, group]) => {
    if (collector === null) return [];
    const context = { ...app.context(collector, id), isStopped };
    return [{ collector, context, budget: fitQuota(collector, group, context) }];
  });
  const waited: Collector[] = [];
  const expected = tasks.reduce((sum, { budget }) => sum + budget.asked.length, 0);
  const planned: Run = {
    id,
    slot,
    trigger,
    job,
    state: 'planned',
    startedAt: app.clock.now(),
    endedAt: null,
    expected,
    read: 0,
    missed: 0,
    failed: 0,
    summary: '',
    version: VERSIONS.planned,
  };
  await app.spool.append({ run: planned });
  app.underWay.begin({
    ...planned,
    parts: tasks.map(({ collector: { id: collector, platform, name }, budget }) => ({
      ...{ collector, platform, name },
      expected: budget.asked.length,
      left: budget.left.length,
    })),
  });
  progress(0, expected);
  let done = 0;
  const watch = watchFor(app);
  const emitOf =
    (collector: string) =>
    async (batch: Batch): Promise<void> => {
      await app.spool.append({ batch });
      await watch.note(batch.readings);
      app.underWay.note(id, collector, batch);
      done += endedIn(batch);
      progress(done, expected);
    };
  // Each is waited for, also when one of them cannot put its readings away: nothing goes on behind an ended run.
  const settled = await Promise.allSettled(
    tasks.map(
      async ({ collector, context, budget }): Promise<Part> => ({
        collector,
        summary: await app.underWay.inTurn(
          collector.id,
          () => waited.push(collector),
          () => runCollector(collector, budget.asked, context, emitOf(collector.id)),
        ),
      }),
    ),
  );
  const parts = settled.flatMap(part => (part.status === 'fulfilled' ? [part.value] : []));
  const broken = settled.find(part => part.status === 'rejected');
  const doubts = broken ? null : await watch.suspects();
  const asked = tasks.map(({ collector, budget }) => ({ collector, targets: budget.asked }));
  const stoppedBy = app.underWay.stoppedBy(id);
  const again = doubts && stoppedBy === null ? await reread(app, id, asked, doubts) : null;
  const unasked = parts.reduce((sum, { summary }) => sum + summary.unasked, 0);
  const remarks: RunRemark[] = [
    ...endRemarks(parts),
    ...(again === null ? [] : [again]),
    ...(stoppedBy === null ? [] : [{ code: 'stopped' as const, by: stoppedBy, unasked }]),
    ...(waited.length > 0 ? [{ code: 'waited' as const, names: waited.map(({ name }) => name) }] : []),
    ...tasks.flatMap(({ collector, budget }) => leftNote(collector, budget) ?? []),
    ...notes,
    ...(broken ? [{ code: 'cut-short' as const, said: messageOf(broken.reason) }] : []),
  ];
  const run = conclude(planned, parts, app.clock.now(), remarks);
  if (!broken) {
    await app.spool.append({ run });
    return run;
  }
  await app.spool.append({ run }).catch(error => app.log.error({ err: error, run: run.id }, run.summary));
  throw broken.reason;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const endedIn = (batch: Batch): number =>
  new Set([...batch.readings, ...batch.misses].map(({ placementId }) => placementId)).size;

/** Targets of a part that was cut short have failed: they did not end otherwise. Those of a stopped run were not asked. */
const conclude = (
  planned: Run,
  parts: readonly Part[],
  endedAt: Instant,
  remarks: readonly RunRemark[],
): Run => {
  const sum = (of: (summary: RunSummary) => number): number =>
    parts.reduce((total, { summary }) => total + of(summary), 0);
  const read = sum(part => part.read);
  const missed = sum(part => part.absent + part.hidden + part.removed);
  const unasked = sum(part => part.unasked);
  const failed = planned.expected - read - missed - unasked;
  const state = failed + unasked === 0 ? 'complete' : read + missed === 0 ? 'failed' : 'incomplete';
  const summary = summarise(planned.expected, read, remarks);
  return { ...planned, state, endedAt, read, missed, failed, summary, remarks, version: VERSIONS.ended };
};
