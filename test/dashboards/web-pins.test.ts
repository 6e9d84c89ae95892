import { expect, test } from 'vitest';
import { barOf, type GrowthDay, growthByDay } from '../../dashboards/web/src/charts/growth-days.ts';
import { namedPins } from '../../dashboards/web/src/charts/growth-pins.ts';

test('a pin is named where its words end before the next mark and the edge; of one day the last is', () => {
  const words = ['100万', '1000万', '发布', '口径变更：抖音'];
  // 12 px a Chinese character, 6.4 a Latin one, and 8 px of air on either side.
  expect(namedPins([100, 160, 260, 299], words, 500)).toEqual([true, true, false, true]);
  expect(namedPins([100, 130, 260, 420], words, 500)).toEqual([false, true, true, false]);
  expect(namedPins([100, 100, 260, 300], words, 390)).toEqual([false, true, true, false]);
  expect(namedPins([], [], 500)).toEqual([]);
});

const day = (date: string, growth: number, expected = 1): GrowthDay => ({
  ...{ date, at: `${date}T15:59:59.999Z`, low: 1, high: 1, growth, expected, carried: 0 },
});

test('growth is the step of the curve to the digit, under the day it is of; what lies across midnight is told', () => {
  const bucket = (name: string, acrossStart: number) => ({
    ...{ name, from: '', to: '', low: 1, high: 1, expected: 1, counted: 1 },
    end: { low: 1, high: 1, read: 1, interpolated: 0, carried: 0, unread: 0 },
    // Drawn between readings: another figure, and not the step of the curve.
    growth: { low: 7, high: 8 },
    ...{ risen: 9, acrossStart, estimated: true, grown: 1, interpolated: 1, partial: 0, unknown: 2 },
    ...{ wavered: 0, sourceChanged: 0, steps: [] },
  });
  const growth = growthByDay(
    [day('2022-12-04', 3, 0), day('2022-12-05', 12), day('2022-12-06', 5), day('2022-12-07', -4)],
    [bucket('2022-12-07', 1), bucket('2022-12-05', 2), bucket('2022-12-04', 3)],
  );
  expect([...growth]).toEqual([
    [1, { risen: 12, across: 2, unknown: 2 }],
    [3, { risen: -4, across: 1, unknown: 2 }],
  ]);
});

test('the parts of a bar end where the day does, and neither points the other way', () => {
  const bar = (risen: number, across: number) => barOf({ risen, across, unknown: 0 });
  expect([bar(100, 30), bar(100, 0), bar(100, 130), bar(100, -30), bar(-50, -20), bar(-50, 10)]).toEqual([
    { sure: 70, estimate: 30 },
    { sure: 100, estimate: 0 },
    { sure: 0, estimate: 100 },
    { sure: 100, estimate: 0 },
    { sure: -30, estimate: -20 },
    { sure: -50, estimate: 0 },
  ]);
});
