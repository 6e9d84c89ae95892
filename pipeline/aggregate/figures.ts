import { adjust, type CountedAdjustment } from '../domain/adjustment.ts';
import { add } from '../domain/count.ts';
import type { Formula } from '../domain/formula.ts';
import type { Family } from '../domain/metrics.ts';
import { type PlacementCount, type Total, totalOf } from '../domain/totals.ts';

/** A campaign's total under one formula, cut every way a page or a report shows it. Pure. */
export type Figures<Placement extends PlacementCount = PlacementCount> = {
  readonly total: Total;
  /** By episode id; works of the campaign alone are in `campaignLevel`. */
  readonly episodes: ReadonlyMap<string, Total>;
  readonly campaignLevel: Total;
  /** By platform id; adjustments of no placement are of no platform, and in none of these. */
  readonly platforms: ReadonlyMap<string, Total>;
  /** The placements inside the formula. */
  readonly counted: readonly Placement[];
  /** The adjustments in the total, each where it counts. */
  readonly adjustments: readonly CountedAdjustment[];
  /** Families outside the formula found in scope: listed beside the total, never added to it. */
  readonly beside: readonly Beside<Placement>[];
  /** Replays of the formula's families that the count of their live show holds, or may hold: listed, never added. */
  readonly apart: readonly Placement[];
};

/** One family beside a total. */
export type Beside<Placement extends PlacementCount = PlacementCount> = {
  readonly family: Family;
  readonly placements: readonly Placement[];
  readonly adjustments: readonly CountedAdjustment[];
};

class UnbalancedTotals extends Error {
  override readonly name = 'UnbalancedTotals';
}

/**
 * Sums expected placements, and the adjustments that count, under a formula.
 * @throws FormulaError by the add-guard.
 * @throws UnbalancedTotals when episodes and campaign-level works do not sum to the campaign: checked every time.
 */
export const figuresOf = <Placement extends PlacementCount>(
  formula: Formula,
  placements: readonly Placement[],
  adjustments: readonly CountedAdjustment[] = [],
): Figures<Placement> => {
  const inside = new Set<Family>(formula.families);
  const counted = placements.filter(({ family, apart }) => inside.has(family) && !apart);
  const outside = placements.filter(placement => !inside.has(placement.family));
  const adjusting = adjustments.filter(({ family }) => inside.has(family));
  const adjustingOutside = adjustments.filter(({ family }) => !inside.has(family));
  const totals = <Key>(
    ofPlacement: (placement: PlacementCount) => Key,
    ofAdjustment: (adjustment: CountedAdjustment) => Key,
  ): Map<Key, Total> => {
    const members = Map.groupBy(counted, ofPlacement);
    const changes = Map.groupBy(adjusting, ofAdjustment);
    const groups = new Set([...members.keys(), ...changes.keys()]);
    return new Map(
      [...groups].map(group => [
        group,
        adjust(formula, totalOf(formula, members.get(group) ?? []), changes.get(group) ?? []),
      ]),
    );
  };
  const byEpisode = totals(
    placement => placement.episodeId,
    adjustment => adjustment.episodeId,
  );
  const campaignLevel = byEpisode.get(null) ?? totalOf(formula, []);
  const episodes = new Map<string, Total>();
  for (const [id, total] of byEpisode) if (id !== null) episodes.set(id, total);
  const total = adjust(formula, totalOf(formula, counted), adjusting);
  const parts = [...episodes.values()].reduce((a, b) => add(a, b), {
    low: campaignLevel.low,
    high: campaignLevel.high,
  });
  if (parts.low !== total.low || parts.high !== total.high) {
    throw new UnbalancedTotals(
      `Episodes and campaign-level works sum to [${parts.low}, ${parts.high}], the campaign to [${total.low}, ${total.high}].`,
    );
  }
  return {
    total,
    episodes,
    campaignLevel,
    platforms: new Map(
      [
        ...totals<string | null>(
          placement => placement.platformId,
          adjustment => adjustment.platformId,
        ),
      ].flatMap(([platform, ofPlatform]) => (platform === null ? [] : [[platform, ofPlatform]])),
    ),
    counted,
    adjustments: adjusting,
    beside: besideOf(outside, adjustingOutside),
    apart: placements.filter(({ family, apart }) => inside.has(family) && apart),
  };
};

const besideOf = <Placement extends PlacementCount>(
  placements: readonly Placement[],
  adjustments: readonly CountedAdjustment[],
): Beside<Placement>[] => {
  const families = new Set([...placements, ...adjustments].map(({ family }) => family));
  return [...families].map(family => ({
    family,
    placements: placements.filter(placement => placement.family === family),
    adjustments: adjustments.filter(adjustment => adjustment.family === family),
  }));
};
