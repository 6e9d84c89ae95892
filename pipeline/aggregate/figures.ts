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
  readonly platforms: ReadonlyMap<string, Total>;
  /** The placements inside the formula. */
  readonly counted: readonly Placement[];
  /** Families outside the formula found in scope: listed beside the total, never added to it. */
  readonly beside: readonly { readonly family: Family; readonly placements: readonly Placement[] }[];
};

class UnbalancedTotals extends Error {
  override readonly name = 'UnbalancedTotals';
}

/**
 * Sums expected placements under a formula.
 * @throws FormulaError by the add-guard.
 * @throws UnbalancedTotals when episodes and campaign-level works do not sum to the campaign: checked every time.
 */
export const figuresOf = <Placement extends PlacementCount>(
  formula: Formula,
  placements: readonly Placement[],
): Figures<Placement> => {
  const inside = new Set<Family>(formula.families);
  const counted = placements.filter(placement => inside.has(placement.family));
  const outside = placements.filter(placement => !inside.has(placement.family));
  const totals = <Key>(key: (placement: PlacementCount) => Key): Map<Key, Total> =>
    new Map([...Map.groupBy(counted, key)].map(([group, members]) => [group, totalOf(formula, members)]));
  const byEpisode = totals(placement => placement.episodeId);
  const campaignLevel = byEpisode.get(null) ?? totalOf(formula, []);
  const episodes = new Map<string, Total>();
  for (const [id, total] of byEpisode) if (id !== null) episodes.set(id, total);
  const total = totalOf(formula, counted);
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
    platforms: totals(placement => placement.platformId),
    counted,
    beside: [...Map.groupBy(outside, placement => placement.family)].map(([family, members]) => ({
      family,
      placements: members,
    })),
  };
};
