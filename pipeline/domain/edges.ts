import { DAY } from '../days.ts';
import type { Count } from './count.ts';
import type { Family, Metric } from './metrics.ts';
import { type Instant, SOURCES, type Source } from './reading.ts';

/** A count with the instant of the reading that gives it. */
export type Point = Count & { readonly at: Instant };

/** What lies between two neighbouring edges, the later one included, in one source: all that a series needs of it. */
export type Stretch = {
  /** What the last judged reading counts as; null while nothing was ever accepted. */
  readonly last: (Point & { readonly intervalS: number }) | null;
  /** The first accepted reading; null where there is none. */
  readonly first: Point | null;
  /** One of the readings fell by no more than platforms do daily. */
  readonly wavered: boolean;
};

/** A placement as a series sees it. */
export type EdgedPlacement = {
  readonly placementId: number;
  /** Null for a work of the campaign alone. */
  readonly episodeId: string | null;
  readonly workId: string;
  /** Its counting metric: other counters of the same item, of the same family even, are none of its series. */
  readonly metric: Metric;
  readonly family: Family;
  /** What its instants, and those of the edges, are counted from: 1970, or its episode's broadcast. */
  readonly origin: Instant;
  /** From when on it is expected: its publication, or its registration where that is unknown. */
  readonly since: Instant;
  readonly isPublished: boolean;
  /** By source, the stretches that hold readings: 0 up to the first edge, 1 up to the second … */
  readonly sources: ReadonlyMap<Source, ReadonlyMap<number, Stretch>>;
};

/**
 * How the count at an edge is had. `none`: not expected yet, it counts 0. `read`: an accepted reading lies within the
 * tolerance. `interpolated`: between two readings, or publication and the first. `carried`: after the last reading.
 * `unread`: nothing read yet and nothing to draw from; it has no count, which is no 0.
 */
type How = 'none' | 'read' | 'interpolated' | 'carried' | 'unread';

/** How a placement stands at one edge. */
export type EdgeCount = {
  readonly how: How;
  /** As a total takes it: the last accepted reading up to the edge; null where there is none. */
  readonly known: Count | null;
  /** The count at the edge itself; null for `unread`. */
  readonly drawn: Count | null;
  readonly source: Source | null;
};

/** A difference of two counts: a null end is open (the other count has no bound there). */
export type Growth = { readonly low: number | null; readonly high: number | null };

/** How close a reading must lie to an edge to be the count there, ms: a scheduled run takes minutes. */
export const TOLERANCE_MS = 10 * 60_000;

/** A better source stands as long as its last accepted reading is at most this much older than the newest of any. */
const SOURCE_AGE = 7 * DAY;

const NOTHING: Count = { low: 0, high: 0 };
const NONE: EdgeCount = { how: 'none', known: null, drawn: NOTHING, source: null };

/**
 * The counts of one placement at rising edges, by readings up to `until`; edges after it are `none`. The source is
 * chosen at each edge as totals choose it.
 */
export const countsAtEdges = (
  { since, isPublished, sources }: EdgedPlacement,
  edges: readonly Instant[],
  until: Instant,
): EdgeCount[] => {
  const series = SOURCES.flatMap(source => {
    const stretches = sources.get(source);
    return stretches ? [{ source, ...neighbours(stretches, edges.length) }] : [];
  });
  return edges.map((edge, index) => {
    if (edge < since || edge > until) return NONE;
    const chosen = choose(series, index);
    const before = chosen?.before[index] ?? null;
    const after = chosen?.after[index] ?? null;
    const known = before && bounds(before);
    const found = draw(before, after, isPublished ? since : null, edge);
    return { ...found, known, source: before === null ? null : (chosen?.source ?? null) };
  });
};

/** At each edge the last reading up to it and the first accepted one after it, of one source. */
type Neighbours = {
  readonly before: readonly Stretch['last'][];
  readonly after: readonly (Point | null)[];
  /** Edges up to which nothing was read, accepted or not. */
  readonly begins: number;
};

