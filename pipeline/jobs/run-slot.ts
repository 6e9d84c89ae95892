import { randomUUID } from 'node:crypto';
import type { RunRemark } from '../domain/run-remarks.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { collect, type Occasion, type Progress } from './collect.ts';
import { planSlot, type SlotKind } from './plan.ts';
import { closedNotes, windowGuard } from './window-guard.ts';

/** What to collect: everything due, or a part of it. */
export type Scope = {
  readonly campaignId?: string | undefined;
  readonly platform?: string | undefined;
  readonly placements?: ReadonlySet<number> | undefined;
};

type SlotOptions = {
  readonly scope?: Scope;
  readonly progress?: Progress;
  /** What else the ledger line says: who asked for the run. */
  readonly remarks?: readonly RunRemark[];
};

/** Plans what is due now and collects it; everything it brings waits in the spool. */
export const collectSlot = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  options: SlotOptions = {},
): Promise<Run> => {
  const id = occasion.id ?? randomUUID();
  try {
    return await gather(app, kind, { ...occasion, id }, options);
  } finally {
    app.underWay.end(id);
  }
};

const gather = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  { scope = {}, progress, remarks = [] }: SlotOptions,
): Promise<Run> => {
  const { placements, works } = await app.expected();
  const inScope = placements.filter(
    placement =>
      (scope.platform === undefined || placement.platformId === scope.platform) &&
      (scope.campaignId === undefined || placement.campaignId === scope.campaignId) &&
      (scope.placements === undefined || scope.placements.has(placement.id)),
  );
  // Only a nightly plan asks when the older placements were last read.
  const lastReads = kind === 'nightly' ? await app.lastReads() : new Map();
  const now = app.clock.now();
  const guard = windowGuard(app, kind, now);
  const targets = planSlot(inScope, works, lastReads, now, kind, app.config.cadence, guard);
  const notes = [...closedNotes(inScope, guard, kind === 'nightly' ? lastReads : null), ...remarks];
  return collect(app, targets, occasion, progress, notes);
};

/** A run as it ended, and whether the database has it yet; if not, everything waits in the spool. */
export type SlotEnd = { readonly run: Run; readonly stored: boolean };

/**
 * One slot from beginning to end: plan, collect, bring the spool into ClickHouse with the totals. With the database
 * away the run still ends and everything waits in the spool; the totals follow with the next drain.
 */
export const runSlot = async (
  app: App,
  kind: SlotKind,
  occasion: Occasion,
  options: SlotOptions = {},
): Promise<SlotEnd> => {
  const id = occasion.id ?? randomUUID();
  try {
    const run = await gather(app, kind, { ...occasion, id }, options);
    app.underWay.storing(id);
    return { run, stored: await app.drain() };
  } finally {
    app.underWay.end(id);
  }
};
