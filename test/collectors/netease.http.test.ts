import { describe, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { discoverAccount } from '../../collectors/discover.ts';
import netease from '../../collectors/platforms/netease.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { createNetease, tidOf } from '../simulators/netease.ts';
import { type BenchItem, endsOf, FAULTS, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const FRESH = 'VHFRESH01';
const ITEMS: readonly BenchItem[] = [
  { id: 'VHN8YDXN3', metric: 'plays' },
  { id: 'VHNWTKGSW', metric: 'plays', publishedAt: PUBLISHED + 60_000 },
  { id: 'VHNGONE01', metric: 'plays', state: 'removed' },
  { id: FRESH, metric: 'plays', publishedAt: NOW - 60_000 },
  ...Array.from({ length: 25 }, (_, i) => ({
    id: `VHLIST0${String(i).padStart(2, '0')}`,
    metric: 'plays' as const,
    account: 'account-b',
  })),
];
const UNKNOWN = ['VUNKNOWN1', 'no-video'];
const portal = openPlatform({
  collector: netease,
  items: ITEMS,
  credentials: { NETEASE_TID: tidOf('account-a') },
  create: createNetease,
});
const shown = (id: string, metric: Metric, asked = metric) => {
  const count = portal.truth(id, metric);
  return [id, asked, count, count, String(count)];
};

test('each video by itself; what has no count yet, is gone or unknown has a reason instead', async () => {
  const collected = await portal.collect({ unknown: UNKNOWN });
  const { read, missed } = endsOf(collected, ITEMS, UNKNOWN);
  const others = ['comments', 'likes'] as const;
  const listed = ITEMS.filter(({ account }) => account === 'account-b').map(({ id }) => id);
  const whole = ['VHN8YDXN3', 'VHNWTKGSW', ...listed].flatMap(id =>
    (['plays', ...others] as const).map(metric => shown(id, metric)),
  );
  expect([...read].sort()).toEqual([...whole, ...others.map(metric => shown(FRESH, metric))].sort());
  expect([...missed].sort()).toEqual([
    [FRESH, 'absent', '', 'the answer states no plays'],
    ['VHNGONE01', 'absent', '', 'code 404 without data: gone or unknown'],
    ['VUNKNOWN1', 'absent', '', 'code 0 without data: gone or unknown'],
    ['no-video', 'failed', 'refused', 'netease: code 40001 illegal video id'],
  ]);
  expect(collected.all.readings[0]?.publishedAt).toBe(PUBLISHED);
});

describe('faults', () => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    portal.fault = { kind };
    const { summary } = await portal.collect();
    expect(summary.failures).toEqual({ [expected]: ITEMS.length });
    expect([summary.read, portal.server.requests() >= requests]).toEqual([0, true]);
    portal.fault = null;
    portal.bench.clock.set(portal.bench.clock.now() + 60_000);
    expect((await portal.collect()).summary).toMatchObject({ read: 27, absent: 2, failed: 0 });
  });

  test('a 404 that is a page may be an interface that moved: failed, never absent', async () => {
    portal.fault = { kind: 'status', status: 404 };
    const { missed } = endsOf(await portal.collect(), ITEMS);
    expect(missed[0]).toEqual(['VHN8YDXN3', 'failed', 'refused', 'netease: refused the request (HTTP 404)']);
  });
});

describe('the list of an account', () => {
  test('is followed by offset to its empty page, with both names of an id', async () => {
    const { items: found, attempts } = await portal.discover();
    expect(attempts).toHaveLength(2);
    expect(found.map(({ externalId }) => externalId)).toEqual([FRESH, 'VHNWTKGSW', 'VHN8YDXN3']);
    expect(found[1]).toEqual({
      externalId: 'VHNWTKGSW',
      title: '例 VHNWTKGSW',
      url: 'https://www.163.com/v/video/VHNWTKGSW.html',
      publishedAt: PUBLISHED + 60_000,
      kind: 'clip',
      metric: 'plays',
    });
  });

  test('is asked of the host that has it, not of the one that has the counts', async () => {
    const elsewhere = { ...netease, baseUrl: 'http://127.0.0.1:9' };
    const { discovery } = netease;
    if (!discovery) throw new Error('netease lists nothing');
    const listed = await discoverAccount(
      { ...elsewhere, discovery: { ...discovery, baseUrl: portal.server.url } } as Collector,
      'account-a',
      portal.bench.context({ credentials: { NETEASE_TID: tidOf('account-a') }, codes: {} }),
      0,
    );
    expect({ error: listed.error, found: listed.items.length }).toEqual({ error: null, found: 3 });
  });

  test('needs the account’s id', () => {
    const page = { accountId: 'a', credentials: {}, token: null, cursor: null, now: 0 };
    expect(() => netease.discovery?.request(page)).toThrow('set NETEASE_TID');
    const next = { ...page, credentials: { NETEASE_TID: 'T1' }, cursor: '20' };
    expect(netease.discovery?.request(next)).toEqual({ path: '/nc/subscribe/list/T1/video/20-20.html' });
  });
});

const video = { externalId: 'VZQK6PRKS', metric: 'plays', kind: 'clip' };
const article = { externalId: 'ERI0JDJV05468U2Q', metric: 'reads', kind: 'article' };
test.each([
  ['https://c.m.163.com/news/v/VZQK6PRKS.html?spss=newsapp&spsnuid=x', video],
  ['https://m.163.com/v/video/VZQK6PRKS.html', video],
  ['https://www.163.com/v/video/VZQK6PRKS.html', video],
  ['https://v.163.com/static/1/VZQK6PRKS.html', video],
  ['https://www.163.com/dy/article/ERI0JDJV05468U2Q.html', article],
  ['https://dy.163.com/v2/article/detail/ERI0JDJV05468U2Q.html', article],
  ['https://c.m.163.com/news/a/ERI0JDJV05468U2Q.html', article],
  ['https://3g.163.com/news/article/ERI0JDJV05468U2Q.html', article],
  ['https://163.lu/abc', { follow: true }],
  ['https://c.m.163.com/news/sub/T1512044479072.html', null],
  ['https://www.163.com/', null],
])('%s', (link, expected) => {
  expect(netease.links?.recognise(new URL(link))).toEqual(expected);
  if (expected && 'externalId' in expected) {
    const address = new URL(String(netease.links?.url(expected.externalId)));
    expect(netease.links?.recognise(address)).toEqual(expected);
  }
});
