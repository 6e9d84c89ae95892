import { randomUUID } from 'node:crypto';
import type { Batch, Collector, Target } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import { type RunSummary, runCollector } from '../../collectors/runner.ts';
import type { Instant } from '../domain/reading.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';

/** Why a run takes place. */
export type Occasion = Pick<Run, 'slot' | 'trigger' | 'job'>;

/** Told as a run goes on, for progress bars and logs. */
export type Progress = (done: number, expected: number) => void;

/**
 * Collects the targets of one slot and leaves everything in the spool: the ledger line of the run, and what each
 * request brought. Platforms run side by side; one that fails does not stop the others. Targets whose platform has no
 * collector are left out: partners' sheets bring them.
 * @returns the run as it ended: complete (every target answered, if only with a reason), incomplete or failed.
 */
export const collect = async (
  app: App,
  targets: readonly Target[],
  { slot, trigger, job }: Occasion,
  progress: Progress = () => {},
): Promise<Run> => {
  const byCollector = Map.groupBy(targets, target =>
    collectorFor(app.collectors, target.platform, target.metric),
  );
  byCollector.delete(null);
  const expected = [...byCollector.values()].reduce((sum, group) => sum + group.length, 0);
  const planned: Run = {
    id: randomUUID(),
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
    version: 1,
  };
  await app.spool.append({ run: planned });
  let done = 0;
  const emit = async (batch: Batch): Promise<void> => {
    await app.spool.append({ batch });
    done += endedIn(batch);
    progress(done, expected);
  };
  const ended = await Promise.all(
    [...byCollector].map(
      async ([collector, group]): Promise<[Collector, RunSummary] | null> =>
        collector
          ? [collector, await runCollector(collector, group, app.context(collector, planned.id), emit)]
          : null,
    ),
  );
  const run = conclude(
    planned,
    ended.filter(part => part !== null),
    app.clock.now(),
  );
  await app.spool.append({ run });
  return run;
};

const endedIn = (batch: Batch): number =>
  new Set([...batch.readings, ...batch.misses].map(({ placementId }) => placementId)).size;

const conclude = (planned: Run, parts: readonly [Collector, RunSummary][], endedAt: Instant): Run => {
  const sum = (of: (summary: RunSummary) => number): number =>
    parts.reduce((total, [, part]) => total + of(part), 0);
  const read = sum(part => part.read);
  const failed = sum(part => part.failed);
  const missed = sum(part => part.absent + part.hidden + part.removed);
  const state = failed === 0 ? 'complete' : read + missed === 0 ? 'failed' : 'incomplete';
  return { ...planned, state, endedAt, read, missed, failed, summary: summarise(planned, parts), version: 2 };
};

/** What happened, for somebody at three in the morning: "read 40 of 42; Kuaishou: 2 failed (network)". */
const summarise = ({ expected }: Run, parts: readonly [Collector, RunSummary][]): string => {
  const read = parts.reduce((total, [, part]) => total + part.read, 0);
  const troubles = parts.flatMap(([collector, part]) => {
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
