import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { collectorFor, loadCollectors } from '../../collectors/registry.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { type Simulators, startSimulators } from '../simulators/index.ts';
import { at, catalogue, ITEMS, PUBLISHED, START } from './simulators-catalogue.ts';
import { type Collected, createWorkbench, type Workbench } from './workbench.ts';

const collectors = await loadCollectors();

let bench: Workbench;
let simulators: Simulators;
beforeEach(async () => {
  bench = createWorkbench(START);
  const removed = (externalId: string, account: string) =>
    ({ kind: 'removed', work: `work-${externalId}`, account, at: at('2022-12-07T00:00') }) as const;
  simulators = await startSimulators({
    clock: bench.clock,
    catalogues: [catalogue],
    events: [
      removed('@8hxd+/02==', 'douyin-a'),
      removed('3x0000000000007', 'kuaishou-a'),
      removed('4844577145688378', 'weibo-a'),
      removed('1034:4844577145688380', 'weibo-a'),
      removed('2022120500126', 'jinyun-a'),
      {
        kind: 'private',
        work: 'work-@8hxd+/03==',
        account: 'douyin-a',
        from: at('2022-12-07T00:00'),
        to: at('2022-12-09T00:00'),
      },
    ],
  });
});
afterEach(async () => {
  await simulators.stop();
  bench.remove();
});

const targetsOf = (collector: Collector): Target[] =>
  catalogue.placements
    .filter(({ platformId, metric }) => collectorFor(collectors, platformId, metric) === collector)
    .map(({ id, platformId, accountId, externalId, metric, publishedAt }) => ({
      placementId: id,
      platform: platformId,
      accountId,
      externalId,
      kind: 'clip',
      metric,
      publishedAt,
      intervalS: 3_600,
    }));
const collectorOf = (id: string): Collector => {
  const found = collectors.find(collector => collector.id === id);
  if (!found) throw new Error(`there is no collector "${id}"`);
  return found;
};
const settingsOf = (platform: string): PlatformSettings => ({
  baseUrl: simulators.urls[platform as keyof Simulators['urls']],
  credentials: simulators.credentials,
  codes: simulators.codes,
});
const collect = (id: string): Promise<Collected> => {
  const collector = collectorOf(id);
  return bench.collect(collector, targetsOf(collector), settingsOf(collector.platform));
};
/** The true count at this moment. */
const truth = (platform: string, externalId: string, metric: Metric): number =>
  simulators.world.count(platform, externalId, metric, bench.clock.now());
const externalId = (placementId: number): string => catalogue.placements[placementId - 1]!.externalId;

/** Readings of the counting metric as [id, low, high], and misses as [id, status, reason]. */
const ended = ({ all }: Collected, metric: Metric) => ({
  read: all.readings.filter(r => r.metric === metric).map(r => [externalId(r.placementId), r.low, r.high]),
  missed: all.misses.map(m => [externalId(m.placementId), m.status, m.reason]),
});
const asIs = (platform: string, id: string, metric: Metric) => {
  const count = truth(platform, id, metric);
  return [id, count, count];
};

describe('over HTTP, from the consent code to the readings', () => {
  test('Douyin, two accounts', async () => {
    const collected = await collect('douyin');
    expect(ended(collected, 'plays')).toEqual({
      read: [asIs('douyin', '@8hxd+/01==', 'plays'), asIs('douyin', '@8hxd+/04==', 'plays')],
      missed: [
        ['@8hxd+/03==', 'hidden', 'create_time is 0: private or unavailable'],
        ['@8hxd+/02==', 'absent', 'not in the answer'],
      ],
    });
    expect(collected.all.readings.filter(r => r.placementId === 1).map(r => [r.metric, r.low])).toEqual(
      (['plays', 'likes', 'comments', 'shares'] as const).map(m => [m, truth('douyin', '@8hxd+/01==', m)]),
    );
    expect(collected.all.readings[0]?.publishedAt).toBe(PUBLISHED);
  });

  test('Kuaishou, over two pages', async () => {
    const collected = await collect('kuaishou');
    const ids = ITEMS.kuaishou!.map(([, id]) => id).filter(id => id !== '3x0000000000007');
    const { read, missed } = ended(collected, 'plays');
    expect([...read].sort()).toEqual(ids.map(id => asIs('kuaishou', id, 'plays')));
    expect(missed).toEqual([['3x0000000000007', 'absent', 'not in the answer']]);
    expect(collected.summary.requests).toBe(3);
  });

  test('Weibo posts', async () => {
    expect(ended(await collect('weibo'), 'exposures')).toEqual({
      read: [asIs('weibo', '4844577145688377', 'exposures')],
      missed: [['4844577145688378', 'absent', 'not in the answer']],
    });
  });

  test('Weibo videos, days added up', async () => {
    expect(ended(await collect('weibo-video'), 'plays')).toEqual({
      read: [asIs('weibo', '1034:4844577145688379', 'plays')],
      missed: [['1034:4844577145688380', 'removed', 'code 20101 target does not exist']],
    });
  });

  test('津云, three counting metrics in one answer', async () => {
    const { all } = await collect('jinyun');
    const counted = all.readings
      .filter(r => r.metric !== 'likes')
      .map(r => [externalId(r.placementId), r.metric, r.low, r.step]);
    const shown = (id: string, metric: Metric): [number, number] => {
      const count = truth('jinyun', id, metric);
      return count < 10_000 ? [count, 1] : [Math.floor(count / 1_000) * 1_000, 1_000];
    };
    const reads = truth('jinyun', '2022120500124', 'reads');
    expect(counted).toEqual([
      ['2022120500123', 'plays', ...shown('2022120500123', 'plays')],
      ['2022120500124', 'reads', ...(reads > 100_000 ? [100_001, 10_000] : shown('2022120500124', 'reads'))],
      ['2022120500125', 'live_entries', truth('jinyun', '2022120500125', 'live_entries'), 1],
    ]);
    expect(all.misses.map(m => [externalId(m.placementId), m.status, m.reason])).toEqual([
      ['2022120500126', 'removed', 'status is "offline"'],
    ]);
  });
});

