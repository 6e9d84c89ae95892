import type { Database } from '../clickhouse/client.ts';
import { crossings, milestoneKey } from '../domain/milestones.ts';
import type { Instant } from '../domain/reading.ts';
import { insertMilestones, readStandingMilestones } from '../store/milestones.ts';
import type { CountedPlacement, Moment } from '../store/placement-counts.ts';
import { climbersOf } from './climbers.ts';
import type { Summed } from './figures.ts';
import { crossed, type Reached } from './milestone-crossings.ts';

/** The thresholds that stand of everything in a campaign, after the totals of some moment. */
type Standing = { readonly asOf: Instant; readonly reached: Reached };

/** What this process has written last, by campaign: a run's totals need not ask the database what stood before them. */
const lastWritten = new WeakMap<Database, Map<string, Standing>>();

/**
 * Writes down which thresholds a campaign's totals crossed at a moment. Milestones only go forward: totals of a moment
 * before the newest milestone cross nothing any more (a recount sees to it), and those of the same moment cross the same
 * again.
 */
export const noteMilestones = async (
  db: Database,
  runId: string,
  moment: Moment,
  summed: Summed<CountedPlacement>,
): Promise<void> => {
  const written = lastWritten.get(db) ?? new Map<string, Standing>();
  lastWritten.set(db, written);
  const campaign = summed.campaign.id;
  const last = written.get(campaign);
  if (last && last.asOf < moment.asOf && crossesNothing(summed, last.reached)) {
    written.set(campaign, { asOf: moment.asOf, reached: last.reached });
    return;
  }
  const before = await readStanding(db, campaign, moment.asOf);
  if (before === null) return;
  written.delete(campaign);
  const { milestones, reached } = await crossed(db, runId, moment, summed, before);
  if (milestones.length > 0) await insertMilestones(db, campaign, milestones);
  written.set(campaign, { asOf: moment.asOf, reached });
};

const crossesNothing = (summed: Summed<CountedPlacement>, reached: Reached): boolean =>
  climbersOf(summed).every(
    climber =>
      crossings(reached.get(milestoneKey(climber)) ?? new Set(), climber.count.low, climber.thresholds)
        .length === 0,
  );

/** What stood before a moment; null where milestones of a later one are written. */
const readStanding = async (
  db: Database,
  campaign: string,
  before: Instant,
): Promise<{ reached: Reached; previous: Instant | null } | null> => {
  const { standing, writtenTo, previous } = await readStandingMilestones(db, campaign, before);
  if (writtenTo > before) return null;
  const byKey = Map.groupBy(standing, milestoneKey);
  return {
    previous,
    reached: new Map([...byKey].map(([key, rows]) => [key, new Set(rows.map(({ threshold }) => threshold))])),
  };
};
