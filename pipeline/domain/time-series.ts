import { acrossStart } from './across-start.ts';
import type { AdjustmentRecord } from './adjustment.ts';
import { add, type Count, ZERO } from './count.ts';
import {
  addGrowth,
  countsAtEdges,
  difference,
  type EdgeCount,
  type EdgedPlacement,
  type Growth,
  growthOf,
} from './edges.ts';
import type { Family } from './metrics.ts';
import type { Instant } from './reading.ts';
import type { FallClass, FallEvent } from './series.ts';

/** A change that is no growth: shown on its own, with its reason; it is in the growth of its bucket already. */
type Step = {
  readonly at: Instant;
  /** Null for an adjustment of no placement. */
  readonly placementId: number | null;
  readonly kind: 'fall' | 'adjustment';
  /** Why a counter fell; null for an adjustment. */
  readonly class: FallClass | null;
  /** The words of whoever adjusted; empty for a fall. */
  readonly reason: string;
  readonly change: Growth;
};

/** The sum of placements at one edge. */
type Sample = {
  /** The total there: the last accepted readings up to it. */
  readonly known: Count;
  /** The count at the edge itself. */
  readonly drawn: Count;
  readonly expected: number;
  /** Of them with a count in `known`. */
  readonly counted: number;
  readonly read: number;
  readonly interpolated: number;
  readonly carried: number;
  readonly unread: number;
};

/** Growth of a sum from one edge to the next. */
type Interval = {
  /** Of the placements whose growth is known, and the adjustments; null where there are neither. */
  readonly growth: Growth | null;
  /** Of the rise of `known` (lower ends): what lies across its beginning, between two readings. See `acrossStart`. */
  readonly acrossStart: number;
  readonly grown: number;
  /** Expected placements whose growth nobody knows: they are in no growth, and are no 0. */
  readonly unknown: number;
  /** Of the grown ones those with an interpolated end. */
  readonly estimated: number;
  /** Of the grown ones those whose growth is known up to a reading before the end. */
  readonly partial: number;
  /** Of the grown ones those that fell by no more than platforms do daily. */
  readonly wavered: number;
  /** Of the grown ones those counted from another source than before. */
  readonly changed: number;
  readonly steps: readonly Step[];
};

/** `intervals` has one place fewer than `samples`. */
export type TimeSeries = { readonly samples: readonly Sample[]; readonly intervals: readonly Interval[] };

/** An adjustment with the instant from which on it counts. */
export type DatedAdjustment = Pick<AdjustmentRecord, 'placementId' | 'low' | 'high' | 'reason'> & {
  readonly at: Instant;
};

/**
 * The adjustments that count in a sum of placements, as of any time: each from its own time on, and not before the
 * placement it corrects is expected. One of a placement counts with it, where it is counted by that family.
 * @param isInside whether one of no placement belongs to the sum, by its episode (null: the campaign alone)
 */
export const adjustmentsIn = (
  records: readonly AdjustmentRecord[],
  placements: readonly EdgedPlacement[],
  families: readonly Family[],
  isInside: (episodeId: string | null) => boolean,
): DatedAdjustment[] => {
  const byId = new Map(placements.map(placement => [placement.placementId, placement]));
  return records.flatMap(
    ({ withdrawal, family, episodeId, placementId, effectiveAt, low, high, reason }): DatedAdjustment[] => {
      if (withdrawal !== null || !families.includes(family)) return [];
      const adjustment = { placementId, low, high, reason };
      if (placementId === null) return isInside(episodeId) ? [{ ...adjustment, at: effectiveAt }] : [];
      const placement = byId.get(placementId);
      if (placement?.family !== family) return [];
      return [{ ...adjustment, at: Math.max(effectiveAt, placement.origin + placement.since) }];
    },
  );
};

export type SeriesParts = {
  readonly placements: readonly EdgedPlacement[];
  readonly adjustments: readonly DatedAdjustment[];
  readonly falls: readonly Pick<FallEvent, 'placementId' | 'source' | 'at' | 'from' | 'to' | 'class'>[];
};

/**
 * The sum of placements at rising edges, by what was observed up to `until`. All instants counted from 1970. What happens at
 * an edge belongs to the bucket that begins there; at the last one, to the bucket it ends.
 */