describe('over months', () => {
  test.each([
    // Two accounts: the code, a refresh every 15 days, a renewal of the refresh token every 27.
    ['douyin', 80, 16],
    ['kuaishou', 30, 15],
    ['weibo', 30, 1],
  ])('%s is read each day for %i days with %i requests for a token', async (id, days, tokens) => {
    const paths: string[] = [];
    for (let day = 0; day < days; day += 1) {
      bench.clock.set(Date.parse(START) + day * 86_400_000);
      const { summary, all } = await collect(id);
      expect({ day, failed: summary.failed, failures: summary.failures }).toEqual({
        day,
        failed: 0,
        failures: {},
      });
      paths.push(
        ...all.attempts.map(({ url }) => new URL(url).pathname).filter(path => path.startsWith('/oauth')),
      );
    }
    expect(paths).toHaveLength(tokens);
  });
});

describe('faults', () => {
  const faults = [
    ['status', 'network', 4],
    ['rate-limit', 'rate-limited', 4],
    ['reset', 'network', 4],
    ['cut', 'network', 4],
    ['truncated', 'shape', 1],
    ['html', 'shape', 1],
    ['wrong-shape', 'shape', 1],
  ] as const;
  describe.each(['douyin', 'kuaishou', 'weibo', 'weibo-video', 'jinyun'])('of %s', id => {
    test.each(faults)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
      const platform = collectorOf(id).platform as keyof Simulators['urls'];
      const whole = await collect(id);
      const end = simulators.fault({ platform, kind });
      bench.clock.set(bench.clock.now() + 60_000);
      const before = simulators.requests(platform);
      const { summary } = await collect(id);
      expect(summary.failures).toEqual({ [expected]: summary.targets });
      expect(summary.read).toBe(0);
      expect(simulators.requests(platform) - before).toBeGreaterThanOrEqual(requests);
      end();
      bench.clock.set(bench.clock.now() + 60_000);
      const { requests: _, ...again } = (await collect(id)).summary;
      const { requests: __, ...at } = whole.summary;
      expect(again).toEqual(at);
    });
  });

  test('one that passes is not noticed by the readings', async () => {
    simulators.fault({ platform: 'douyin', kind: 'rate-limit', times: 1 });
    simulators.fault({ platform: 'douyin', kind: 'reset', times: 1 });
    const { summary } = await collect('douyin');
    expect(summary).toMatchObject({ read: 2, absent: 1, hidden: 1, failed: 0 });
  });

  test('an empty body of Weibo is its way to throttle', async () => {
    simulators.fault({ platform: 'weibo', kind: 'empty' });
    const { summary } = await collect('weibo');
    expect(summary.failures).toEqual({ 'rate-limited': 2 });
  });
});

test('a spent quota at the platform ends the account’s day', async () => {
  await simulators.stop();
  simulators = await startSimulators({ clock: bench.clock, catalogues: [catalogue], events: [], perDay: 1 });
  await collect('kuaishou');
  const { summary, all } = await collect('kuaishou');
  expect(summary.failures).toEqual({ 'rate-limited': 230 });
  expect(all.misses[0]?.reason).toBe(
    'kuaishou: code 100100402 over_limit: too many calls for this user today',
  );
});
