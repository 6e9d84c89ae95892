import type { Database } from '../clickhouse/client.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { type Climber, crossings, milestoneKey } from '../domain/milestones.ts';
import { PENDING } from '../domain/recount.ts';
import { insertMilestones, type Milestone, readMilestones } from '../store/milestones.ts';
import { readPlacementCounts } from '../store/placement-counts.ts';
import { dropSurplus, surplusMilestone } from '../store/surplus.ts';
import type { RunTotals } from '../store/totals.ts';
import { sumUp } from './figures.ts';
import { crossed, type Reached } from './milestone-crossings.ts';

/** The totals of a run as they are formed anew, and what stands at which threshold by them, as one text. */
export type FormedRun = { readonly totals: RunTotals; readonly heights: string };

/**
 * Finds the milestones of a campaign anew, by the totals of its runs in their order, and puts them in place of those
 * that are stored, unless this only checks.
 * @param runs the campaign's, oldest first
 * @returns how many were not, or not so, or are none
 */
export const recountMilestones = async (
  db: Database,
  campaign: Campaign,
  runs: readonly FormedRun[],
  isCheck: boolean,
): Promise<number> => {
  const found = new Map(
    (await milestonesOf(db, campaign, runs)).map(each => [surplusMilestone(campaign.id, each).key, each]),
  );
  const stored = new Map(
    (await readMilestones(db, campaign.id, { asOf: PENDING, knownAt: PENDING })).map(each => [
      surplusMilestone(campaign.id, each).key,
      each,
    ]),
  );
  const other = [...found].flatMap(([key, each]) => (textOf(each) === textOf(stored.get(key)) ? [] : [each]));
  const surplus = [...stored].flatMap(([key, each]) => (found.has(key) ? [] : [each]));
  if (!isCheck) {
    await dropSurplus(
      db,
      surplus.map(each => surplusMilestone(campaign.id, each)),
    );
    if (other.length > 0) await insertMilestones(db, campaign.id, other);
  }
  return other.length + surplus.length;
};

/** As they are crossed from run to run. */
const milestonesOf = async (
  db: Database,
  campaign: Campaign,
  runs: readonly FormedRun[],
): Promise<Milestone[]> => {
  const all: Milestone[] = [];
  let [reached, before, previous]: [Reached, string | null, number | null] = [new Map(), null, null];
  for (const [place, { totals: run, heights }] of runs.entries()) {
    // Most runs cross nothing: what stands at which threshold is as it was.
    if (heights !== before) {
      const summed = await sumUp(db, campaign, run, readPlacementCounts, run.formula);
      const after = await crossed(db, run.runId, run, summed, { reached, previous });
      all.push(...after.milestones);
      reached = after.reached;
    }
    before = heights;
    const next = runs[place + 1];
    if (next && next.totals.asOf > run.asOf) previous = run.asOf;
  }
  return all;
};

/** Which thresholds each is at or above, as one text. */
export const heightsOf = (climbers: readonly Climber[]): string =>
  climbers
    .flatMap(climber => {
      const at = crossings(new Set(), climber.count.low, climber.thresholds);
      return at.length > 0
        ? [`${milestoneKey(climber)} ${at.map(({ threshold }) => threshold).join(' ')}`]
        : [];
    })
    .toSorted()
    .join('\n');

/** The same text for the same milestone. */
const textOf = (of: Milestone | undefined): string =>
  JSON.stringify(of && [of.low, of.high, of.isGoal, of.runId, of.definitions]);
