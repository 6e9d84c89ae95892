import { expect, test } from 'vitest';
import { HOUR } from '../../pipeline/days.ts';
import type { AdjustmentRecord } from '../../pipeline/domain/adjustment.ts';
import type { Source } from '../../pipeline/domain/reading.ts';
import { adjustmentsIn, seriesOf } from '../../pipeline/domain/time-series.ts';
import { EDGES, placement } from './edged.ts';

const NOTHING_ELSE = { partial: 0, wavered: 0, changed: 0, steps: [] };

test('what is read, drawn, carried and unknown is told apart; what nobody knows is no zero', () => {
  const placements = [
    placement(1, [
      [HOUR, 100],
      [2 * HOUR, 160],
      [3 * HOUR, 200],
    ]),
    placement(2, [
      [HOUR, 1_000],
      [3 * HOUR, 1_101],
    ]),
    placement(3, [[0.5 * HOUR, 7]]),
    placement(4, []),
  ];
  const { samples, intervals } = seriesOf({ placements, adjustments: [], falls: [] }, EDGES, 3 * HOUR);
  expect(samples[1]).toEqual({
    known: { low: 1_167, high: 1_167 },
    drawn: { low: 1_217, high: 1_218 },
    ...{ expected: 4, counted: 3, read: 1, interpolated: 1, carried: 1, unread: 1 },
  });
  expect(intervals).toEqual([
    { growth: { low: 110, high: 111 }, acrossStart: 0, grown: 2, unknown: 2, estimated: 1, ...NOTHING_ELSE },
    // The second was read at the first and the last edge alone.
    { growth: { low: 90, high: 91 }, acrossStart: 101, grown: 2, unknown: 2, estimated: 1, ...NOTHING_ELSE },
  ]);
});

test('where nothing is known of any placement there is no growth', () => {
  const { intervals } = seriesOf(
    { placements: [placement(3, [[0.5 * HOUR, 7]])], adjustments: [], falls: [] },
    EDGES,
    3 * HOUR,
  );
  expect(intervals.map(({ growth, unknown }) => ({ growth, unknown }))).toEqual([
    { growth: null, unknown: 1 },
    { growth: null, unknown: 1 },
  ]);
});

test('a fall is a step of its own hour, with its class; one of a source that does not count is none', () => {
  const fall = (source: Source) => ({
    placementId: 1,
    source,
    at: 2.5 * HOUR,
    from: { low: 500, high: 500 },
    to: { low: 380, high: 380 },
    class: 'platform-correction' as const,
  });
  const placements = [
    placement(1, [
      [HOUR, 400],
      [2 * HOUR, 500],
      [2.5 * HOUR, 380],
      [3 * HOUR, 390],
    ]),
  ];
  const { intervals } = seriesOf(
    { placements, adjustments: [], falls: [fall('api'), fall('page')] },
    EDGES,
    3 * HOUR,
  );
  expect(intervals).toEqual([
    { growth: { low: 100, high: 100 }, acrossStart: 0, grown: 1, unknown: 0, estimated: 0, ...NOTHING_ELSE },
    {
      growth: { low: -110, high: -110 },
      acrossStart: 0,
      ...{ grown: 1, unknown: 0, estimated: 0, partial: 0, wavered: 0, changed: 0 },
      steps: [
        {
          at: 2.5 * HOUR,
          placementId: 1,
          kind: 'fall',
          class: 'platform-correction',
          reason: '',
          change: { low: -120, high: -120 },
        },
      ],
    },
  ]);
});

test('a waver and a change of source are said', () => {
  const two = placement(2, [[HOUR, 10]], { source: 'page' });
  const wavering = placement(
    1,
    [
      [HOUR, 400],
      [2 * HOUR, 398],
      [3 * HOUR, 398],
    ],
    { wavered: 1 },
  );
  const changing = placement(
    3,
    [
      [2 * HOUR, 50],
      [3 * HOUR, 60],
    ],
    {
      sources: new Map([
        ...placement(3, [
          [2 * HOUR, 50],
          [3 * HOUR, 60],
        ]).sources,
        ...two.sources,
      ]),
    },
  );
  const { intervals } = seriesOf(
    { placements: [wavering, changing], adjustments: [], falls: [] },
    EDGES,
    3 * HOUR,
  );
  expect(intervals.map(({ growth, wavered, changed }) => ({ growth, wavered, changed }))).toEqual([
    { growth: { low: 38, high: 38 }, wavered: 1, changed: 1 },
    { growth: { low: 10, high: 10 }, wavered: 0, changed: 0 },
  ]);
});

test('an adjustment counts from its own time, with its placement and family, and is a step', () => {
  const record = {
    campaignId: 'c',
    family: 'play',
    recordedAt: 0,
    kind: 'correction',
    readingAt: null,
    author: '值班编辑',
    withdrawal: null,
  } as const;
  const records: readonly AdjustmentRecord[] = [
    {
      ...record,
      id: '1',
      placementId: 1,
      episodeId: null,
      low: -20,
      high: -10,
      effectiveAt: 1.5 * HOUR,
      reason: '重复',
    },
    {
      ...record,
      id: '2',
      placementId: 1,
      episodeId: null,
      family: 'read',
      low: 9,
      high: 9,
      effectiveAt: 0,
      reason: '',
    },
    { ...record, id: '3', placementId: null, episodeId: 'e', low: 7, high: 7, effectiveAt: 0, reason: '' },
    {
      ...record,
      id: '4',
      placementId: null,
      episodeId: 'other',
      low: 7,
      high: 7,
      effectiveAt: 0,
      reason: '',
    },
  ];
  const withdrawn = { ...records[2]!, id: '5', withdrawal: { author: 'a', reason: 'r', recordedAt: 1 } };
  const placements = [
    placement(1, [
      [HOUR, 100],
      [2 * HOUR, 160],
      [3 * HOUR, 200],
    ]),
  ];
  const adjustments = adjustmentsIn([...records, withdrawn], placements, ['play', 'read'], id => id === 'e');
  expect(adjustments).toEqual([
    { placementId: 1, low: -20, high: -10, reason: '重复', at: 1.5 * HOUR },
    { placementId: null, low: 7, high: 7, reason: '', at: 0 },
  ]);
  const { samples, intervals } = seriesOf({ placements, adjustments, falls: [] }, EDGES, 3 * HOUR);
  expect(samples.map(({ known }) => known)).toEqual([
    { low: 107, high: 107 },
    { low: 147, high: 157 },
    { low: 187, high: 197 },
  ]);
  expect(intervals[0]).toEqual({
    growth: { low: 40, high: 50 },
    acrossStart: 0,
    ...{ grown: 1, unknown: 0, estimated: 0, partial: 0, wavered: 0, changed: 0 },
    steps: [
      {
        ...{ at: 1.5 * HOUR, placementId: 1, kind: 'adjustment', class: null, reason: '重复' },
        change: { low: -20, high: -10 },
      },
    ],
  });
});
