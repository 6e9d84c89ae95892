import type { Database } from '../clickhouse/client.ts';
import { DAY, endOfDay, localDate, startOfDay } from '../days.ts';
import { definitionsBetween } from '../domain/definitions.ts';
import { formulaName } from '../domain/formula.ts';
import { afterCrossing, type Crossing, crossings, milestoneKey } from '../domain/milestones.ts';
import type { Instant } from '../domain/reading.ts';
import { readDefinitions } from '../store/definitions.ts';
import { readFirstPublication } from '../store/first-publication.ts';
import type { Milestone } from '../store/milestones.ts';
import { type CountedPlacement, type Moment, readPlacementCounts } from '../store/placement-counts.ts';
import { type Climbing, climbersOf } from './climbers.ts';
import { type Summed, sumUp } from './figures.ts';

/** The thresholds that stand, by what reached them. */
export type Reached = ReadonlyMap<string, ReadonlySet<number>>;

type Sum = Summed<CountedPlacement>;
type Found = { readonly climber: Climbing; readonly crossing: Crossing };
type Dated = Found & { readonly asOf: Instant; readonly sum: Sum };

/**
 * What the totals of a moment cross, and what stands after them. A threshold is dated by the first totals that show it:
 * these, or, where the readings that took it there were learnt late (a history brought in), those of the end of the day
 * on which it was reached, as known now.
 * @param previous moment of the totals before these; null for the first ones
 * @throws QueryError
 */
export const crossed = async (
  db: Database,
  runId: string,
  moment: Moment,
  summed: Sum,
  { reached, previous }: { readonly reached: Reached; readonly previous: Instant | null },
): Promise<{ milestones: Milestone[]; reached: Reached }> => {
  const after = new Map(reached);
  const found = climbersOf(summed).flatMap((climber): Found[] => {
    const key = milestoneKey(climber);
    const stood = reached.get(key) ?? new Set<number>();
    const crossing = crossings(stood, climber.count.low, climber.thresholds);
    if (crossing.length > 0) after.set(key, afterCrossing(stood, crossing));
    return crossing.map(each => ({ climber, crossing: each }));
  });
  if (found.length === 0) return { milestones: [], reached: after };
  const milestones: Milestone[] = [];
  for (const [, dated] of Map.groupBy(
    await dateCrossings(db, moment, summed, previous, found),
    ({ asOf }) => asOf,
  )) {
    const [first] = dated;
    if (!first) continue;
    const at: Moment = { asOf: first.asOf, knownAt: moment.knownAt };
    const definitions = await definitionsFor(db, at, first.sum);
    for (const { climber, crossing } of dated) {
      const { scope, scopeId, basis, count, members } = climber;
      milestones.push({
        ...{ scope, scopeId, basis },
        ...crossing,
        ...{ asOf: at.asOf, knownAt: at.knownAt, runId, low: count.low, high: count.high },
        isGoal: scope === 'campaign' && crossing.threshold === summed.campaign.goal,
        definitions: definitions(members),
      });
    }
  }
  return { milestones, reached: after };
};

/** Finds out when what was crossed was: at this moment, or before the totals that stood already. */
const dateCrossings = async (
  db: Database,
  moment: Moment,
  summed: Sum,
  previous: Instant | null,
  found: readonly Found[],
): Promise<Dated[]> => {
  const now = (of: readonly Found[]): Dated[] =>
    of.map(each => ({ ...each, asOf: moment.asOf, sum: summed }));
  const rises = found.filter(({ crossing }) => crossing.kind === 'reached');
  if (rises.length === 0) return now(found);
  const last = previous ?? moment.asOf;
  const looking: Looking = { db, moment, summed, ends: await endsUntil(db, moment, summed, last) };
  const lastSum = last === moment.asOf ? summed : await sumAt(looking, last);
  const [late] = split(rises, climbersBy(lastSum));
  const dated = await search(looking, late, 0, looking.ends.length - 1, lastSum);
  const isLate = new Set(late.map(({ crossing }) => crossing));
  return [...dated, ...now(found.filter(({ crossing }) => !isLate.has(crossing)))];
};

type Looking = {
  readonly db: Database;
  readonly moment: Moment;
  readonly summed: Sum;
  /** Rising instants to date by. */
  readonly ends: readonly Instant[];
};

/** The last moments of the days of a campaign before an instant, and the instant itself. */
const endsUntil = async (
  db: Database,
  { knownAt }: Moment,
  { campaign }: Sum,
  last: Instant,
): Promise<Instant[]> => {
  const zone = campaign.timeZone;
  const starts = startOfDay(campaign.startsOn, zone);
  const published = await readFirstPublication(db, campaign.id, knownAt);
  const ends: Instant[] = [];
  let end = endOfDay(localDate(Math.min(starts, published ?? starts), zone), zone);
  // Half a day further on is the next day, whatever its length.
  for (; end - 1 < last; end = endOfDay(localDate(end + DAY / 2, zone), zone)) ends.push(end - 1);
  return [...ends, last];
};

const sumAt = ({ db, moment, summed }: Looking, asOf: Instant): Promise<Sum> =>
  sumUp(
    db,
    summed.campaign,
    { asOf, knownAt: moment.knownAt },
    readPlacementCounts,
    formulaName(summed.formula),
  );

/** Halves the time, all that is looked for at once: it is reached at the end `to`, whose totals are at hand. */
const search = async (
  looking: Looking,
  found: readonly Found[],
  from: number,
  to: number,
  sum: Sum,
): Promise<Dated[]> => {
  if (found.length === 0) return [];
  if (from >= to) {
    const climbers = climbersBy(sum);
    return found.map(({ climber, crossing }) => ({
      crossing,
      climber: climbers.get(milestoneKey(climber)) ?? climber,
      asOf: looking.ends[to] ?? looking.moment.asOf,
      sum,
    }));
  }
  const middle = Math.floor((from + to) / 2);
  const before = await sumAt(looking, looking.ends[middle] ?? looking.moment.asOf);
  const [earlier, later] = split(found, climbersBy(before));
  return [
    ...(await search(looking, earlier, from, middle, before)),
    ...(await search(looking, later, middle + 1, to, sum)),
  ];
};

const climbersBy = (sum: Sum): ReadonlyMap<string, Climbing> =>
  new Map(climbersOf(sum).map(climber => [milestoneKey(climber), climber]));

/** What was reached by then, and what was not. */
const split = (
  found: readonly Found[],
  climbers: ReadonlyMap<string, Climbing>,
): [reached: Found[], not: Found[]] => {
  const isReached = ({ climber, crossing }: Found): boolean => {
    const then = climbers.get(milestoneKey(climber));
    return then !== undefined && then.count.low >= crossing.threshold;
  };
  return [found.filter(isReached), found.filter(each => !isReached(each))];
};

/** Names the definitions in force on the day of the moment, of the numbers of some placements. */
const definitionsFor = async (
  db: Database,
  { asOf, knownAt }: Moment,
  { campaign, figures }: Sum,
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
