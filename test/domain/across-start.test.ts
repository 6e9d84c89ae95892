import { expect, test } from 'vitest';
import { HOUR } from '../../pipeline/days.ts';
import { seriesOf } from '../../pipeline/domain/time-series.ts';
import { EDGES, placement } from './edged.ts';

test('what grew between a reading before an edge and the first after it may be of either side; the rest is sure', () => {
  const across = (
    points: readonly (readonly [at: number, value: number])[],
    more: Parameters<typeof placement>[2] = {},
  ) => {
    const { samples, intervals } = seriesOf(
      { placements: [placement(1, points, more)], adjustments: [], falls: [] },
      EDGES,
      3 * HOUR,
    );
    const [first, second] = samples;
    return [Number(second?.known.low) - Number(first?.known.low), intervals[0]?.acrossStart];
  };
  const minutes = (n: number) => n * (HOUR / 60);
  // Half an hour before the edge, then within the hour: 30 of the 50 lie across it.
  expect(across([[minutes(30), 100], [minutes(80), 130], [minutes(110), 150]])).toEqual([50, 30]); // biome-ignore format: points
  // Read within the tolerance before the edge: all of it grew after.
  expect(across([[minutes(50), 100], [minutes(110), 150]])).toEqual([50, 0]); // biome-ignore format: points
  expect(across([[minutes(49), 100], [minutes(110), 150]])).toEqual([50, 50]); // biome-ignore format: points
  // Published within the hour: nothing grew before. Only registered then: nobody knows.
  expect(across([[minutes(110), 150]], { since: minutes(70) })).toEqual([150, 0]);
  expect(across([[minutes(110), 150]], { since: minutes(70), isPublished: false })).toEqual([150, 150]);
  // Published before, first read after: the count so far may be of either side.
  expect(across([[minutes(80), 120], [minutes(110), 150]])).toEqual([150, 120]); // biome-ignore format: points
  // Not read within the hour: nothing rose.
  expect(across([[minutes(30), 100], [minutes(170), 150]])).toEqual([0, 0]); // biome-ignore format: points
});

test('what another source counts than before grew on no side that anybody knows', () => {
  const page = placement(1, [[0.5 * HOUR, 100]], { source: 'page' });
  const api = placement(1, [[1.5 * HOUR, 400], [1.9 * HOUR, 500]]); // biome-ignore format: points
  const both = { ...api, sources: new Map([...api.sources, ...page.sources]) };
  const { intervals } = seriesOf({ placements: [both], adjustments: [], falls: [] }, EDGES, 3 * HOUR);
  expect(intervals.map(({ acrossStart }) => acrossStart)).toEqual([400, 0]);
});
