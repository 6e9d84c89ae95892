import { expect, test, vi } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { ApiDeps } from '../../dashboards/api/deps.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { runsUnderWay } from '../../pipeline/jobs/under-way.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { nightly, openNight } from '../pipeline/night.ts';
import { december } from '../pipeline/night-catalogue.ts';

const NIGHT = december('06 02:00');
const iso = (at: string): string => new Date(december(at)).toISOString();

type Body = Record<string, unknown>;

const apiOf = (app: App, more: Partial<ApiDeps> = {}) => {
  const { db, clock, collectors, config, now } = app;
  const desk = createDesk(app);
  const api = createApi({
    ...{ db, clock, collectors, config, now, log: silentLogger, version: '1.2.3', desk },
    reference: () => 'ref',
    ...more,
  });
  return async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const response = await api.request(`/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Body, settled: desk.settled };
  };
};

/** Holds what a run would put away next; returns how to let it go on. */
const holdSpool = (app: App): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const append = app.spool.append.bind(app.spool);
  let seen = 0;
  vi.spyOn(app.spool, 'append').mockImplementation(async entry => {
    seen += 1;
    // The ledger line that begins a run and its first answer pass.
    if (seen > 2) await promise;
    await append(entry);
  });
  return resolve;
};

const whenSeen = (app: App, done: number): Promise<void> =>
  vi.waitFor(() => {
    const ended = runsUnderWay(app.config.data).flatMap(({ parts }) =>
      parts.map(({ read, missed, failed }) => read + missed + failed),
    );
    expect(ended.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(done);
  });

test('without a run there is nothing under way, and the schedule says when it begins', async () => {
  const { app, clock } = await openNight({ at: december('05 20:00') });
  const ask = apiOf(app, {
    schedule: { nightly: '0 2 * * *', hourly: '5 * * * *', timeZone: 'Asia/Shanghai' },
  });
  const none = { underWay: [], waitingSince: null };
  expect((await ask('GET', '/runs/current')).body).toEqual({
    ...{ now: iso('05 20:00'), timeZone: 'Asia/Shanghai', mayCollect: true, ...none },
    isSimulatedTime: true,
    schedule: {
      nightly: { last: iso('05 02:00'), next: iso('06 02:00') },
      hourly: { last: iso('05 19:05'), next: iso('05 20:05') },
    },
  });
  expect((await apiOf(app)('GET', '/runs/current')).body.schedule).toBe(null);
  clock.set(NIGHT);
  await runSlot(app, 'nightly', nightly(NIGHT));
  expect((await ask('GET', '/runs/current')).body).toMatchObject(none);
});

test('a run begun by hand is seen platform by platform, refuses another, and ends in the ledger with who asked', async () => {
  const { app } = await openNight();
  const ask = apiOf(app);
  const go = holdSpool(app);
  const begun = await ask('POST', '/runs', { by: '值班编辑' });
  expect([begun.status, begun.body]).toEqual([202, { run: expect.any(String), asked: 6 }]);
  await whenSeen(app, 1);
  const { body } = await ask('GET', '/runs/current');
  const [run] = body.underWay as { parts: { platform: string; expected: number; read: number }[] }[];
  expect(run).toMatchObject({ id: begun.body.run, trigger: 'manual', job: '', stage: 'asking' });
  expect(run?.parts.map(({ platform, expected }) => [platform, expected]).sort()).toEqual([
    ['douyin', 2],
    ['jinyun', 3],
    ['kuaishou', 1],
  ]);
  const refused = await ask('POST', '/runs', { by: '另一位' });
  expect([refused.status, (refused.body.error as Body).kind]).toEqual([409, 'under-way']);
  expect((await ask('GET', `/runs/${begun.body.run}`)).status).toBe(404);
  go();
  await begun.settled();
  expect((await ask('GET', '/runs/current')).body.underWay).toEqual([]);
  const ended = (await ask('GET', `/runs/${begun.body.run}`)).body;
  expect(ended.run).toMatchObject({
    state: 'complete',
    read: 6,
    summary: 'read 6 of 6; asked for by 值班编辑',
    remarks: [{ code: 'asked-for', words: { zh: '值班编辑发起', en: 'asked for by 值班编辑' } }],
  });
  expect(ended.ends).toEqual([]);
  // Each authorised account first got its token.
  expect(
    (ended.requests as Body[]).map(({ account, requests, failed }) => [account, requests, failed]),
  ).toEqual([
    ['douyin-jinyun', 2, 0],
    ['douyin-radio', 2, 0],
    ['jinyun-app', 3, 0],
    ['kuaishou-jinyun', 2, 0],
  ]);
});

test('what failed is named with its reason until a try of its own repairs it', async () => {
  const { app, clock, simulators } = await openNight();
  const ask = apiOf(app);
  const restore = simulators.fault({ platform: 'kuaishou', kind: 'status', status: 503 });
  await runSlot(app, 'nightly', nightly(NIGHT));
  const { body } = await ask('GET', '/failures');
  const [failure, ...others] = body.failures as Body[];
  expect(others).toEqual([]);
  expect(failure).toMatchObject({
    ...{ platform: 'kuaishou', account: 'kuaishou-jinyun', accountName: '津云', status: 'failed' },
    ...{ kind: 'network', placements: [6], times: 1, canRetry: true },
    ...{ firstAt: iso('06 02:00'), lastAt: iso('06 02:00') },
    cause: { code: 'platform-down', zh: '平台自身出错（HTTP 503）', en: failure?.reason, said: '' },
  });
  const { ends } = (await ask('GET', `/runs/${failure?.runId}`)).body;
  expect(ends).toEqual([
    {
      ...{ platform: 'kuaishou', account: 'kuaishou-jinyun', status: 'failed', kind: 'network' },
      ...{ reason: failure?.reason, cause: failure?.cause, placements: [6] },
    },
  ]);
  restore();
  clock.set(NIGHT + 300_000);
  const begun = await ask('POST', '/runs', { by: '值班编辑', placements: [6] });
  await begun.settled();
  expect((await ask('GET', `/runs/${begun.body.run}`)).body.run).toMatchObject({ expected: 1, read: 1 });
  expect((await ask('GET', '/failures')).body).toEqual({ failures: [], more: false });
});

test('a reject keeps its evidence and its history over a retry, and says when it was read', async () => {
  const { app, clock, simulators } = await openNight();
  const ask = apiOf(app);
  const restore = simulators.fault({ platform: 'douyin', kind: 'wrong-shape' });
  await runSlot(app, 'nightly', nightly(NIGHT));
  const listed = async () => (await ask('GET', '/rejects')).body.rejects as (Body & { id: string })[];
  const [reject] = await listed();
  expect(reject).toMatchObject({ platform: 'douyin', kind: 'shape', times: 1, readAt: null });
  expect(reject?.evidence).not.toBe('');
  clock.set(NIGHT + 60_000);
  const again = await ask('POST', `/rejects/${reject?.id}/retry`, { by: '值班编辑' });
  await again.settled();
  expect(again.status).toBe(202);
  const [still] = await listed();
  expect([still?.id, still?.times, still?.firstAt, still?.lastAt, still?.readAt]).toEqual([
    ...[reject?.id, 2, iso('06 02:00'), iso('06 02:01'), null],
  ]);
  restore();
  clock.set(NIGHT + 120_000);
  await (await ask('POST', `/rejects/${reject?.id}/retry`, { by: '值班编辑' })).settled();
  const [read] = await listed();
  expect([read?.times, read?.readAt]).toEqual([2, iso('06 02:02')]);
  expect(((read?.history ?? []) as { at: string }[]).map(({ at }) => at)).toEqual([
    iso('06 02:01'),
    iso('06 02:00'),
  ]);
  const unknown = await ask('POST', '/rejects/none/retry', { by: 'x' });
  expect([unknown.status, (unknown.body.error as Body).kind]).toEqual([404, 'unknown-reject']);
});

test('what cannot be collected is refused with nothing begun', async () => {
  const { app } = await openNight();
  const ask = apiOf(app);
  const refused = async (body: unknown, api = ask) => {
    const answer = await api('POST', '/runs', body);
    return [answer.status, (answer.body.error as Body).kind];
  };
  const { db, clock, collectors, config, now } = app;
  const readOnly = createApi({
    ...{ db, clock, collectors, config, now, log: silentLogger, version: '1.2.3', reference: () => 'ref' },
  });
  const closed = await readOnly.request('/api/v1/runs', {
    ...{ method: 'POST', body: '{"by":"x"}', headers: { 'content-type': 'application/json' } },
  });
  expect(closed.status).toBe(403);
  expect([
    await refused({ by: '' }),
    await refused({ by: 'x', placements: [7] }),
    await refused({ by: 'x', placements: [999] }),
    await refused({ by: 'x', platform: 'nowhere' }),
  ]).toEqual([
    [400, 'bad-parameter'],
    [422, 'refused'],
    [422, 'refused'],
    [422, 'refused'],
  ]);
  expect((await ask('GET', '/runs/current')).body.underWay).toEqual([]);
  expect((await ask('GET', '/runs')).body).toEqual({ runs: [] });
});

test('the ledger can be narrowed to nights and to what is not complete', async () => {
  const { app, clock, simulators } = await openNight();
  const ask = apiOf(app);
  await runSlot(app, 'nightly', nightly(NIGHT));
  simulators.fault({ platform: 'kuaishou', kind: 'status', status: 503 });
  clock.set(NIGHT + 3_900_000);
  await runSlot(app, 'hourly', { slot: NIGHT + 3_900_000, trigger: 'schedule', job: 'hourly' });
  const jobs = async (which: string) =>
    ((await ask('GET', `/runs?which=${which}`)).body.runs as Body[]).map(({ job, state }) => [job, state]);
  expect([await jobs('all'), await jobs('nightly'), await jobs('troubled')]).toEqual([
    [
      ['hourly', 'incomplete'],
      ['nightly', 'complete'],
    ],
    [['nightly', 'complete']],
    [['hourly', 'incomplete']],
  ]);
  expect((await ask('GET', '/runs?which=some')).status).toBe(400);
});
