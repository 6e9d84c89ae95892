import { expect, test } from 'vitest';
import { createHttp } from '../../collectors/http.ts';
import douyin from '../../collectors/platforms/douyin.ts';
import wechat from '../../collectors/platforms/wechat.ts';
import { hashOf } from '../../collectors/token-store.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { DAY, dateTime64, HOUR } from '../../pipeline/days.ts';
import { remarkWords } from '../../pipeline/domain/run-remarks.ts';
import { authorisationCalendar } from '../../pipeline/jobs/authorisations.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { closedNotes, windowGuard } from '../../pipeline/jobs/window-guard.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { Scheduler } from '../../pipeline/scheduler.ts';
import { nightly, openNight, rowsOf } from '../pipeline/night.ts';
import { campaignOf, december } from '../pipeline/night-catalogue.ts';
import { startServer } from '../setup/http-server.ts';
import { refusal } from './pitfall-world.ts';

const told = (...of: Parameters<typeof closedNotes>): string[] =>
  closedNotes(...of).map(remark => remarkWords(remark).en);

const CLIP = '7176543210987654321';
const PHOTO = '3xk2vgnumzq4abc';
/** One counter on each of two platforms that state counts in full. */
const TWO = campaignOf([
  ['douyin', 'douyin-jinyun', CLIP, 'clip'],
  ['kuaishou', 'kuaishou-jinyun', PHOTO, 'clip'],
]);
const [FIRST, SECOND] = [december('06 02:00'), december('07 02:00')];

const twoNights = async (options: Parameters<typeof openNight>[0] = {}) => {
  const night = await openNight({ catalogue: TWO, at: FIRST, ...options });
  await runSlot(night.app, 'nightly', nightly(FIRST));
  night.clock.set(SECOND);
  const count = (platform: string, id: string, at: number) =>
    night.simulators.world.count(platform, id, 'plays', at);
  return { ...night, count, second: () => runSlot(night.app, 'nightly', nightly(SECOND)) };
};

test('pitfall 2: a total takes the last accepted reading of every placement, not the sum of what tonight brought', async () => {
  const { app, simulators, count, second } = await twoNights();
  simulators.fault({ platform: 'kuaishou', kind: 'status', status: 502 });
  await second();
  const { total, coverage, missing } = await readTotals(app, {});
  const whole = count('douyin', CLIP, SECOND) + count('kuaishou', PHOTO, FIRST);
  expect([total.low, total.high]).toEqual([whole, whole]);
  expect(coverage).toEqual({ expected: 2, fresh: 1, carried: 1, stated: 0, removed: 0, held: 0, never: 0 });
  expect(missing).toEqual([
    {
      ...{ placementId: 2, platform: '快手', account: '津云', title: '作品 clip', externalId: PHOTO },
      ...{ state: 'carried', reason: 'kuaishou: failed itself (HTTP 502)' },
      observedAt: new Date(FIRST).toISOString(),
    },
  ]);
});

test('pitfall 3: a captcha page is no success with no rows: the run is incomplete, and every total that uses it shows it', async () => {
  const { app, simulators, second } = await twoNights();
  simulators.fault({ platform: 'kuaishou', kind: 'html' });
  const { run } = await second();
  expect([run.state, run.expected, run.read, run.missed, run.failed, run.summary]).toEqual([
    ...['incomplete', 2, 1, 0, 1, 'read 1 of 2; Kuaishou: 1 failed (shape ×1)'],
  ]);
  expect(
    await rowsOf(app, 'SELECT run_id, fresh, carried, never FROM campaign_totals ORDER BY as_of'),
  ).toEqual([
    { run_id: expect.not.stringContaining(run.id), fresh: 2, carried: 0, never: 0 },
    { run_id: run.id, fresh: 1, carried: 1, never: 0 },
  ]);
  simulators.fault({ platform: 'douyin', kind: 'html' });
  expect((await runSlot(app, 'everything', nightly(SECOND))).run.state).toBe('failed');
});

test('pitfall 5: a removed item keeps its last count, stays in the total and is named', async () => {
  const catalogue = campaignOf([
    ['jinyun', 'jinyun-app', '0533000001', 'clip'],
    ['kuaishou', 'kuaishou-jinyun', PHOTO, 'clip'],
  ]);
  const at = december('06 12:00');
  const removal = { kind: 'removed', work: 'clip', account: 'jinyun-app', at } as const;
  const { app, second, count } = await twoNights({ catalogue, events: [removal] });
  const part = async (id: string) => (await readTotals(app, {})).platforms.find(each => each.id === id);
  const before = await part('jinyun');
  await second();
  expect(await part('jinyun')).toEqual(before);
  const { total, coverage, missing } = await readTotals(app, {});
  expect(total.low).toBe((before?.low ?? Number.NaN) + count('kuaishou', PHOTO, SECOND));
  expect(coverage).toEqual({ expected: 2, fresh: 1, carried: 0, stated: 0, removed: 1, held: 0, never: 0 });
  expect(missing.map(({ externalId, state }) => [externalId, state])).toEqual([['0533000001', 'removed']]);
});

