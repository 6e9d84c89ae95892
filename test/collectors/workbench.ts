import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { createHttp, type HttpOptions } from '../../collectors/http.ts';
import { createLimiter } from '../../collectors/limiter.ts';
import type { Batch } from '../../collectors/rows.ts';
import { type RunContext, type RunSummary, runCollector } from '../../collectors/runner.ts';
import { createTokenKeeper } from '../../collectors/tokens.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { silentLogger } from '../../pipeline/log.ts';

/** Everything one batch after another brought, in the order in which it was emitted. */
export type Collected = { readonly summary: RunSummary; readonly batches: Batch[]; readonly all: Batch };

export type Workbench = {
  readonly clock: ManualClock;
  readonly folder: string;
  context(settings: PlatformSettings): RunContext;
  collect<Body>(
    collector: Collector<Body>,
    targets: readonly Target[],
    settings: PlatformSettings,
  ): Promise<Collected>;
  remove(): void;
};

/** A data folder of its own, a clock that stands still, and pauses that pass at once. */
export const createWorkbench = (now: string, http: Partial<HttpOptions> = {}): Workbench => {
  const folder = mkdtempSync(join(tmpdir(), 'renci-collectors-'));
  const clock = new ManualClock(Date.parse(now));
  const sleep = async () => {};
  const client = createHttp({ log: silentLogger, clock, sleep, timeoutMs: 2_000, ...http });
  const limiter = createLimiter({ clock, sleep, file: join(folder, 'quota.json') });
  const tokens = createTokenKeeper({
    file: join(folder, 'tokens.json'),
    http: client,
    clock,
    log: silentLogger,
  });
  const context = (settings: PlatformSettings): RunContext => ({
    http: client,
    limiter,
    tokens,
    clock,
    log: silentLogger,
    runId: 'run-1',
    settings,
  });
  return {
    clock,
    folder,
    context,
    collect: async (collector, targets, settings) => {
      const batches: Batch[] = [];
      const summary = await runCollector(collector, targets, context(settings), batch => {
        batches.push(batch);
      });
      const all: Batch = {
        readings: batches.flatMap(({ readings }) => readings),
        misses: batches.flatMap(({ misses }) => misses),
        rejects: batches.flatMap(({ rejects }) => rejects),
        attempts: batches.flatMap(({ attempts }) => attempts),
        payloads: batches.flatMap(({ payloads }) => payloads),
      };
      return { summary, batches, all };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};
