import { DAY, HOUR } from '../days.ts';
import { add, type Count, sum, ZERO } from './count.ts';
import { countsAtEdges, type EdgedPlacement } from './edges.ts';
import type { Instant } from './reading.ts';

/** Older things look better only because they are older: compared are those of one age. */
export const AGES = [
  { id: '1h', ms: HOUR },
  { id: '1d', ms: DAY },
  { id: '3d', ms: 3 * DAY },
  { id: '7d', ms: 7 * DAY },
  { id: '30d', ms: 30 * DAY },
] as const;
type AgeId = (typeof AGES)[number]['id'];

/** Where something stood at an age. */
export type AtAge = {
  readonly id: AgeId;
  readonly at: Instant;
  /** The total then: the last accepted readings up to that instant. */
  readonly total: Count;
  /** The count at the instant itself; interpolated where no reading lies near. */
  readonly estimate: Count;
  readonly expected: number;
  /** Of them with a count by then. */
  readonly counted: number;
  /** Of them those read within the tolerance; of the others the estimate is drawn, carried, or there is none. */
  readonly read: number;
  readonly interpolated: number;
};

/**
 * Placements at each age of their origin; null where it is not that old by T.
 * @param adjustments each with the instant from which on it counts
 * @param placements those of one origin, their instants counted from it, read at the edges of {@link AGES}
 */
export const atAges = (
  placements: readonly EdgedPlacement[],
  origin: Instant,
  asOf: Instant,
  adjustments: readonly (Count & { readonly at: Instant })[],
): (AtAge | null)[] => {
  const edges = AGES.map(({ ms }) => ms);
  const counts = placements.map(placement => countsAtEdges(placement, edges, asOf - origin));
  return AGES.map(({ id, ms }, index) => {
    if (origin + ms > asOf) return null;
    const parts = counts.flatMap(each => each[index] ?? []).filter(({ how }) => how !== 'none');
    const adjusted = sum(adjustments.filter(({ at }) => at <= origin + ms));
    const sumOf = (pick: (part: (typeof parts)[number]) => Count | null): Count =>
      parts.reduce((total, part) => add(total, pick(part) ?? ZERO), adjusted);
    return {
      id,
      at: origin + ms,
      total: sumOf(({ known }) => known),
      estimate: sumOf(({ drawn }) => drawn),
      expected: parts.length,
      counted: parts.filter(({ known }) => known !== null).length,
      read: parts.filter(({ how }) => how === 'read').length,
      interpolated: parts.filter(({ how }) => how === 'interpolated').length,
    };
  });
};
