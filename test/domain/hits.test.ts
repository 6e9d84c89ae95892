import { expect, test } from 'vitest';
import { DAY } from '../../pipeline/days.ts';
import type { EdgedPlacement } from '../../pipeline/domain/edges.ts';
import { DEFAULT_HITS, type HitRules, hitEdges, hitsOf } from '../../pipeline/domain/hits.ts';

const RULES: HitRules = {
  ...DEFAULT_HITS,
  families: { read: { atLeast: 50_000, withinDays: 30 } },
};
const PUBLISHED = 1_000 * DAY;

/** Counts by the stretch they are read in: 0 within 7 days of publication, 1 within 30, 2 later. */
const placement = (
  placementId: number,
  counts: Readonly<Record<number, number>>,
  more: Partial<EdgedPlacement> = {},
): EdgedPlacement => ({
  placementId,
  episodeId: null,
  workId: 'w',
  metric: 'plays',
  family: 'play',
  origin: PUBLISHED,
  since: 0,
  isPublished: true,
  sources: new Map([
    [
      'api',
      new Map(
        Object.entries(counts).map(([place, value]) => {
          const point = { at: DAY, low: value, high: value };
          return [Number(place), { last: { ...point, intervalS: 86_400 }, first: point, wavered: false }];
        }),
      ),
    ],
  ]),
  ...more,
});

test('placements are asked for at the end of every rule’s days', () => {
  expect(hitEdges(RULES)).toEqual([7 * DAY, 30 * DAY]);
});

test('a hit has so many by then: not later, and not of unknown age', () => {
  const { placements } = hitsOf(
    [
      placement(1, { 0: 100_000 }),
      placement(2, { 0: 99_999, 1: 500_000 }),
      placement(3, { 1: 500_000 }),
      placement(4, { 0: 200_000 }, { isPublished: false }),
      placement(5, { 1: 50_000 }, { family: 'read' }),
    ],
    RULES,
    ['play'],
  );
  expect(placements).toEqual([
    {
      ...{ placementId: 1, workId: 'w', family: 'play', publishedAt: PUBLISHED },
      rule: { atLeast: 100_000, withinDays: 7 },
      count: { low: 100_000, high: 100_000 },
    },
    {
      ...{ placementId: 5, workId: 'w', family: 'read', publishedAt: PUBLISHED },
      rule: { atLeast: 50_000, withinDays: 30 },
      count: { low: 50_000, high: 50_000 },
    },
  ]);
});

test('the placements of a work are added up, within the families that may be', () => {
  const { works } = hitsOf(
    [
      placement(1, { 0: 60_000 }, { workId: 'a' }),
      placement(2, { 0: 40_000 }, { workId: 'a' }),
      placement(3, { 0: 90_000 }, { workId: 'b' }),
      placement(4, { 0: 90_000 }, { workId: 'b', family: 'read' }),
    ],
    RULES,
    ['play'],
  );
  expect(works).toEqual([
    {
      workId: 'a',
      rule: { atLeast: 100_000, withinDays: 7 },
      placements: 2,
      count: { low: 100_000, high: 100_000 },
    },
  ]);
});
