import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { createLimiter } from '../../collectors/limiter.ts';
import type { Batch } from '../../collectors/rows.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { quotasLeft } from '../../pipeline/jobs/quota-left.ts';
import { createUnderWay, runsUnderWay } from '../../pipeline/jobs/under-way.ts';
import { listWindows } from '../../pipeline/jobs/windows.ts';
import type { StoredPlacement } from '../../pipeline/store/catalogue.ts';
import { example } from '../collectors/example.ts';

const NOW = Date.parse('2022-12-20T12:00:00+08:00');
const clock = new ManualClock(NOW);

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'renci-watch-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const collectorOf = (more: Partial<Collector>): Collector => ({
  ...(example as unknown as Collector),
  ...more,
});
const placement = (id: number, accountId: string, publishedAt: number | null = NOW): StoredPlacement => ({
  ...{
    id,
    campaignId: 'c',
    workId: 'w',
    platformId: 'example',
    accountId,
    externalId: `item-${id}`,
    url: '',
  },
  ...{ metric: 'plays', publishedAt, registeredAt: NOW },
});
const lists = { name: example.name, collector: 'example', platform: 'example' };

test('what is left of a quota: by account, and of the application where all accounts share it', async () => {
  const limits = { concurrency: 1, minIntervalMs: 0, perDay: 10 };
  const collector = collectorOf({ limits, batchSize: 2 });
  const limiter = createLimiter({ clock, sleep: async () => {}, file: join(data, 'quota.json') });
  for (let i = 0; i < 9; i += 1)
    await limiter.run(collector, 'b', gate => gate(new URL('https://a.example/v1')));
  const placements = [placement(1, 'a'), placement(2, 'b'), placement(3, 'b'), placement(4, 'b')];
  const of = (each: Collector) =>
    quotasLeft({ collectors: [each], config: { data, platforms: {} }, clock }, placements);
  const renewsAt = Date.parse('2022-12-21T00:00:00+08:00');
  expect(of(collector)).toEqual([
    { ...lists, account: 'b', perDay: 10, used: 9, left: 1, renewsAt, placements: 3, forAll: 2 },
    { ...lists, account: 'a', perDay: 10, used: 0, left: 10, renewsAt, placements: 1, forAll: 1 },
  ]);
  expect(of(collectorOf({ limits: { ...limits, sharedQuota: true }, batchSize: 2 }))).toEqual([
    { ...lists, account: null, perDay: 10, used: 0, left: 10, renewsAt, placements: 4, forAll: 3 },
  ]);
  expect(of(collectorOf({ limits: { concurrency: 1, minIntervalMs: 0 } }))).toEqual([]);
});

test('windows that end soon, first the first, and those that have closed, read or not', () => {
  const capabilities = { ...example.capabilities, lookBackDays: 7, delayHours: 24 };
  const collectors = [collectorOf({ capabilities })];
  const ages = [6 * DAY + 2 * HOUR, 5 * DAY, 9 * DAY, 8.5 * DAY, DAY, 7.5 * DAY];
  const placements = ages.map((age, i) => placement(i + 1, 'a', NOW - age));
  const lastReads = new Map([
    [1, NOW - HOUR],
    [3, NOW - 2 * DAY],
  ]);
  const [listed, ...others] = listWindows(
    { collectors, config: { platforms: {} } },
    [...placements, placement(7, 'a', null)],
    lastReads,
    NOW,
    NOW + 3 * DAY,
  );
  const brief = (all: NonNullable<typeof listed>['closing'] = []) =>
    all.map(({ placement: { id }, certainUntil, lastUntil, readAt }) => [
      id,
      certainUntil,
      lastUntil,
      readAt,
    ]);
  expect(others).toEqual([]);
  expect(brief(listed?.closing)).toEqual([
    [6, NOW - 0.5 * DAY, NOW + 0.5 * DAY, null],
    [1, NOW + DAY - 2 * HOUR, NOW + 2 * DAY - 2 * HOUR, NOW - HOUR],
    [2, NOW + 2 * DAY, NOW + 3 * DAY, null],
  ]);
  expect(brief(listed?.closed)).toEqual([
    [3, NOW - 2 * DAY, NOW - DAY, NOW - 2 * DAY],
    [4, NOW - 1.5 * DAY, NOW - 0.5 * DAY, null],
  ]);
});

const RUN = { id: 'r', slot: NOW, trigger: 'manual', job: '', startedAt: NOW } as const;
const PART = { collector: 'example', platform: 'example', name: example.name, expected: 4, left: 1 };
const batch = (read: readonly number[], failed: readonly number[]): Batch =>
  ({
    readings: read.map(placementId => ({ placementId })),
    misses: failed.map(placementId => ({ placementId, status: 'failed', kind: 'network' })),
  }) as unknown as Batch;

test('a run under way is told to every process until it has ended, the last answer before it stands still too', async () => {
  const underWay = createUnderWay(data, clock);
  underWay.begin({ ...RUN, parts: [PART] });
  const begun = { ...RUN, updatedAt: NOW, stage: 'asking', stoppedBy: null };
  const none = { read: 0, missed: 0, failed: 0, trouble: null };
  expect(runsUnderWay(data)).toEqual([{ ...begun, parts: [{ ...PART, ...none }] }]);
  underWay.note('r', 'example', batch([1, 2], [3]));
  const part = { ...PART, read: 2, missed: 0, failed: 1, trouble: 'network' };
  await vi.waitFor(() => expect(runsUnderWay(data)).toEqual([{ ...begun, parts: [part] }]));
  underWay.storing('r');
  expect(runsUnderWay(data)).toEqual([{ ...begun, stage: 'storing', parts: [part] }]);
  underWay.end('r');
  expect(runsUnderWay(data)).toEqual([]);
});

test('what a killed process left under way is taken away', () => {
  createUnderWay(data, clock).begin({ ...RUN, parts: [] });
  const left = { ...RUN, id: 'killed', process: { pid: 999_999_999, started: 'gone' }, parts: [] };
  writeFileSync(join(data, 'under-way', 'killed.json'), JSON.stringify(left));
  writeFileSync(join(data, 'under-way', 'torn.json'), '{');
  expect(runsUnderWay(data).map(({ id }) => id)).toEqual(['r']);
  expect(readdirSync(join(data, 'under-way')).sort()).toEqual(['r.json', 'torn.json']);
});
