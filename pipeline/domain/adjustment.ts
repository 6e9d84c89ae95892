import { sum } from './count.ts';
import { type Formula, guard } from './formula.ts';
import type { Family } from './metrics.ts';
import type { Instant } from './reading.ts';
import type { PlacementCount, Total } from './totals.ts';

/** A count put right, or the views that were bought and are taken out by a signed decision. */
export const ADJUSTMENT_KINDS = ['correction', 'exclusion'] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/**
 * A signed change of totals by hand: an interval in view-times (or whatever the family counts), added to both ends.
 * Exact where low equals high; both are below 0 where something is taken out.
 */
export type Adjustment = {
  readonly id: string;
  readonly campaignId: string;
  /** Null for works of the campaign alone, and where a placement says where it belongs. */
  readonly episodeId: string | null;
  readonly placementId: number | null;
  readonly family: Family;
  readonly low: number;
  readonly high: number;
  /** Totals as of then and later have it. */
  readonly effectiveAt: Instant;
  /** Known from then on. */
  readonly recordedAt: Instant;
  readonly kind: AdjustmentKind;
  /** Of an exclusion: instant of the reading whose rise is taken out. */
  readonly readingAt: Instant | null;
  readonly author: string;
  readonly reason: string;
};

/** Who took an adjustment back, when and why. */
export type Withdrawal = { readonly author: string; readonly reason: string; readonly recordedAt: Instant };

/** An adjustment as known at K: `withdrawal` is null while it stands. */
export type AdjustmentRecord = Adjustment & { readonly withdrawal: Withdrawal | null };

/** An adjustment that counts: `episodeId` is where it counts, `platformId` null where it is of no placement. */
export type CountedAdjustment = Adjustment & { readonly platformId: string | null };

/**
 * The adjustments that count as of T, each where it counts. One of a placement follows it, and does not count while
 * that is not expected, is counted apart or by another family; nor does one of a cancelled episode: what is not in the total
 * needs no correction. The view `adjustments_as_of` says the same in SQL; a test holds the two together.
 * @param records as known at K
 * @param placements expected as of (T, K)
 */
export const countedAdjustments = (
  records: readonly AdjustmentRecord[],
  placements: readonly Pick<
    PlacementCount,
    'placementId' | 'episodeId' | 'platformId' | 'family' | 'apart'
  >[],
  cancelled: ReadonlySet<string>,
  asOf: Instant,
): CountedAdjustment[] => {
  const byId = new Map(placements.map(placement => [placement.placementId, placement]));
  return records.flatMap(({ withdrawal, ...adjustment }): CountedAdjustment[] => {
    if (withdrawal !== null || adjustment.effectiveAt > asOf) return [];
    if (adjustment.placementId === null) {
      const isOff = adjustment.episodeId !== null && cancelled.has(adjustment.episodeId);
      return isOff ? [] : [{ ...adjustment, platformId: null }];
    }
    const placement = byId.get(adjustment.placementId);
    if (placement?.family !== adjustment.family || placement.apart) return [];
    return [{ ...adjustment, episodeId: placement.episodeId, platformId: placement.platformId }];
  });
};

/** What adjustments add up to, both ends signed; null where there are none. */
export const adjustedBy = (
  adjustments: readonly Pick<Adjustment, 'low' | 'high'>[],
): { readonly low: number; readonly high: number } | null =>
  adjustments.length === 0
    ? null
    : adjustments.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), { low: 0, high: 0 });

/**
 * A total with its adjustments. Its ends may come to lie below 0, where a later fall took what an adjustment takes out:
 * that is shown as it is, for a clamped figure would be wrong without anyone noticing.
 * @throws FormulaError when an adjustment's family is outside the formula.
 */
export const adjust = (
  formula: Formula,
  { low, high, coverage }: Total,
  adjustments: readonly CountedAdjustment[],
): Total => {
  guard(
    formula,
    adjustments.map(({ family }) => family),
  );
  return { ...sum([{ low, high }, ...adjustments]), coverage };
};
