import { expect, test } from 'vitest';
import { growthByDay } from '../../dashboards/web/src/charts/growth-days.ts';
import { namedPins } from '../../dashboards/web/src/charts/growth-pins.ts';

test('a pin is named where its words end before the next mark and the edge; of one day the last is', () => {
  const words = ['100万', '1000万', '发布', '口径变更：抖音'];
  // 12 px a Chinese character, 6.4 a Latin one, and 8 px of air on either side.
  expect(namedPins([100, 160, 260, 299], words, 500)).toEqual([true, true, false, true]);
  expect(namedPins([100, 130, 260, 420], words, 500)).toEqual([false, true, true, false]);
  expect(namedPins([100, 100, 260, 300], words, 390)).toEqual([false, true, true, false]);
  expect(namedPins([], [], 500)).toEqual([]);
});

test('growth stands under the day it is of; a day that the series lacks has none', () => {
  const day = (date: string) => ({
    ...{ date, at: `${date}T15:59:59.999Z`, low: 1, high: 1, growth: 1, expected: 1, carried: 0 },
  });
  const bucket = (name: string, low: number | null) => ({
    ...{ name, from: '', to: '', low: 1, high: 1, expected: 1, counted: 1 },
    end: { low: 1, high: 1, read: 1, interpolated: 0, carried: 0, unread: 0 },
    growth: low === null ? null : { low, high: low },
    ...{ estimated: true, grown: 1, interpolated: 1, partial: 0, unknown: 0 },
    ...{ wavered: 0, sourceChanged: 0, steps: [] },
  });
  const growth = growthByDay(
    [day('2022-12-05'), day('2022-12-06'), day('2022-12-07')],
    [bucket('2022-12-07', null), bucket('2022-12-05', 12), bucket('2022-12-04', 3)],
  );
  expect([...growth].map(([index, { growth: found }]) => [index, found])).toEqual([
    [0, { low: 12, high: 12 }],
    [2, null],
  ]);
});
