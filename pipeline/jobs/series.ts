import type { Database } from '../clickhouse/client.ts';
import { startOfDay } from '../days.ts';
import { type Bucket, bucketsOf, edgesOf, type Grain, SeriesRangeError } from '../domain/buckets.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { type Formula, findFormula } from '../domain/formula.ts';
import { FAMILIES, type Family, NEVER_ADDED } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import { adjustmentsIn, seriesOf, type TimeSeries } from '../domain/time-series.ts';
import { readAdjustments } from '../store/adjustments.ts';
import { readAroundEdges } from '../store/around-edges.ts';
import { readCampaignKnown, readEpisodesKnown } from '../store/catalogue-known.ts';
import { readFallEvents } from '../store/fall-events.ts';
import { readFirstPublication } from '../store/first-publication.ts';
import { readFormulas } from '../store/formulas.ts';
import type { Moment } from '../store/placement-counts.ts';
import { cancelledOf } from './figures.ts';

/** What is summed: all of a campaign, one episode (null: works of the campaign alone), one work, or one placement. */
export type Scope =
  | { readonly kind: 'campaign' }
  | { readonly kind: 'episode'; readonly id: string | null }
  | { readonly kind: 'work'; readonly id: string }
  | { readonly kind: 'placement'; readonly id: number };

export type SeriesQuestion = {
  readonly grain: Grain;
  /** Left out: the first day of the campaign or its first publication, of hours the last two days. */
  readonly from?: Instant | undefined;
  /** Left out, or later than T: T. */
  readonly to?: Instant | undefined;
  readonly scope: Scope;
  /** Left out, the campaign's own; a placement needs none. */
  readonly formula?: string | undefined;
};

/** A series with its buckets: `intervals` has one for each, `samples` one more. */
export type Series = TimeSeries & {
  readonly campaign: Campaign;
  readonly moment: Moment;
  readonly grain: Grain;
  readonly scope: Scope;
  /** Null for one placement, which needs no formula to be itself. */
  readonly formula: Formula | null;
  readonly buckets: readonly Bucket[];
};

export class UnknownScope extends Error {
  override readonly name = 'UnknownScope';
}

const HOURS_SHOWN = 48 * 3_600_000;

/**
 * Counts at the edges of calendar days or hours of the campaign's zone, as of T and known by K, and the growth between
 * them.
 * @throws SeriesRangeError, UnknownScope, FormulaError, QueryError
 */
export const readSeries = async (
  db: Database,
  campaign: Campaign,
  { grain, scope, formula, ...range }: SeriesQuestion,
  moment: Moment,
): Promise<Series> => {
  const [{ known, found, families }, to] = [
    await bind(db, campaign, scope, formula, moment),
    Math.min(range.to ?? moment.asOf, moment.asOf),
  ];
  const from = range.from ?? (grain === 'hour' ? to - HOURS_SHOWN : await beginningOf(db, known, moment));
  const buckets = bucketsOf(grain, from, to, known.timeZone);
  const edges = edgesOf(buckets);
  const [placements, adjustments, falls, episodes] = await Promise.all([
    readAroundEdges(
      db,
      {
        campaign: campaign.id,
        families,
        edges: grain === 'day' ? lastInstants(edges) : edges,
        ...(scope.kind === 'placement' && { placements: [scope.id], withApart: true }),
      },
      moment,
    ),
    readAdjustments(db, campaign.id, moment.knownAt),
    readFallEvents(db, campaign.id, moment),
    readEpisodesKnown(db, campaign.id, moment.knownAt),
  ]);
  if (scope.kind === 'episode' && scope.id !== null && !episodes.some(({ id }) => id === scope.id)) {
    const all = episodes.map(({ id }) => id).join(', ');
    throw new UnknownScope(`There is no episode "${scope.id}" in ${campaign.id}. There are: ${all}.`);
  }
  const [only] = placements;
  if (scope.kind === 'placement') requireGrowing(scope.id, campaign, only?.family);
  const inside = placements.filter(
    ({ episodeId, workId }) =>
      (scope.kind !== 'episode' || episodeId === scope.id) && (scope.kind !== 'work' || workId === scope.id),
  );
  const metricOf = new Map(inside.map(of => [of.placementId, of.metric]));
  const off = cancelledOf(episodes);
  const holds = (episodeId: string | null): boolean =>
    (scope.kind === 'campaign' || scope.kind === 'episode') &&
    !(episodeId !== null && off.has(episodeId)) &&
    (scope.kind === 'campaign' || episodeId === scope.id);
  const series = seriesOf(
    {
      placements: inside,
      adjustments: adjustmentsIn(adjustments, inside, families, holds),
      // Likes, comments and stricter views of the same item fall with it: other counters, and no steps of this curve.
      falls: falls.filter(({ placementId, metric }) => metricOf.get(placementId) === metric),
    },
    edges,
    moment.asOf,
  );
  return { ...series, campaign: known, moment, grain, scope, formula: found, buckets };
};

/** A day's total is that of its last instant: a reading at midnight is of the day that begins, but for T itself. */
const lastInstants = (edges: readonly Instant[]): Instant[] =>
  edges.map((edge, index) => (index === edges.length - 1 ? edge : edge - 1));

/** The campaign and the formula as known at K, and the families that the scope adds. */
const bind = async (
  db: Database,
  campaign: Campaign,
  scope: Scope,
  formula: string | undefined,
  { knownAt }: Moment,
): Promise<{ known: Campaign; found: Formula | null; families: readonly Family[] }> => {
  const [known, formulas] = await Promise.all([
    readCampaignKnown(db, campaign.id, knownAt),
    readFormulas(db, knownAt),
  ]);
  const asKnown = known ?? campaign;
  if (scope.kind === 'placement') return { known: asKnown, found: null, families: FAMILIES };
  const found = findFormula(formula ?? asKnown.formula, formulas);
  return { known: asKnown, found, families: found.families };
};

/** The first day of a campaign, or the day of its first publication where that is earlier. */
const beginningOf = async (db: Database, campaign: Campaign, { asOf, knownAt }: Moment): Promise<Instant> => {
  const published = await readFirstPublication(db, campaign.id, knownAt);
  const starts = startOfDay(campaign.startsOn, campaign.timeZone);
  const begins = Math.min(starts, published ?? starts);
  if (begins < asOf) return begins;
  throw new SeriesRangeError(
    `Campaign ${campaign.id} begins after the moment asked for: there is nothing to draw yet.`,
  );
};

/** Of gauges, rates and indices one value does not grow into the next. */
const requireGrowing = (id: number, campaign: Campaign, family: Family | undefined): void => {
  if (family === undefined) throw new UnknownScope(`There is no placement ${id} in ${campaign.id}.`);
  if (NEVER_ADDED.has(family) && family !== 'engagement') {
    throw new SeriesRangeError(
      `Placement ${id} counts "${family}", which does not accumulate: its readings are listed, but have no growth.`,
    );
  }
};
