import { isAdded } from '../aggregate/beside.ts';
import type { Database } from '../clickhouse/client.ts';
import { localDate } from '../days.ts';
import { type Count, sum } from '../domain/count.ts';
import { definitionsBetween } from '../domain/definitions.ts';
import { formulaName } from '../domain/formula.ts';
import { afterCrossing, type Climber, crossings, milestoneKey, THRESHOLDS } from '../domain/milestones.ts';
import type { Instant } from '../domain/reading.ts';
import { readDefinitions } from '../store/definitions.ts';
import { insertMilestones, type Milestone, readStandingMilestones } from '../store/milestones.ts';
import type { CountedPlacement, Moment } from '../store/placement-counts.ts';
import type { Summed } from './figures.ts';

/** The thresholds that stand of everything in a campaign, after the totals of some moment. */
type Standing = { readonly asOf: Instant; readonly reached: Map<string, ReadonlySet<number>> };

/** What this process has written last, by campaign: a run's totals need not ask the database what stood before them. */
const lastWritten = new WeakMap<Database, Map<string, Standing>>();

/**
 * Writes down which thresholds a campaign's totals crossed at a moment. Milestones only go forward: totals of a moment
 * before the newest milestone cross nothing any more, and those of the same moment cross the same again.
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
  const before = last && last.asOf < moment.asOf ? last : await readStanding(db, campaign, moment.asOf);
  if (before === null) return;
  const reached = new Map(before.reached);
  const crossed = climbersOf(summed).flatMap(climber => {
    const key = milestoneKey(climber);
    const stood = reached.get(key) ?? new Set<number>();
    const found = crossings(stood, climber.count.low, climber.thresholds);
    if (found.length > 0) reached.set(key, afterCrossing(stood, found));
    return found.map(crossing => ({ climber, crossing }));
  });
  written.delete(campaign);
  if (crossed.length > 0) {
    const definitions = await definitionsFor(db, moment, summed);
    await insertMilestones(
      db,
      campaign,
      crossed.map(
        ({ climber: { scope, scopeId, basis, count, members }, crossing }): Milestone => ({
          ...{ scope, scopeId, basis },
          ...crossing,
          ...{ asOf: moment.asOf, knownAt: moment.knownAt, runId },
          ...{ low: count.low, high: count.high },
          isGoal: scope === 'campaign' && crossing.threshold === summed.campaign.goal,
          definitions: definitions(members),
        }),
      ),
    );
  }
  written.set(campaign, { asOf: moment.asOf, reached });
};

/** What stood before a moment; null where milestones of a later one are written. */
const readStanding = async (db: Database, campaign: string, before: Instant): Promise<Standing | null> => {
  const { standing, writtenTo } = await readStandingMilestones(db, campaign, before);
  if (writtenTo > before) return null;
  const byKey = Map.groupBy(standing, milestoneKey);
  return {
    asOf: before,
    reached: new Map([...byKey].map(([key, rows]) => [key, new Set(rows.map(({ threshold }) => threshold))])),
  };
};

type Climbing = Climber & { readonly members: readonly CountedPlacement[] };

/** Campaign, episodes and works by the formula; each placement by the family of its own counter. */
const climbersOf = ({ campaign, formula, figures }: Summed<CountedPlacement>): Climbing[] => {
  const { counted, total, episodes, beside } = figures;
  const basis = formulaName(formula);
  const { goal } = campaign;
  const goals = goal === null || THRESHOLDS.includes(goal) ? THRESHOLDS : [...THRESHOLDS, goal];
  const climber = (
    scope: Climbing['scope'],
    scopeId: string,
    count: Count,
    members: readonly CountedPlacement[],
  ): Climbing => ({ scope, scopeId, basis, count, members, thresholds: THRESHOLDS });
  const ofEpisode = Map.groupBy(counted, ({ episodeId }) => episodeId);
  const all = [
    ...counted,
    ...beside.flatMap(({ family, placements }) => (isAdded(family) ? placements : [])),
  ];
  return [
    { ...climber('campaign', campaign.id, total, counted), thresholds: goals.toSorted((a, b) => a - b) },
    ...[...episodes].map(([id, count]) => climber('episode', id, count, ofEpisode.get(id) ?? [])),
    ...[...Map.groupBy(counted, ({ workId }) => workId)].map(([id, members]) =>
      climber('work', id, sum(members.flatMap(({ count }) => count ?? [])), members),
    ),
    ...all.flatMap(placement =>
      placement.count === null
        ? []
        : [
            {
              ...climber('placement', String(placement.placementId), placement.count, [placement]),
              basis: placement.family,
            },
          ],
    ),
  ];
};

/** Names the definitions in force on the day of the moment, of the numbers of some placements. */
const definitionsFor = async (
  db: Database,
  { asOf, knownAt }: Moment,
  { campaign, figures }: Summed<CountedPlacement>,
): Promise<(members: readonly CountedPlacement[]) => string[]> => {
  const everyone = [...figures.counted, ...figures.beside.flatMap(({ placements }) => placements)];
  const platforms = [...new Set(everyone.map(({ platformId }) => platformId))];
  const day = localDate(asOf, campaign.timeZone);
  const { inForce } = definitionsBetween(await readDefinitions(db, platforms, knownAt), day, day);
  return members => {
    const numbers = new Set(members.map(({ platformId, metric }) => `${platformId} ${metric}`));
    return inForce
      .filter(({ platform, metric }) => numbers.has(`${platform} ${metric}`))
      .map(({ platform, metric, version }) => `${platform} ${metric} ${version}`)
      .sort();
  };
};
