import { randomUUID } from 'node:crypto';
import type { Collector, Target } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import type { Batch } from '../../collectors/rows.ts';
import { type RunSummary, runCollector } from '../../collectors/runner.ts';
import { unofficialPlatforms } from '../config.ts';
import type { Instant } from '../domain/reading.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { fitQuota, leftNote } from './quota-plan.ts';
import { VERSIONS } from './recover.ts';

/** Why a run takes place. */
export type Occasion = Pick<Run, 'slot' | 'trigger' | 'job'>;

/** Told as a run goes on, for progress bars and logs. */
export type Progress = (done: number, expected: number) => void;

/**
 * Collects the targets of one slot and leaves everything in the spool: the ledger line of the run, and what each
 * request brought. Platforms run side by side; one that fails does not stop the others. Targets whose platform has no
 * collector are left out: partners' sheets bring them. What the day's quota does not reach waits for tomorrow: it is
 * named in the summary and has not failed.
 * @param notes what the plan has to say in the summary
 * @returns the run as it ended: complete (every target answered, if only with a reason), incomplete or failed.
 * @throws SpoolError when the disk does not take what was read; the run is closed as cut short if it still can be.
 */
export const collect = async (
  app: App,
  targets: readonly Target[],
  { slot, trigger, job }: Occasion,
  progress: Progress = () => {},
  notes: readonly string[] = [],
): Promise<Run> => {
  const byCollector = Map.groupBy(targets, target =>
    collectorFor(app.collectors, target.platform, target.metric, unofficialPlatforms(app.config)),
  );
  const id = randomUUID();
  const tasks = [...byCollector].flatMap(([collector, group]) => {
    if (collector === null) return [];
    const context = app.context(collector, id);
    return [{ collector, context, budget: fitQuota(collector, group, context) }];
  });
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
  let done = 0;
  const emit = async (batch: Batch): Promise<void> => {
    await app.spool.append({ batch });
    done += endedIn(batch);
    progress(done, expected);
  };
  // Each is waited for, also when one of them cannot put its readings away: nothing goes on behind an ended run.
  const settled = await Promise.allSettled(
    tasks.map(
      async ({ collector, context, budget }): Promise<Part> => ({
        collector,
        summary: await runCollector(collector, budget.asked, context, emit),
      }),
    ),
  );
  const parts = settled.flatMap(part => (part.status === 'fulfilled' ? [part.value] : []));
  const broken = settled.find(part => part.status === 'rejected');
  const remarks = [
    ...tasks.flatMap(({ collector, budget }) => leftNote(collector, budget) ?? []),
    ...notes,
    ...(broken ? [`cut short: ${messageOf(broken.reason)}`] : []),
  ];
  const run = conclude(planned, parts, app.clock.now(), remarks);
  if (!broken) {
    await app.spool.append({ run });
    return run;
  }
  await app.spool.append({ run }).catch(error => app.log.error({ err: error, run: run.id }, run.summary));
  throw broken.reason;
};

type Part = { readonly collector: Collector; readonly summary: RunSummary };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const endedIn = (batch: Batch): number =>
  new Set([...batch.readings, ...batch.misses].map(({ placementId }) => placementId)).size;

/** Targets of a part that was cut short have failed: they did not end otherwise. */
const conclude = (
  planned: Run,
  parts: readonly Part[],
  endedAt: Instant,
  remarks: readonly string[],
): Run => {
  const sum = (of: (summary: RunSummary) => number): number =>
    parts.reduce((total, { summary }) => total + of(summary), 0);
  const read = sum(part => part.read);
  const missed = sum(part => part.absent + part.hidden + part.removed);
  const failed = planned.expected - read - missed;
  const state = failed === 0 ? 'complete' : read + missed === 0 ? 'failed' : 'incomplete';
  const summary = [summarise(planned, parts), ...remarks].join('; ');
  return { ...planned, state, endedAt, read, missed, failed, summary, version: VERSIONS.ended };
};

/** What happened, for somebody at three in the morning: "read 40 of 42; Kuaishou: 2 failed (network)". */
const summarise = ({ expected }: Run, parts: readonly Part[]): string => {
  const read = parts.reduce((total, { summary }) => total + summary.read, 0);
  const troubles = parts.flatMap(({ collector, summary: part }) => {
    const ways = [
      part.failed > 0 ? `${part.failed} failed (${kindsOf(part)})` : '',
      part.absent > 0 ? `${part.absent} not in the answer` : '',
      part.hidden > 0 ? `${part.hidden} hidden` : '',
      part.removed > 0 ? `${part.removed} removed` : '',
    ].filter(way => way !== '');
    return ways.length > 0 ? [`${collector.name.en}: ${ways.join(', ')}`] : [];
  });
  return [`read ${read} of ${expected}`, ...troubles].join('; ');
};

const kindsOf = ({ failures }: RunSummary): string =>
  Object.entries(failures)
    .map(([kind, times]) => `${kind} ×${times}`)
    .join(', ');