const neighbours = (stretches: ReadonlyMap<number, Stretch>, edges: number): Neighbours => {
  const before: Stretch['last'][] = [];
  let begins = edges;
  for (let place = 0; place < edges; place += 1) {
    const stretch = stretches.get(place);
    if (stretch && begins > place) begins = place;
    before.push(stretch ? stretch.last : (before[place - 1] ?? null));
  }
  const after: (Point | null)[] = new Array(edges).fill(null);
  for (let place = edges; place > 0; place -= 1) {
    after[place - 1] = stretches.get(place)?.first ?? after[place] ?? null;
  }
  return { before, after, begins };
};

type Ranked = Neighbours & { readonly source: Source };

/** The best source whose last accepted reading is not too old; sources not read yet stand behind those that were. */
const choose = (series: readonly Ranked[], index: number): Ranked | undefined => {
  if (series.length < 2) return series[0];
  const newest = Math.max(...series.map(({ before }) => before[index]?.at ?? Number.NEGATIVE_INFINITY));
  const stands = ({ before }: Ranked): boolean => {
    const last = before[index];
    return last != null && last.at >= newest - Math.max(SOURCE_AGE, Math.floor(1.5 * last.intervalS) * 1000);
  };
  return series.find(stands) ?? series.find(({ begins }) => begins <= index) ?? series[0];
};

const draw = (
  before: Point | null,
  after: Point | null,
  published: Instant | null,
  edge: Instant,
): Pick<EdgeCount, 'how' | 'drawn'> => {
  if (before && edge - before.at <= TOLERANCE_MS) return { how: 'read', drawn: bounds(before) };
  if (after && after.at - edge <= TOLERANCE_MS) return { how: 'read', drawn: bounds(after) };
  if (before && after) return { how: 'interpolated', drawn: interpolate(before, after, edge) };
  if (before) return { how: 'carried', drawn: bounds(before) };
  if (after && published !== null) {
    return { how: 'interpolated', drawn: interpolate({ at: published, ...NOTHING }, after, edge) };
  }
  return { how: 'unread', drawn: null };
};

const bounds = ({ low, high }: Count): Count => ({ low, high });

/**
 * The count at an instant between two readings, on the straight line: the lower end rounded down, the upper end up. A
 * fall is a step at its own reading: nothing is drawn across it.
 */
export const interpolate = (before: Point, after: Point, at: Instant): Count => {
  if (after.high !== null && after.high < before.low) return bounds(before);
  const [passed, span] = [at - before.at, after.at - before.at];
  return {
    low: before.low + shareDown(after.low - before.low, passed, span),
    high:
      before.high === null || after.high === null
        ? null
        : before.high - shareDown(before.high - after.high, passed, span),
  };
};

/** ⌊difference × passed ÷ span⌋, exactly: in big integers where the product leaves the safe ones. */
const shareDown = (difference: number, passed: number, span: number): number => {
  const product = difference * passed;
  if (Number.isSafeInteger(product)) {
    const rest = ((product % span) + span) % span;
    return (product - rest) / span;
  }
  const [whole, by] = [BigInt(difference) * BigInt(passed), BigInt(span)];
  const rest = ((whole % by) + by) % by;
  return Number((whole - rest) / by);
};

/**
 * Growth of one placement from an edge to the next. Null where nobody knows it: after a carried edge, around an unread
 * one, and from before its registration where its publication is unknown. To a carried edge it is the growth up to
 * the last reading.
 */
export const growthOf = (from: EdgeCount, to: EdgeCount, isPublished: boolean): Growth | null => {
  if (to.drawn === null || to.how === 'none' || from.drawn === null || from.how === 'carried') return null;
  if (from.how === 'none' && !isPublished) return null;
  return difference(from.drawn, to.drawn);
};

export const difference = (from: Count, to: Count): Growth => ({
  low: from.high === null ? null : to.low - from.high,
  high: to.high === null ? null : to.high - from.low,
});

export const addGrowth = (a: Growth, b: Growth): Growth => ({
  low: a.low === null || b.low === null ? null : a.low + b.low,
  high: a.high === null || b.high === null ? null : a.high + b.high,
});
