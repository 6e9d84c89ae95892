import type { Instant } from './reading.ts';

/** How much is stored of a placement. */
export type Size = {
  readonly placementId: number;
  readonly readings: number;
  readonly decisions: number;
  /** Newest `recordedAt` of both. */
  readonly latestAt: Instant;
};

/** From which placement to which, both included. */
export type Range = { readonly first: number; readonly last: number };

/** Placements that are judged in one go, with what is stored of them. */
export type Portion = Range & Omit<Size, 'placementId'>;

/** Keeps what one block takes in memory below a few hundred megabytes; only a placement with more goes over it. */
const READINGS_PER_BLOCK = 50_000;

/** Those of the blocks done that nothing was added to since. Readings and decisions are never removed. */
export const stillValid = <Block extends Portion>(
  blocks: readonly Block[],
  sizes: readonly Size[],
): Block[] =>
  blocks.filter(({ first, last, readings, decisions }) => {
    const now = portionOf(sizes.slice(indexFrom(sizes, first), indexFrom(sizes, last + 1)));
    return now !== null && now.readings === readings && now.decisions === decisions;
  });

/** What is left to do, in order of placements. @param done blocks in that order */
export const blocksLeft = (
  sizes: readonly Size[],
  done: readonly Range[],
  readingsPerBlock = READINGS_PER_BLOCK,
): Portion[] => {
  const left: Portion[] = [];
  let open: Size[] = [];
  let readings = 0;
  const close = (): void => {
    const portion = portionOf(open);
    if (portion) left.push(portion);
    open = [];
    readings = 0;
  };
  let next = 0;
  for (const size of sizes) {
    while ((done[next]?.last ?? Number.POSITIVE_INFINITY) < size.placementId) next += 1;
    if ((done[next]?.first ?? Number.POSITIVE_INFINITY) <= size.placementId) {
      close();
      continue;
    }
    if (readings + size.readings > readingsPerBlock) close();
    open.push(size);
    readings += size.readings;
  }
  close();
  return left;
};

const portionOf = (sizes: readonly Size[]): Portion | null => {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last) return null;
  return {
    first: first.placementId,
    last: last.placementId,
    readings: sizes.reduce((sum, size) => sum + size.readings, 0),
    decisions: sizes.reduce((sum, size) => sum + size.decisions, 0),
    latestAt: sizes.reduce((latest, size) => Math.max(latest, size.latestAt), 0),
  };
};

/** Index of the first size of that placement or a later one. */
const indexFrom = (sizes: readonly Size[], placementId: number): number => {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const size = sizes[middle];
    if (size !== undefined && size.placementId < placementId) low = middle + 1;
    else high = middle;
  }
  return low;
};
