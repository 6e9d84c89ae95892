import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../pipeline/days.ts';
import {
  countsAtEdges,
  type EdgedPlacement,
  growthOf,
  interpolate,
  type Stretch,
  TOLERANCE_MS,
} from '../../pipeline/domain/edges.ts';

const exact = (at: number, value: number) => ({ at, low: value, high: value });

describe('between two readings', () => {
  test('the line is rounded outwards, so that it holds the true share', () => {
    expect([1, 2, 3].map(at => interpolate(exact(0, 0), exact(4, 10), at))).toEqual([
      { low: 2, high: 3 },
      { low: 5, high: 5 },
      { low: 7, high: 8 },
    ]);
  });

  test('rounded texts keep their width, and an open end stays open', () => {
    const before = { at: 0, low: 11_001, high: 12_999 };
    expect(interpolate(before, { at: 10, low: 13_001, high: 14_999 }, 5)).toEqual({
      low: 12_001,
      high: 13_999,
    });
    expect(interpolate(before, { at: 10, low: 100_001, high: null }, 5)).toEqual({ low: 55_501, high: null });
  });

  test('nothing is drawn across a fall; a lower end that sinks within the known interval is none', () => {
    expect(interpolate(exact(0, 1_000), exact(10, 400), 9)).toEqual({ low: 1_000, high: 1_000 });
    expect(interpolate({ at: 0, low: 100, high: 200 }, exact(3, 100), 1)).toEqual({ low: 100, high: 167 });
  });

  test('is exact whatever the size: as big integers say, between both counts, and rising', () => {
    const count = fc.integer({ min: 0, max: 2 ** 45 });
    fc.assert(
      fc.property(
        count,
        count,
        fc.integer({ min: 1, max: 400 * DAY }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, span, share) => {
          const [from, to] = a < b ? [a, b] : [b, a];
          const at = Math.floor(share * span);
          const product = BigInt(to - from) * BigInt(at);
          const down = product / BigInt(span);
          const up = (product + BigInt(span) - 1n) / BigInt(span);
          expect(interpolate(exact(0, from), exact(span, to), at)).toEqual({
            low: from + Number(down),
            high: from + Number(up),
          });
        },
      ),
    );
  });
});

const placementOf = (
  stretches: Record<number, Stretch>,
  more: Partial<EdgedPlacement> = {},
): EdgedPlacement => ({
  placementId: 1,
  episodeId: null,
  workId: 'w',
  metric: 'plays',
  family: 'play',
  origin: 0,
  since: 0,
  isPublished: true,
  sources: new Map([
    ['api', new Map(Object.entries(stretches).map(([place, stretch]) => [Number(place), stretch]))],
  ]),
  ...more,
});
const read = (at: number, value: number): Stretch => ({
  last: { ...exact(at, value), intervalS: 86_400 },
  first: exact(at, value),
  wavered: false,
});
/** One hour apart. */
const EDGES = [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR];

