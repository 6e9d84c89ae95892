import type { Apart } from './apart.ts';
import { type Count, sum } from './count.ts';
import { type Formula, FormulaError, guard } from './formula.ts';
import type { Family } from './metrics.ts';
import type { Instant } from './reading.ts';

export const STATES = ['fresh', 'carried', 'stated', 'removed', 'held', 'never'] as const;
export type State = (typeof STATES)[number];

/** One expected placement as of (T, K): what it counts as, since when, and how sure that is. */
export type PlacementCount = {
  readonly placementId: number;
  readonly campaignId: string;
  /** Null for a work of the campaign alone. */
  readonly episodeId: string | null;
  readonly workId: string;
  readonly platformId: string;
  readonly accountId: string;
  readonly family: Family;
  /** Why it is listed apart and not added; left out for a placement of the total. */
  readonly apart?: Apart;
  readonly state: State;
  /** Null while there is none (`held`, `never`): adds nothing and is named. */
  readonly count: Count | null;
  /** Instant of the reading that gives the count. */
  readonly observedAt: Instant | null;
};

/** Of the placements expected in a total, how many are in each state. */
export type Coverage = Readonly<Record<State, number>> & { readonly expected: number };

/** Nothing carried, held or never: the total lacks nothing it should have. */
export const isComplete = (coverage: Coverage): boolean =>
  coverage.carried === 0 && coverage.held === 0 && coverage.never === 0;

export const coverageOf = (placements: readonly PlacementCount[]): Coverage => {
  const coverage = {
    expected: placements.length,
    fresh: 0,
    carried: 0,
    stated: 0,
    removed: 0,
    held: 0,
    never: 0,
  };
  for (const { state } of placements) coverage[state] += 1;
  return coverage;
};

export type Total = Count & { readonly coverage: Coverage };

/**
 * The total of placements under a formula, in view-times.
 * @throws FormulaError when a placement's family is outside the formula, or it is counted apart.
 */
export const totalOf = (formula: Formula, placements: readonly PlacementCount[]): Total => {
  guard(
    formula,
    placements.map(p => p.family),
  );
  const apart = placements.find(placement => placement.apart);
  if (apart) {
    throw new FormulaError(
      `Placement ${apart.placementId} is counted apart: the count of its live show may hold it, and it cannot be added.`,
    );
  }
  const { low, high } = sum(placements.flatMap(p => (p.count ? [p.count] : [])));
  return { low, high, coverage: coverageOf(placements) };
};