test('pitfall 20: a night that was slept through is caught up once, with the true time of reading and its own slot', async () => {
  const { app } = await openNight({ catalogue: TWO, at: december('06 09:30') });
  const late: boolean[] = [];
  const scheduler = new Scheduler(silentLogger, new ManualClock(december('06 09:30')), () => ({
    destroy: () => {},
  }));
  const nightJob = {
    ...{ name: 'nightly', pattern: '0 2 * * *', zone: 'Asia/Shanghai' },
    run: async (slot: number, isLate: boolean) => {
      late.push(isLate);
      await runSlot(app, 'nightly', { slot, trigger: isLate ? 'catch-up' : 'schedule', job: 'nightly' });
    },
  };
  // Three nights were missed: the last one stands for them.
  scheduler.start([nightJob], () => december('03 02:00'));
  await scheduler.stop();
  expect(late).toEqual([true]);
  expect(await rowsOf(app, 'SELECT slot, trigger, started_at, state FROM runs FINAL')).toEqual([
    {
      ...{ slot: dateTime64(FIRST), trigger: 'catch-up', state: 'complete' },
      started_at: dateTime64(december('06 09:30')),
    },
  ]);
  expect(await rowsOf(app, 'SELECT DISTINCT observed_at FROM readings')).toEqual([
    { observed_at: dateTime64(december('06 09:30')) },
  ]);
});

test('pitfall 22: the last certain reading comes before a window closes, and what was missed is named as lost', () => {
  const config = { schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' }, timeZone: 'Asia/Shanghai' };
  const guarding = { collectors: [wechat as never], config: { ...config, platforms: {} } };
  const article = (id: number, published: string) => ({
    ...{ id, workId: 'w', platformId: 'wechat', accountId: 'a', externalId: `article-${id}`, url: '' },
    ...{ metric: 'reads' as const, publishedAt: december(published), registeredAt: december(published) },
  });
  // Seven days, and late numbers for as long as the platform is late.
  const late = (wechat.capabilities.delayHours ?? 0) * HOUR;
  const old = article(1, '05 09:00');
  const end = december('05 09:00') + 7 * DAY;
  const standing = (now: number) => windowGuard(guarding, 'nightly', now).standing(old);
  expect([december('09 02:00'), december('12 02:00'), end + late].map(standing)).toEqual([
    ...['open', 'closing', 'closed'],
  ]);
  const guard = windowGuard(guarding, 'nightly', end + late);
  expect(told([old, article(2, '05 08:00')], guard, new Map([[1, end]]))).toEqual([
    'WeChat articles: 1 not asked, window closed (7 days), last count final',
    'WeChat articles: 1 can no longer be filled, window closed before any reading: article-2',
  ]);
});

test('pitfall 23: an authorisation that is about to lapse is warned of, and one that has is a named gap', async () => {
  const now = december('20 10:00');
  const token = {
    ...{ accessToken: 'a', openId: 'o', expiresAt: now + DAY, refreshToken: 'r', renewals: 5 },
    refreshExpiresAt: now + 2 * DAY,
  };
  const calendar = authorisationCalendar(
    [douyin as never],
    [{ id: 'douyin-jinyun', platformId: 'douyin', name: '津云号' }],
    { 'douyin/douyin-jinyun': { token, codeHash: hashOf('spent') } },
    { platforms: {}, secret: () => null },
    now,
  );
  expect(calendar).toEqual([
    {
      ...{ platform: 'douyin', account: 'douyin-jinyun', accountName: '津云号', state: 'valid' },
      ...{ validUntil: now + DAY, refreshUntil: now + 2 * DAY, renewalsLeft: 0 },
      ...{ consentBy: now + 2 * DAY, warning: 2 },
    },
  ]);
  // Nobody collected for forty days, and nobody consented again: Douyin's thirty days are over, Kuaishou's are not.
  const { app, clock } = await twoNights();
  clock.set(FIRST + 40 * DAY);
  const { run } = await runSlot(app, 'everything', nightly(FIRST + 40 * DAY));
  const { missing } = await readTotals(app, {});
  expect([run.state, missing.map(({ externalId, state }) => [externalId, state])]).toEqual([
    'incomplete',
    [[CLIP, 'carried']],
  ]);
  expect(await rowsOf(app, 'SELECT placement_id, status, kind FROM misses')).toEqual([
    { placement_id: 1, status: 'failed', kind: 'auth' },
  ]);
});

test('pitfall 30: nothing that raises a counter is ever sent, whoever asks for it', async () => {
  const server = await startServer(() => ({ body: {} }));
  const clock = new ManualClock(FIRST);
  const http = createHttp({ log: silentLogger, clock, sleep: async () => {} });
  const caller = { runId: 'r', platform: 'sohu', collector: 'sohu', accountId: '' };
  const beacon = '/dostat.do?method=setVideoPlayCount&v=1';
  expect(await refusal(http.send(server.url, { path: beacon }, { caller }))).toBe(
    `HttpError: sohu: ${server.url}${beacon} raises a counter when it is called, so it was not sent`,
  );
  await http.send(server.url, { path: '/dostat.do?method=getVideoPlayCount&v=1' }, { caller });
  expect(server.received.map(({ query }) => query.method)).toEqual(['getVideoPlayCount']);
  await server.close();
});
