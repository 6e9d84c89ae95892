import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GrowthDay, labelledDays, runsOf } from '../../dashboards/web/src/charts/growth-days.ts';
import { hatch } from '../../dashboards/web/src/charts/hatch.ts';
import { placeNames, scaleTo, shortName, textWidth } from '../../dashboards/web/src/charts/name-layout.ts';
import { curvePoints } from '../../dashboards/web/src/components/curve-points.ts';
import { sparkPaths } from '../../dashboards/web/src/components/spark-paths.ts';

const day = (carried: number, expected = 10): GrowthDay => ({
  date: '2022-12-05',
  at: '2022-12-05T15:59:59.999Z',
  low: 1,
  high: 1,
  growth: 1,
  expected,
  carried,
});

test('the curve is dotted into days with carried placements, and broken where there was no total', () => {
  expect(runsOf([day(0), day(0), day(2), day(2), day(0), day(0)])).toEqual([
    { dotted: false, from: 0, to: 1 },
    { dotted: true, from: 1, to: 3 },
    { dotted: false, from: 3, to: 5 },
  ]);
  expect(runsOf([day(0, 0), day(0), day(1), day(0, 0), day(0)])).toEqual([
    { dotted: true, from: 1, to: 2 },
    { dotted: false, from: 4, to: 4 },
  ]);
  expect(runsOf([])).toEqual([]);
});

test('every step between two days with totals is drawn exactly once, in its own manner', () => {
  const days = fc.array(fc.tuple(fc.nat(2), fc.nat(2)).map(([carried, expected]) => day(carried, expected)));
  fc.assert(
    fc.property(days, list => {
      const drawn = runsOf(list).flatMap(run =>
        Array.from({ length: run.to - run.from }, (_, i) => [run.from + i, run.dotted]),
      );
      const wanted = list.flatMap((to, index) => {
        const from = list[index - 1];
        return from && from.expected > 0 && to.expected > 0 ? [[index - 1, to.carried > 0]] : [];
      });
      expect(drawn).toEqual(wanted);
    }),
  );
});

test('first and last day are always named', () => {
  expect([...labelledDays(26, 10)]).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 25]);
  expect([...labelledDays(26, 3)]).toEqual([0, 13, 25]);
  expect([...labelledDays(1, 9)]).toEqual([0]);
  expect([...labelledDays(0, 9)]).toEqual([]);
});

test('scales end on a round step at or above the highest value', () => {
  expect([18_420_715, 20_000_000, 7, 0].map(most => scaleTo(most, 4))).toEqual([
    { max: 20_000_000, interval: 5_000_000 },
    { max: 20_000_000, interval: 5_000_000 },
    { max: 8, interval: 2 },
    { max: 1, interval: 1 },
  ]);
});

test('names are cut between words, Chinese ones not at all', () => {
  expect([
    shortName('Housing and Construction Commission', 104),
    shortName('Education Commission', 300),
    shortName('市交通运输委', 60),
  ]).toEqual(['Housing', 'Education Commission', '市交通运输委']);
});

test('names stand left above, else right below, else nowhere', () => {
  const frame = { left: 40, right: 400, top: 0, bottom: 200 };
  expect(
    placeNames(
      [
        { x: 50, y: 195, name: '市教委' },
        { x: 200, y: 100, name: '市水务局' },
        { x: 210, y: 98, name: '市商务局' },
        { x: 215, y: 97, name: '市公安局' },
        { x: 300, y: 50, name: '' },
      ],
      frame,
    ),
  ).toEqual([{ side: 'below', dy: -3 }, { side: 'above', dy: -10 }, { side: 'below', dy: 10 }, null, null]);
});

test('placed names never cover one another', () => {
  const frame = { left: 0, right: 1000, top: 0, bottom: 300 };
  const dot = fc.record({
    x: fc.integer({ min: 0, max: 1000 }),
    y: fc.integer({ min: 0, max: 300 }),
    name: fc.constantFrom('市教委', '市交通运输委', 'Education Commission'),
  });
  fc.assert(
    fc.property(fc.array(dot, { maxLength: 14 }), dots => {
      const boxes = placeNames(dots, frame).flatMap((place, index) => {
        const at = dots[index];
        if (!place || !at) return [];
        const width = textWidth(at.name);
        const left = place.side === 'above' ? at.x - 7 - width : at.x + 7;
        return [{ left, right: left + width, y: at.y + place.dy }];
      });
      const clashes = boxes.flatMap((a, i) =>
        boxes.slice(i + 1).filter(b => a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < 16),
      );
      expect(clashes).toEqual([]);
    }),
  );
});

test('a placement’s curve starts its value axis at zero and marks held readings', () => {
  const reading = (
    observedAt: string,
    low: number,
    countLow: number | null,
    verdict: 'accepted' | 'held',
  ) => ({
    observedAt,
    recordedAt: observedAt,
    metric: 'plays' as const,
    source: 'api' as const,
    low,
    high: low,
    text: String(low),
    verdict,
    reason: '',
    countLow,
    countHigh: countLow,
    runId: 'r',
    payloadId: '',
  });
  expect(
    curvePoints(
      [
        reading('2022-12-05T02:00:00Z', 100, 100, 'accepted'),
        reading('2022-12-05T01:00:00Z', 25, 50, 'held'),
        reading('2022-12-05T00:00:00Z', 0, null, 'held'),
      ],
      100,
      40,
    ),
  ).toEqual({
    counted: [
      { x: 50, y: 20 },
      { x: 100, y: 0 },
    ],
    held: [
      { x: 0, y: 40 },
      { x: 50, y: 30 },
    ],
    from: Date.parse('2022-12-05T00:00:00Z'),
    to: Date.parse('2022-12-05T02:00:00Z'),
  });
});

test('a sparkline runs from its lowest to its highest value, leaves gaps open, and ends in a dot', () => {
  expect(sparkPaths([10, 20, null, 15, 30], 80, 20)).toEqual({
    lines: ['2.5,17.5 21.3,10', '58.8,13.8 77.5,2.5'],
    end: { x: 77.5, y: 2.5 },
  });
  expect(sparkPaths([5, 5], 80, 20)).toEqual({ lines: ['2.5,10 77.5,10'], end: { x: 77.5, y: 10 } });
  expect(sparkPaths([5], 80, 20)).toEqual({ lines: [], end: { x: 40, y: 10 } });
  expect(sparkPaths([null], 80, 20)).toEqual({ lines: [], end: null });
});

test('estimates are hatched in the colour of what they estimate', () => {
  const { image, ...tile } = hatch('rgb(15, 94, 99)');
  expect(tile).toEqual({ imageWidth: 6, imageHeight: 6, repeat: 'repeat' });
  expect(decodeURIComponent(image)).toContain('stroke="rgb(15, 94, 99)"');
});
