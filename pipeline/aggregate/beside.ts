import type { CountedAdjustment } from '../domain/adjustment.ts';
import { type Count, sum } from '../domain/count.ts';
import { type Family, NEVER_ADDED } from '../domain/metrics.ts';
import type { PlacementCount } from '../domain/totals.ts';

/** Whether figures of a family may be summed among themselves: persons, gauges, rates, indices and acts never are. */
export const isAdded = (family: Family): boolean => !NEVER_ADDED.has(family);

/**
 * What stands beside a total for a family outside its formula: the sum where figures of the family may be added, its
 * adjustments included, else the largest placement's. Null while there is nothing to add, which is not a zero.
 */
export const besideCount = (
  family: Family,
  placements: readonly PlacementCount[],
  adjustments: readonly CountedAdjustment[] = [],
): Count | null => {
  const counts = placements.flatMap(({ count }) => (count ? [count] : []));
  const added = isAdded(family) ? [...counts, ...adjustments] : counts;
  if (added.length === 0) return null;
  return isAdded(family) ? sum(added) : added.reduce((most, count) => (count.low > most.low ? count : most));
};