export const seriesOf = (
  { placements, adjustments, falls }: SeriesParts,
  edges: readonly Instant[],
  until: Instant,
): TimeSeries => {
  const standing = placements.map(placement => ({
    placement,
    counts: countsAtEdges(placement, edges, until),
  }));
  const changes = adjustments.map(({ low, high, ...adjustment }): Change => {
    const count = { low, high };
    return { ...adjustment, kind: 'adjustment', class: null, change: count, count };
  });
  const last = edges.length - 1;
  return {
    samples: edges.map((edge, index) =>
      sampleOf(
        standing.flatMap(({ counts }) => counts[index] ?? []),
        changes.filter(({ at }) => (at < edge || (at === edge && index === last)) && edge <= until),
      ),
    ),
    intervals: edges.slice(1).map((to, index) => {
      const from = edges[index] ?? to;
      const isInside = ({ at }: { readonly at: Instant }): boolean =>
        at >= from && (at < to || (at === to && index + 1 === last)) && to <= until;
      const pairs = standing.flatMap(({ placement, counts }): Pair[] => {
        const [before, after] = [counts[index], counts[index + 1]];
        return before && after && after.how !== 'none'
          ? [{ placement, before, after, start: from, place: index + 1 }]
          : [];
      });
      const sources = new Map(pairs.map(({ placement, after }) => [placement.placementId, after.source]));
      const steps = [
        ...falls
          .filter(fall => isInside(fall) && sources.get(fall.placementId) === fall.source)
          .map(fallStep),
        ...changes.filter(isInside),
      ];
      return intervalOf(
        pairs,
        steps.toSorted((a, b) => a.at - b.at),
      );
    }),
  };
};

type Change = Step & { readonly count: Count };
type Pair = {
  readonly placement: EdgedPlacement;
  readonly before: EdgeCount;
  readonly after: EdgeCount;
  /** The edge it begins with. */
  readonly start: Instant;
  readonly place: number;
};

const fallStep = ({ at, placementId, from, to, class: why }: SeriesParts['falls'][number]): Step => ({
  at,
  placementId,
  kind: 'fall',
  class: why,
  reason: '',
  change: difference(from, to),
});

const sampleOf = (counts: readonly EdgeCount[], changes: readonly Change[]): Sample => {
  const sample = {
    known: ZERO,
    drawn: ZERO,
    expected: 0,
    counted: 0,
    read: 0,
    interpolated: 0,
    carried: 0,
    unread: 0,
  };
  for (const { how, known, drawn } of counts) {
    if (how === 'none') continue;
    sample.expected += 1;
    sample[how] += 1;
    if (known) {
      sample.counted += 1;
      sample.known = add(sample.known, known);
    }
    if (drawn) sample.drawn = add(sample.drawn, drawn);
  }
  for (const { count } of changes) {
    sample.known = add(sample.known, count);
    sample.drawn = add(sample.drawn, count);
  }
  return sample;
};

const intervalOf = (pairs: readonly Pair[], steps: readonly (Step | Change)[]): Interval => {
  const interval = {
    growth: null as Growth | null,
    acrossStart: 0,
    grown: 0,
    unknown: 0,
    estimated: 0,
    partial: 0,
    wavered: 0,
    changed: 0,
  };
  const grow = (growth: Growth): void => {
    interval.growth = interval.growth === null ? growth : addGrowth(interval.growth, growth);
  };
  for (const { placement, before, after, start, place } of pairs) {
    interval.acrossStart += acrossStart(placement, before, after, start, place);
    const growth = growthOf(before, after, placement.isPublished);
    if (growth === null) {
      interval.unknown += 1;
      continue;
    }
    grow(growth);
    interval.grown += 1;
    if (before.how === 'interpolated' || after.how === 'interpolated') interval.estimated += 1;
    if (after.how === 'carried') interval.partial += 1;
    if (after.source !== null && placement.sources.get(after.source)?.get(place)?.wavered)
      interval.wavered += 1;
    if (before.source !== null && after.source !== before.source) interval.changed += 1;
  }
  for (const { kind, change } of steps) if (kind === 'adjustment') grow(change);
  return {
    ...interval,
    steps: steps.map(({ at, placementId, kind, class: why, reason, change }) => ({
      ...{ at, placementId, kind, class: why, reason, change },
    })),
  };
};
