import { beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Count } from '../../pipeline/domain/count.ts';
import { countsAtEdges, type EdgeCount, interpolate, TOLERANCE_MS } from '../../pipeline/domain/edges.ts';
import { AGES, atAges } from '../../pipeline/domain/equal-age.ts';
import type { StoredReading } from '../../pipeline/domain/knowledge.ts';
import { type Instant, SOURCES } from '../../pipeline/domain/reading.ts';
import { readAroundEdges } from '../../pipeline/store/around-edges.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { readHistory } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { LATER, storeMessyMonth } from './messy-month.ts';
import { at } from './seed.ts';

const FAMILIES = ['play', 'live_entry', 'read'] as const;
const FROM = at('12-17 12:00');
/** Every seven hours, so that they fall anywhere between readings; and some instants of readings themselves. */
const EDGES = [
  ...new Set([
    ...Array.from({ length: 45 }, (_, index) => FROM + index * 7 * HOUR),
    at('12-18 09:00'),
    at('12-20 09:00'),
    at('12-20 20:00'),
  ]),
].toSorted((a, b) => a - b);
const T = at('12-29 20:00');

const { db } = testDatabase();
beforeAll(() => storeMessyMonth(db));

const ask = (asOf: Instant, knownAt: Instant) =>
  readAroundEdges(db, { campaign: 'year-end', families: FAMILIES, edges: EDGES }, { asOf, knownAt });

test('at every edge the known count of every placement is the one of the total as of then, whatever K', async () => {
  for (const knownAt of [LATER, at('12-25 07:00'), at('12-22 23:00')]) {
    const placements = await ask(T, knownAt);
    const counts = new Map(
      placements.map(placement => [placement.placementId, countsAtEdges(placement, EDGES, T)]),
    );
    for (const [index, edge] of EDGES.entries()) {
      const expected = edge > T ? [] : await readPlacementCounts(db, 'year-end', { asOf: edge, knownAt });
      const said = [...counts].flatMap(([id, each]) =>
        each[index]?.how === 'none' ? [] : [{ id, count: each[index]!.known }],
      );
      expect(said).toEqual(expected.map(({ placementId, count }) => ({ id: placementId, count })));
    }
  }
});

const open = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;

/** The slow, obvious way: all readings of one source in order, looked through for each edge. */
const drawnSlowly = (
  readings: readonly StoredReading[],
  since: Instant,
  edge: Instant,
): Pick<EdgeCount, 'how' | 'drawn'> => {
  const ordered = readings
    .filter(({ observedAt }) => observedAt <= T)
    .toSorted(
      (a, b) =>
        a.observedAt - b.observedAt ||
        a.recordedAt - b.recordedAt ||
        a.low - b.low ||
        open(a.high) - open(b.high),
    );
  const before = ordered.findLast(({ observedAt }) => observedAt <= edge)?.judgement ?? null;
  const after = ordered.find(
    ({ observedAt, judgement }) => observedAt > edge && judgement.verdict === 'accepted',
  );
  const next = after?.judgement.count ?? null;
  if (edge < since) return { how: 'none', drawn: { low: 0, high: 0 } };
  const was: (Count & { at: number }) | null =
    before?.count && before.acceptedAt !== null ? { at: before.acceptedAt, ...before.count } : null;
  if (was && edge - was.at <= TOLERANCE_MS) return { how: 'read', drawn: before!.count };
  if (next && after!.observedAt - edge <= TOLERANCE_MS) return { how: 'read', drawn: next };
  const start = was ?? { at: since, low: 0, high: 0 };
  if (next)
    return { how: 'interpolated', drawn: interpolate(start, { at: after!.observedAt, ...next }, edge) };
  return was ? { how: 'carried', drawn: before!.count } : { how: 'unread', drawn: null };
};

test('the count at the edge itself is what all its readings in order say', async () => {
  const placements = await ask(T, LATER);
  const history = await readHistory(
    db,
    placements.map(({ placementId }) => placementId),
  );
  const single = placements.filter(({ sources }) => sources.size <= 1);
  expect(single.length).toBeGreaterThan(12);
  for (const placement of single) {
    const own = history.filter(({ placementId }) => placementId === placement.placementId);
    expect(
      countsAtEdges(placement, EDGES, T).map(({ how, drawn }, index) => ({ edge: EDGES[index], how, drawn })),
    ).toEqual(
      EDGES.map(edge =>
        edge > T
          ? { edge, how: 'none', drawn: { low: 0, high: 0 } }
          : { edge, ...drawnSlowly(own, placement.since, edge) },
      ),
    );
  }
});

test('with two sources the better one gives the count while it is fresh enough', async () => {
  const placements = await ask(T, LATER);
  const two = placements.filter(({ sources }) => sources.size > 1);
  expect(two.length).toBeGreaterThan(3);
  for (const placement of two) {
    for (const [index, edge] of EDGES.entries()) {
      if (edge > T || edge < placement.since) continue;
      const [standing] = (await readPlacementCounts(db, 'year-end', { asOf: edge, knownAt: LATER })).filter(
        ({ placementId }) => placementId === placement.placementId,
      );
      const { source, known } = countsAtEdges(placement, EDGES, T)[index]!;
      if (known) expect(source).toBe(standing!.source);
      expect(source === null || SOURCES.includes(source)).toBe(true);
    }
  }
});

test('counted from an origin, the ages of an episode are the totals at those instants', async () => {
  const origin = at('12-19 07:30');
  const placements = await readAroundEdges(
    db,
    {
      campaign: 'year-end',
      families: FAMILIES,
      edges: AGES.map(({ ms }) => ms),
      origins: new Map([['', origin]]),
    },
    { asOf: T, knownAt: LATER },
  );
  const ages = atAges(placements, origin, T, []);
  expect(ages.map(age => age?.at ?? null)).toEqual([
    origin + HOUR,
    origin + DAY,
    origin + 3 * DAY,
    origin + 7 * DAY,
    null,
  ]);
  for (const age of ages) {
    if (age === null) continue;
    const then = await readPlacementCounts(db, 'year-end', { asOf: age.at, knownAt: LATER });
    const counts = then.flatMap(({ count }) => count ?? []);
    expect({ total: age.total, expected: age.expected, counted: age.counted }).toEqual({
      total: {
        low: counts.reduce((sum, { low }) => sum + low, 0),
        high: counts.some(({ high }) => high === null)
          ? null
          : counts.reduce((sum, { high }) => sum + Number(high), 0),
      },
      expected: then.length,
      counted: counts.length,
    });
  }
});
