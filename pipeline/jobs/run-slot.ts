import type { Moment } from '../store/placement-counts.ts';
import type { Run } from '../store/runs.ts';
import { aggregate } from './aggregate.ts';
import type { App } from './app.ts';
import { collect, type Occasion, type Progress } from './collect.ts';
import { planSlot, type SlotKind } from './plan.ts';

/** What to collect: everything due, or a part of it. */
export type Scope = { readonly campaignId?: string | undefined; readonly platform?: string | undefined };

type SlotOptions = { readonly scope?: Scope; readonly progress?: Progress };

/** Plans what is due now and collects it; everything it brings waits in the spool. */
export const collectSlot = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  { scope = {}, progress }: SlotOptions = {},
): Promise<Run> => {
  const { placements, works } = await app.expected();
  const inScope = placements.filter(
    placement =>
      (scope.platform === undefined || placement.platformId === scope.platform) &&
      (scope.campaignId === undefined || works.get(placement.workId)?.campaignId === scope.campaignId),
  );
  // Only a nightly plan asks when the older placements were last read.
  const lastReads = kind === 'nightly' ? await app.lastReads() : new Map();
  const targets = planSlot(inScope, works, lastReads, app.clock.now(), kind, app.config.cadence);
  return collect(app, targets, occasion, progress);
};

/**
 * Drains the spool and, when ClickHouse took it, writes the totals of a moment (now, where none is given). False:
 * everything waits in the spool.
 */
export const settle = async (app: App, runId: string, moment?: Moment): Promise<boolean> => {
  if (!(await app.drain())) return false;
  await aggregate(app, runId, moment ?? (await app.now()));
  return true;
};

/**
 * One slot from beginning to end: plan, collect, bring the spool into ClickHouse, write the totals. With the database
 * away the run still ends and everything waits in the spool; the totals follow with the next drain.
 */
export const runSlot = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  options: SlotOptions = {},
): Promise<Run> => {
  const run = await collectSlot(app, kind, occasion, options);
  await settle(app, run.id);
  return run;
};
