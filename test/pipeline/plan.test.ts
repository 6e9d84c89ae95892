import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Work } from '../../pipeline/domain/catalogue.ts';
import { DEFAULT_CADENCE, planSlot, type SlotKind, workKey } from '../../pipeline/jobs/plan.ts';
import type { StoredPlacement } from '../../pipeline/store/catalogue.ts';

const NOW = Date.parse('2022-12-20T02:00:00+08:00');

const placement = (id: number, age: number, more: Partial<StoredPlacement> = {}): StoredPlacement => ({
  id,
  campaignId: 'a',
  workId: 'clip',
  platformId: 'jinyun',
  accountId: 'jinyun-app',
  externalId: `item-${id}`,
  url: '',
  metric: 'plays',
  publishedAt: NOW - age,
  registeredAt: NOW - 100 * DAY,
  ...more,
});

const work = (campaignId: string, kind: Work['kind']): Work => ({
  ...{ id: 'clip', campaignId, episodeId: null, kind, title: '', series: '', publishedAt: null },
});
const works = new Map(
  [work('a', 'clip'), work('b', 'live')].map(each => [workKey({ ...each, workId: each.id }), each]),
);

const plan = (placements: readonly StoredPlacement[], kind: SlotKind, read: Record<number, number> = {}) =>
  planSlot(
    placements,
    works,
    new Map(Object.entries(read).map(([id, ago]) => [Number(id), NOW - ago])),
    NOW,
    kind,
  );

describe('which placements are due', () => {
  test.each<[what: string, age: number, lastRead: number | null, due: Record<SlotKind, boolean>]>([
    ['not yet published', -1, null, { hourly: false, nightly: false, everything: false }],
    ['published this moment', 0, null, { hourly: true, nightly: true, everything: true }],
    ['young', 71 * HOUR, HOUR, { hourly: true, nightly: true, everything: true }],
    ['three days old', 72 * HOUR, HOUR, { hourly: false, nightly: true, everything: true }],
    ['two weeks old, read last night', 14 * DAY, DAY, { hourly: false, nightly: false, everything: true }],
    [
      'two weeks old, read six days and a half ago',
      14 * DAY,
      6.5 * DAY,
      { hourly: false, nightly: false, everything: true },
    ],
    [
      'two weeks old, read a week ago but for an hour',
      14 * DAY,
      7 * DAY - HOUR,
      { hourly: false, nightly: true, everything: true },
    ],
    ['two weeks old, never read', 14 * DAY, null, { hourly: false, nightly: true, everything: true }],
  ])('%s', (_, age, lastRead, due) => {
    const read = lastRead === null ? {} : { 1: lastRead };
    const kinds = ['hourly', 'nightly', 'everything'] as const;
    expect(
      Object.fromEntries(kinds.map(kind => [kind, plan([placement(1, age)], kind, read).length === 1])),
    ).toEqual(due);
  });

  test('registration tells the age where publication is unknown', () => {
    const unknown = placement(1, 0, { publishedAt: null, registeredAt: NOW - HOUR });
    expect(plan([unknown], 'hourly').map(({ publishedAt }) => publishedAt)).toEqual([null]);
    expect(plan([{ ...unknown, registeredAt: NOW - 4 * DAY }], 'hourly')).toEqual([]);
  });
});

test('a target says how often the schedule asks from then on', () => {
  const ages = [0, 70 * HOUR, 71 * HOUR, 12 * DAY, 13 * DAY, 40 * DAY];
  expect(
    plan(
      ages.map((age, i) => placement(i + 1, age)),
      'everything',
    ).map(({ intervalS }) => intervalS),
  ).toEqual([HOUR, HOUR, DAY, DAY, 7 * DAY, 7 * DAY].map(ms => ms / 1_000));
});

test('works are told apart by their campaign', () => {
  const targets = plan([placement(1, HOUR), placement(2, HOUR, { campaignId: 'b' })], 'hourly');
  expect(targets).toEqual([
    {
      ...{ placementId: 1, platform: 'jinyun', accountId: 'jinyun-app', externalId: 'item-1' },
      ...{ kind: 'clip', metric: 'plays', publishedAt: NOW - HOUR, intervalS: 3_600 },
    },
    {
      ...{ placementId: 2, platform: 'jinyun', accountId: 'jinyun-app', externalId: 'item-2' },
      ...{ kind: 'live', metric: 'plays', publishedAt: NOW - HOUR, intervalS: 3_600 },
    },
  ]);
});

test('another cadence', () => {
  const cadence = { ...DEFAULT_CADENCE, hourlyForHours: 2 };
  const due = planSlot(
    [placement(1, HOUR), placement(2, 3 * HOUR)],
    works,
    new Map(),
    NOW,
    'hourly',
    cadence,
  );
  expect(due.map(({ placementId }) => placementId)).toEqual([1]);
});
