import { DAY } from '../days.ts';
import { type Count, sum } from './count.ts';
import { countsAtEdges, type EdgedPlacement } from './edges.ts';
import type { Family } from './metrics.ts';
import type { Instant } from './reading.ts';

/** So many at least, within so many days of publication. */
export type HitRule = { readonly atLeast: number; readonly withinDays: number };
/** What is called a hit (爆款); of some families by a rule of their own. */
export type HitRules = HitRule & { readonly families: Readonly<Partial<Record<Family, HitRule>>> };

export const DEFAULT_HITS: HitRules = { atLeast: 100_000, withinDays: 7, families: {} };

/** A placement that fulfils the rule of its family: what its last accepted reading within the days was. */
export type PlacementHit = {
  readonly placementId: number;
  readonly workId: string;
  readonly family: Family;
  readonly rule: HitRule;
  readonly publishedAt: Instant;
  readonly count: Count;
};

/** A work whose placements together fulfil the general rule, each counted within its own first days. */
export type WorkHit = {
  readonly workId: string;
  readonly rule: HitRule;
  readonly placements: number;
  readonly count: Count;
};

/** The instants, counted from publication, at which placements must be read for {@link hitsOf}. */
export const hitEdges = (rules: HitRules): number[] => {
  const days = [rules, ...Object.values(rules.families)].map(({ withinDays }) => withinDays);
  return [...new Set(days)].sort((a, b) => a - b).map(each => each * DAY);
};

/**
 * The hits among placements, largest first. Only lower ends count: what is a hit stays one whatever the true number. A
 * placement whose publication is unknown cannot be one, since nobody knows how old its count is.
 * @param placements counted from their own publication, read at {@link hitEdges}
 * @param added families that may be added up to a work
 */
export const hitsOf = (
  placements: readonly EdgedPlacement[],
  rules: HitRules,
  added: readonly Family[],
): { placements: PlacementHit[]; works: WorkHit[] } => {
  const edges = hitEdges(rules);
  const counted = placements.flatMap(placement => {
    if (!placement.isPublished) return [];
    // Not asked of T: whatever was read by then was read within the days, or after them.
    const counts = countsAtEdges(placement, edges, Number.POSITIVE_INFINITY);
    const countAt = ({ withinDays }: HitRule): Count | null =>
      counts[edges.indexOf(withinDays * DAY)]?.known ?? null;
    return [{ placement, countAt }];
  });
  const ofPlacements = counted.flatMap(({ placement, countAt }): PlacementHit[] => {
    const { atLeast, withinDays } = rules.families[placement.family] ?? rules;
    const rule = { atLeast, withinDays };
    const count = countAt(rule);
    if (count === null || count.low < atLeast) return [];
    const { placementId, workId, family, origin, since } = placement;
    return [{ placementId, workId, family, rule, publishedAt: origin + since, count }];
  });
  const inside = counted.filter(({ placement }) => added.includes(placement.family));
  const ofWorks = [...Map.groupBy(inside, ({ placement }) => placement.workId)].flatMap(
    ([workId, members]): WorkHit[] => {
      const counts = members.flatMap(({ countAt }) => countAt(rules) ?? []);
      const count = sum(counts);
      const rule = { atLeast: rules.atLeast, withinDays: rules.withinDays };
      return count.low < rules.atLeast ? [] : [{ workId, rule, placements: counts.length, count }];
    },
  );
  const byLow = (a: { readonly count: Count }, b: { readonly count: Count }): number =>
    b.count.low - a.count.low;
  return { placements: ofPlacements.sort(byLow), works: ofWorks.sort(byLow) };
};
