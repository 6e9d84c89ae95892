import type { Count } from './count.ts';

/** Thresholds of everything that is counted; a campaign has its goal beside them. */
export const THRESHOLDS: readonly number[] = [
  100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
];

export const MILESTONE_SCOPES = ['campaign', 'episode', 'work', 'placement'] as const;
type MilestoneScope = (typeof MILESTONE_SCOPES)[number];

/** What may reach a milestone: one scope by one way of counting. */
export type MilestoneKey = {
  readonly scope: MilestoneScope;
  /** Of a campaign its own id. */
  readonly scopeId: string;
  /** A formula with its version, or of a placement the family of its counter. */
  readonly basis: string;
};

/** How much it counts at a moment, and the thresholds it may reach. */
export type Climber = MilestoneKey & { readonly count: Count; readonly thresholds: readonly number[] };

export type Crossing = { readonly threshold: number; readonly kind: 'reached' | 'lost' };

/**
 * What a total's lower end crosses: a threshold is reached once, and may be reached again only after it was lost, when a
 * correction took the lower end below. The same total again crosses nothing.
 * @param reached the thresholds that stand
 */
export const crossings = (
  reached: ReadonlySet<number>,
  low: number,
  thresholds: readonly number[],
): Crossing[] =>
  thresholds.flatMap((threshold): Crossing[] => {
    if (low >= threshold) return reached.has(threshold) ? [] : [{ threshold, kind: 'reached' }];
    return reached.has(threshold) ? [{ threshold, kind: 'lost' }] : [];
  });

/** The thresholds that stand after crossings. */
export const afterCrossing = (
  reached: ReadonlySet<number>,
  crossed: readonly Crossing[],
): ReadonlySet<number> => {
  const standing = new Set(reached);
  for (const { threshold, kind } of crossed) {
    if (kind === 'reached') standing.add(threshold);
    else standing.delete(threshold);
  }
  return standing;
};

export const milestoneKey = ({ scope, scopeId, basis }: MilestoneKey): string =>
  `${scope} ${scopeId} ${basis}`;
