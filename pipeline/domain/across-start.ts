import { type EdgeCount, type EdgedPlacement, type Stretch, TOLERANCE_MS } from './edges.ts';
import type { Instant } from './reading.ts';

/**
 * Of what the lower end of a placement rose by from one edge to the next: the part between its last reading before the
 * first edge and its first one after it. On which side of the edge that grew, no reading says; the rest grew within.
 * Nothing where it was read at the edge, or published after it; all of it where another source counts than before.
 * @param start the first edge, counted from the placement's origin
 * @param place place of the stretch that begins there
 */
export const acrossStart = (
  placement: EdgedPlacement,
  before: EdgeCount,
  after: EdgeCount,
  start: Instant,
  place: number,
): number => {
  if (after.known === null || after.source === null) return 0;
  if (before.how === 'none' && placement.isPublished) return 0;
  const low = before.known === null ? 0 : before.known.low;
  const rise = after.known.low - low;
  if (before.source !== null && before.source !== after.source) return rise;
  const stretches = placement.sources.get(after.source);
  const first = stretches?.get(place)?.first ?? null;
  if (first === null) return rise;
  const last = lastUpTo(stretches, place - 1);
  return last !== null && start - last <= TOLERANCE_MS ? 0 : first.low - low;
};

/** When the last judged reading up to a place was accepted; null where there is none. */
const lastUpTo = (stretches: ReadonlyMap<number, Stretch> | undefined, place: number): Instant | null => {
  for (let at = place; at >= 0; at -= 1) {
    const stretch = stretches?.get(at);
    if (stretch) return stretch.last === null ? null : stretch.last.at;
  }
  return null;
};
