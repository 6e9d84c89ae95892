import type { Database } from '../clickhouse/client.ts';
import { iso } from '../days.ts';
import { SeriesRangeError } from '../domain/buckets.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { addGrowth, difference, type Growth } from '../domain/edges.ts';
import type { Formula } from '../domain/formula.ts';
import type { Instant } from '../domain/reading.ts';
import type { Total } from '../domain/totals.ts';
import type { CountedPlacement } from '../store/placement-counts.ts';
import { readPlacementCounts } from '../store/placement-counts.ts';
import { type Summed, sumUp } from './figures.ts';

/** What a total became between two moments, both as known at one K. */
export type MomentGrowth = {
  readonly campaign: Campaign;
  readonly formula: Formula;
  readonly from: Instant;
  readonly to: Instant;
  readonly knownAt: Instant;
  readonly before: Total;
  readonly after: Total;
  /** total(to, K) − total(from, K): what the readings behind the one say beyond those behind the other. */
  readonly growth: Growth;
  /** Placements counted from the same reading at both moments: nothing was learnt of them in between. */
  readonly unread: number;
  readonly episodes: readonly { readonly id: string | null; readonly growth: Growth }[];
};

const NO_GROWTH: Growth = { low: 0, high: 0 };

/**
 * The growth of a total between two moments, exactly: no interpolation, no calendar.
 * @throws SeriesRangeError when the second is not later; FormulaError, QueryError
 */
export const readGrowth = async (
  db: Database,
  campaign: Campaign,
  {
    from,
    to,
    knownAt,
    formula,
  }: { from: Instant; to: Instant; knownAt: Instant; formula?: string | undefined },
): Promise<MomentGrowth> => {
  if (from >= to) {
    throw new SeriesRangeError(`Growth needs two moments in order; these are ${iso(from)} and ${iso(to)}.`);
  }
  const [before, after] = await Promise.all(
    [from, to].map(asOf => sumUp(db, campaign, { asOf, knownAt }, readPlacementCounts, formula)),
  );
  if (!before || !after) throw new Error('Two moments were asked for and are not there.');
  const parts = placementGrowths(before, after);
  const of = (members: readonly PlacementGrowth[], episode?: string | null): Growth =>
    [...members.map(({ growth }) => growth), adjusted(before, after, episode)].reduce(addGrowth, NO_GROWTH);
  const episodes = Map.groupBy(parts, ({ episodeId }) => episodeId);
  for (const { episodeId } of after.figures.adjustments)
    if (!episodes.has(episodeId)) episodes.set(episodeId, []);
  return {
    campaign: after.campaign,
    formula: after.formula,
    from,
    to,
    knownAt,
    before: before.figures.total,
    after: after.figures.total,
    growth: of(parts),
    unread: parts.filter(({ isSame }) => isSame).length,
    episodes: [...episodes].map(([id, members]) => ({ id, growth: of(members, id) })),
  };
};

type PlacementGrowth = {
  readonly episodeId: string | null;
  readonly growth: Growth;
  readonly isSame: boolean;
};

/** One reading that gives both counts is one number, however roughly it is known: it did not change. */
const placementGrowths = (
  before: Summed<CountedPlacement>,
  after: Summed<CountedPlacement>,
): PlacementGrowth[] => {
  const earlier = new Map(before.figures.counted.map(placement => [placement.placementId, placement]));
  const ids = new Set(after.figures.counted.map(({ placementId }) => placementId));
  // What is no longer expected (a changed catalogue) left the total with all it had.
  const gone = before.figures.counted.filter(({ placementId }) => !ids.has(placementId));
  return [
    ...after.figures.counted.map((placement): PlacementGrowth => {
      const old = earlier.get(placement.placementId);
      const isSame = old?.count != null && sameReading(old, placement);
      const growth = isSame
        ? NO_GROWTH
        : difference(old?.count ?? { low: 0, high: 0 }, placement.count ?? { low: 0, high: 0 });
      return { episodeId: placement.episodeId, growth, isSame };
    }),
    ...gone.map(({ episodeId, count }) => ({
      episodeId,
      growth: difference(count ?? { low: 0, high: 0 }, { low: 0, high: 0 }),
      isSame: false,
    })),
  ];
};

const sameReading = (a: CountedPlacement, b: CountedPlacement): boolean =>
  a.source === b.source &&
  a.observedAt === b.observedAt &&
  a.count?.low === b.count?.low &&
  a.count?.high === b.count?.high;

/** What adjustments changed between the moments, of all or of one episode (null: the campaign alone). */
const adjusted = (
  before: Summed<CountedPlacement>,
  after: Summed<CountedPlacement>,
  episode?: string | null,
): Growth => {
  const old = new Set(before.figures.adjustments.map(({ id }) => id));
  return after.figures.adjustments
    .filter(({ id, episodeId }) => !old.has(id) && (episode === undefined || episodeId === episode))
    .map(({ low, high }): Growth => ({ low, high }))
    .reduce(addGrowth, NO_GROWTH);
};
