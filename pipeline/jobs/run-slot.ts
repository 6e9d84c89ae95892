import type { Run } from '../store/runs.ts';
import { aggregate } from './aggregate.ts';
import type { App } from './app.ts';
import { collect, type Occasion, type Progress } from './collect.ts';
import { planSlot, type SlotKind } from './plan.ts';

/** What to collect: everything due, or a part of it. */
export type Scope = { readonly campaignId?: string | undefined; readonly platform?: string | undefined };

/**
 * One slot from beginning to end: plan what is due now, collect it, bring the spool into ClickHouse, write the totals.
 * With the database away the run still ends and everything waits in the spool; the totals follow with the next drain.
 */
export const runSlot = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  { scope = {}, progress }: { scope?: Scope; progress?: Progress } = {},
): Promise<Run> => {
  const { placements, works } = await app.expected();
  const inScope = placements.filter(
    placement =>
      (scope.platform === undefined || placement.platformId === scope.platform) &&
      (scope.campaignId === undefined || works.get(placement.workId)?.campaignId === scope.campaignId),
  );
  const targets = planSlot(inScope, works, await app.lastReads(), app.clock.now(), kind, app.config.cadence);
  const run = await collect(app, targets, occasion, progress);
  await settle(app, run.id);
  return run;
};

/** Drains the spool and, when ClickHouse took it, writes the totals. False: everything waits in the spool. */
export const settle = async (app: App, runId: string): Promise<boolean> => {
  if (!(await app.drain())) return false;
  await aggregate(app, runId);
  return true;
};