describe('a placement at edges', () => {
  test('read, interpolated, carried: the total beside the count at the edge itself', () => {
    const counts = countsAtEdges(
      placementOf({ 0: read(HOUR - TOLERANCE_MS, 100), 2: read(2.5 * HOUR, 250) }),
      EDGES,
      5 * HOUR,
    );
    expect(counts).toEqual([
      { how: 'read', known: { low: 100, high: 100 }, drawn: { low: 100, high: 100 }, source: 'api' },
      { how: 'interpolated', known: { low: 100, high: 100 }, drawn: { low: 205, high: 205 }, source: 'api' },
      { how: 'carried', known: { low: 250, high: 250 }, drawn: { low: 250, high: 250 }, source: 'api' },
      { how: 'carried', known: { low: 250, high: 250 }, drawn: { low: 250, high: 250 }, source: 'api' },
    ]);
    const growths = [0, 1, 2].map(index => growthOf(counts[index]!, counts[index + 1]!, true));
    // Known up to the last reading, then not at all: null is no 0.
    expect(growths).toEqual([{ low: 105, high: 105 }, { low: 45, high: 45 }, null]);
  });

  test('a millisecond beyond the tolerance is not read; a reading just after the edge is', () => {
    expect(
      countsAtEdges(
        placementOf({ 0: read(HOUR - TOLERANCE_MS - 1, 100), 2: read(2 * HOUR + TOLERANCE_MS, 250) }),
        EDGES,
        5 * HOUR,
      ).map(({ how, drawn }) => [how, drawn?.low]),
    ).toEqual([
      ['interpolated', 118],
      ['read', 250],
      ['carried', 250],
      ['carried', 250],
    ]);
  });

  test('before the first reading it is drawn from 0 at publication, and not at all where that is unknown', () => {
    const stretches = { 2: read(2.5 * HOUR, 100) };
    const since = 0.5 * HOUR;
    const published = countsAtEdges(placementOf(stretches, { since }), EDGES, 5 * HOUR);
    expect(published.slice(0, 2)).toEqual([
      { how: 'interpolated', known: null, drawn: { low: 25, high: 25 }, source: null },
      { how: 'interpolated', known: null, drawn: { low: 75, high: 75 }, source: null },
    ]);
    const registered = countsAtEdges(placementOf(stretches, { since, isPublished: false }), EDGES, 5 * HOUR);
    expect(registered.slice(0, 2)).toEqual([
      { how: 'unread', known: null, drawn: null, source: null },
      { how: 'unread', known: null, drawn: null, source: null },
    ]);
    expect(growthOf(registered[1]!, registered[2]!, false)).toBe(null);
  });

  test('nothing is said of an edge after T, and a count from before the publication is 0', () => {
    const counts = countsAtEdges(
      placementOf({ 2: read(2.5 * HOUR, 100) }, { since: 2 * HOUR }),
      EDGES,
      3 * HOUR,
    );
    expect(counts.map(({ how }) => how)).toEqual(['none', 'interpolated', 'carried', 'none']);
    expect(counts[0]).toEqual({ how: 'none', known: null, drawn: { low: 0, high: 0 }, source: null });
  });

  test('a fall is a step in the hour of its reading', () => {
    const counts = countsAtEdges(
      placementOf({ 0: read(HOUR, 1_000), 3: read(3.5 * HOUR, 400) }),
      EDGES,
      5 * HOUR,
    );
    const growths = [0, 1, 2].map(index => growthOf(counts[index]!, counts[index + 1]!, true));
    expect(growths).toEqual([
      { low: 0, high: 0 },
      { low: 0, high: 0 },
      { low: -600, high: -600 },
    ]);
  });

  test('the better source counts while it is at most a week behind', () => {
    const api = new Map([[0, read(HOUR, 100)]]);
    const page = new Map([
      [0, read(HOUR, 90)],
      [2, read(8 * DAY, 500)],
    ]);
    const counts = countsAtEdges(
      placementOf(
        {},
        {
          sources: new Map([
            ['page', page],
            ['api', api],
          ]),
        },
      ),
      [HOUR, 7 * DAY, 9 * DAY],
      10 * DAY,
    );
    expect(counts.map(({ source, how, known }) => [source, how, known?.low])).toEqual([
      ['api', 'read', 100],
      ['api', 'carried', 100],
      ['page', 'carried', 500],
    ]);
  });

  test('growth of exact counts adds up over the buckets, whatever the readings', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 20 * 60 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(500), { minLength: 12, maxLength: 12 }),
        (minutes, rises) => {
          const edges = Array.from({ length: 20 }, (_, hour) => hour * HOUR);
          const points = minutes
            .toSorted((a, b) => a - b)
            .map((minute, index) =>
              exact(
                minute * 60_000,
                rises.slice(0, index + 1).reduce((a, b) => a + b),
              ),
            );
          const stretches = Map.groupBy(points, ({ at }) => edges.findLastIndex(edge => edge < at) + 1);
          const placement = placementOf(
            Object.fromEntries(
              [...stretches].map(([place, inside]) => [
                place,
                { last: { ...inside.at(-1)!, intervalS: 3_600 }, first: inside[0]!, wavered: false },
              ]),
            ),
          );
          const counts = countsAtEdges(placement, edges, 30 * HOUR);
          const growths = counts.slice(1).map((count, index) => growthOf(counts[index]!, count, true));
          const known = growths.flatMap(growth => growth ?? []);
          const last = counts.at(-1)!.drawn!;
          // The beginning is publication at the first edge: 0, or what was read about then.
          const first = counts[0]!.drawn!;
          expect(known.reduce((sum, { low }) => sum + low!, 0)).toBeLessThanOrEqual(last.low - first.high!);
          expect(known.reduce((sum, { high }) => sum + high!, 0)).toBeGreaterThanOrEqual(
            last.high! - first.low,
          );
        },
      ),
    );
  });
});
