import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Work } from '../../pipeline/domain/catalogue.ts';
import { remarkWords } from '../../pipeline/domain/run-remarks.ts';
import { type WindowStanding, windowOf, windowStanding } from '../../pipeline/domain/window.ts';
import { planSlot, type SlotKind, workKey } from '../../pipeline/jobs/plan.ts';
import { closedNotes, windowGuard } from '../../pipeline/jobs/window-guard.ts';
import { example } from '../collectors/example.ts';

const told = (...of: Parameters<typeof closedNotes>): string[] =>
  closedNotes(...of).map(remark => remarkWords(remark).en);

const at = (moment: string): number => Date.parse(`2022-12-${moment.replace(' ', 'T')}:00+08:00`);

describe('a window', () => {
  test('ends its days after publication, late numbers a delay after that; never where either is unknown', () => {
    const published = at('05 09:00');
    const week = { lookBackDays: 7, delayHours: 32 };
    expect([
      windowOf(published, week),
      windowOf(published, { lookBackDays: 7, delayHours: null }),
      windowOf(published, { lookBackDays: null, delayHours: 32 }),
      windowOf(null, week),
    ]).toEqual([
      { certain: at('12 09:00'), last: at('13 17:00') },
      { certain: at('12 09:00'), last: at('12 09:00') },
      null,
      null,
    ]);
  });

  test.each<[string, number, number, WindowStanding]>([
    ['before its last reading', 0, 99, 'open'],
    ['when the next reading falls on its end', 0, 100, 'closing'],
    ['a moment before its end', 99, 110, 'closing'],
    ['while late numbers come', 100, 149, 'open'],
    ['before the last of them', 100, 150, 'closing'],
    ['a moment before nothing comes any more', 149, 200, 'closing'],
    ['after that', 150, 200, 'closed'],
  ])('%s', (_, now, next, standing) => {
    expect(windowStanding({ certain: 100, last: 150 }, now, next)).toBe(standing);
    expect(windowStanding(null, now, next)).toBe('open');
  });
});

const windowed: Collector = {
  ...(example as unknown as Collector),
  capabilities: { ...example.capabilities, lookBackDays: 20 },
};
const config = {
  schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
  timeZone: 'Asia/Shanghai',
  platforms: {},
};
const guarding = { collectors: [windowed], config };

const placement = (id: number, publishedAt: number | null, platformId = 'example') => ({
  ...{ id, campaignId: 'c', workId: 'w', platformId, accountId: 'a', externalId: `item-${id}`, url: '' },
  ...{ metric: 'plays' as const, publishedAt, registeredAt: at('01 00:00') },
});
const work: Work = {
  ...{ id: 'w', campaignId: 'c', episodeId: null, kind: 'clip', title: '', series: '', publishedAt: null },
};
const due = (
  placements: ReturnType<typeof placement>[],
  kind: SlotKind,
  now: number,
  lastRead: ReadonlyMap<number, number> = new Map(),
): number[] =>
  planSlot(
    placements,
    new Map([[workKey(placement(0, null)), work]]),
    lastRead,
    now,
    kind,
    { hourlyForHours: 72, dailyForDays: 10 },
    windowGuard(guarding, kind, now),
  ).map(({ placementId }) => placementId);

describe('the window guard', () => {
  // Published on the 1st at 09:00: read weekly from the 11th on, its window closes on the 21st at 09:00.
  const old = placement(1, at('01 09:00'));
  const readOn = (moment: string): Map<number, number> => new Map([[1, at(moment)]]);

  test('makes the last night before a window closes read what the schedule would pass over', () => {
    expect(due([old], 'nightly', at('19 02:00'), readOn('16 02:00'))).toEqual([]);
    expect(due([old], 'nightly', at('20 02:00'), readOn('16 02:00'))).toEqual([]);
    expect(due([old], 'nightly', at('21 02:00'), readOn('16 02:00'))).toEqual([1]);
  });

  test('gives the last hours two more tries', () => {
    expect(due([old], 'hourly', at('21 05:05'))).toEqual([]);
    expect([6, 7, 8].map(hour => due([old], 'hourly', at(`21 0${hour}:05`)))).toEqual([[1], [1], [1]]);
  });

  test('asks nothing once the window is closed, in no kind of slot', () => {
    const kinds: SlotKind[] = ['hourly', 'nightly', 'everything'];
    expect(kinds.map(kind => due([old], kind, at('21 09:00')))).toEqual([[], [], []]);
    expect(due([old], 'everything', at('21 08:59'))).toEqual([1]);
  });

  test('leaves alone what has no window: another platform, or an unknown publication', () => {
    const others = [placement(1, at('01 09:00'), 'elsewhere'), placement(2, null)];
    expect(due(others, 'everything', at('30 12:00'))).toEqual([1, 2]);
  });

  test('never lets a window close without a reading in its last night', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('01 00:00'), max: at('05 00:00') }), publishedAt => {
        const item = placement(1, publishedAt);
        let lastRead = new Map<number, number>();
        for (let night = at('01 02:00'); night < publishedAt + 20 * DAY; night += DAY) {
          if (due([item], 'nightly', night, lastRead).length > 0) lastRead = new Map([[1, night]]);
        }
        const last = lastRead.get(1);
        expect(last).toBeGreaterThanOrEqual(publishedAt + 19 * DAY);
        expect(last).toBeLessThan(publishedAt + 20 * DAY);
      }),
    );
  });
});

test('the summary says whose last count is final, and names what nothing can fill any more', () => {
  const now = at('28 02:00');
  const guard = windowGuard(guarding, 'nightly', now);
  const closed = Array.from({ length: 9 }, (_, i) => placement(i + 1, at('02 09:00')));
  const placements = [...closed, placement(10, now - HOUR), placement(11, at('02 09:00'), 'elsewhere')];
  const lastRead = new Map([
    [1, at('21 02:00')],
    [2, at('21 02:00')],
  ]);
  const notAsked = 'window closed (20 days), last count final';
  expect(told(placements, guard, lastRead)).toEqual([
    `Example: 2 not asked, ${notAsked}`,
    'Example: 7 can no longer be filled, window closed before any reading: ' +
      'item-3, item-4, item-5, item-6, item-7, and 2 more',
  ]);
  expect(told(placements, guard, null)).toEqual([`Example: 9 not asked, ${notAsked}`]);
  expect(told([placement(10, now - HOUR)], guard, lastRead)).toEqual([]);
});
