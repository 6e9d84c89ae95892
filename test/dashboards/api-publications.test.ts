import { expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { december } from '../pipeline/night-catalogue.ts';
import { EVENING, openPartners, sheet, take } from '../pipeline/partners.ts';

const TIME = '2022-12-06T15:40:00.000Z';

const requestOn =
  (app: App, writes = true) =>
  async (method: string, path: string, body?: unknown) => {
    const { db, clock, collectors, config, now } = app;
    const api = createApi({
      ...{ db, clock, collectors, config, now },
      ...(writes && { desk: createDesk(app) }),
      log: silentLogger,
      version: '1.2.3',
      reference: () => 'ref',
    });
    const response = await api.request(`/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

test('a total is published, listed, shown, verified and compared', async () => {
  const { app, clock, run } = await openPartners();
  const request = requestOn(app);
  const published = await request('POST', '/campaigns/night/publications', { by: '值班编辑', note: '年终' });
  const { lines, adjustments, ...head } = published.body as {
    lines: unknown[];
    adjustments: unknown[];
  } & Record<string, string>;
  const hash = String(head.hash);
  const id = hash.slice(0, 12);
  expect([published.status, adjustments, lines.length, head]).toEqual([
    201,
    [],
    3,
    {
      ...{ id, hash, campaignId: 'night', title: '夜', note: '年终', author: '值班编辑', readings: 4 },
      ...{ asOf: TIME, knownAt: TIME, publishedAt: TIME, low: 63_734, high: 72_999 },
      formula: { id: 'video_view_times', version: 1, families: ['play', 'live_entry'] },
      coverage: { expected: 3, fresh: 1, carried: 1, stated: 0, removed: 0, held: 0, never: 1 },
      wording: {
        zh: '截至 2022年12月6日 23:40，1期节目视频观看总量超过6万人次',
        en: 'As of 6 December 2022, 23:40, total video view-times of 1 episode: over 60,000 view-times',
      },
    },
  ]);
  const payloadId = (lines[0] as { reading: { payloadId: string } }).reading.payloadId;
  const read = { recordedAt: new Date(EVENING).toISOString(), runId: run, payloadId };
  expect(lines[0]).toEqual({
    ...{ placementId: 1, episodeId: 'education', workId: 'replay', title: '作品 replay', platform: 'people' },
    ...{ account: 'people-tj', externalId: 'a-1', metric: 'plays', family: 'play', state: 'fresh' },
    ...{ apart: null, source: 'export', low: 12_500, high: 12_999, readings: 2 },
    reading: { ...read, observedAt: '2022-12-06T15:00:00.000Z', low: 11_001, high: 12_999 },
    lowerEnd: { ...read, observedAt: '2022-12-06T14:00:00.000Z', low: 12_500, high: 12_500 },
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await request('GET', '/publications?campaign=night')).toEqual({
    status: 200,
    body: { publications: [head] },
  });
  expect(await request('GET', `/publications/${id}`)).toEqual({ status: 200, body: published.body });
  expect(await request('GET', `/publications/${id}/verification`)).toEqual({
    status: 200,
    body: {
      ...{ publication: head, ok: true, recomputed: hash, recordIntact: true, differences: [] },
      payloads: { named: 1, notKeptThen: 0, broken: [] },
      verifiedAt: new Date(clock.now()).toISOString(),
    },
  });

  clock.set(december('07 10:00'));
  await take(app, sheet('a-2,3300,2022-12-06 20:00', 'a-1,13000,2022-12-07 09:00'));
  clock.set(december('07 10:01'));
  const now = '2022-12-07T02:01:00.000Z';
  const line = {
    ...{ adjustmentId: '', platform: 'people', title: '作品 replay', episodeId: 'education' },
  };
  const compared = {
    publication: head,
    with: null,
    ...{ asOf: now, knownAt: now, low: 67_534, high: 76_300 },
    revision: {
      change: { low: 3_300, high: 3_300 },
      lines: [
        {
          ...{ ...line, placementId: 2, externalId: 'a-2', before: null, after: { low: 3_300, high: 3_300 } },
          ...{ change: { low: 3_300, high: 3_300 }, why: ['late-reading'] },
        },
      ],
    },
    growth: {
      change: { low: 500, high: 1 },
      lines: [
        {
          ...{ ...line, placementId: 1, externalId: 'a-1' },
          ...{ before: { low: 12_500, high: 12_999 }, after: { low: 13_000, high: 13_000 } },
          ...{ change: { low: 500, high: 1 }, why: ['grown'] },
        },
      ],
    },
    revisedText: { zh: '发布后修正 +3,300 人次', en: 'revised by +3,300 since' },
  };
  expect(await request('GET', `/publications/${id}/comparison`)).toEqual({ status: 200, body: compared });
  const then = await request('GET', `/publications/${id}/comparison?asOf=${TIME}&knownAt=${now}`);
  expect(then.body).toMatchObject({ low: 67_034, revision: compared.revision, growth: { lines: [] } });
  const second = await request('POST', '/campaigns/night/publications', { by: '值班编辑', asOf: now });
  expect(await request('GET', `/publications/${id}/comparison?with=${second.body.id}`)).toEqual({
    status: 200,
    body: { ...compared, with: second.body.id },
  });
});

test('what cannot be published, or is not there, is refused; nothing changes or deletes what was', async () => {
  const { app } = await openPartners();
  const request = requestOn(app);
  const refused = async (...args: Parameters<typeof request>) => {
    const { status, body } = await request(...args);
    return [status, (body.error as { kind: string }).kind];
  };
  const { body } = await request('POST', '/campaigns/night/publications', { by: '值班编辑' });
  const path = `/publications/${body.id}`;
  expect([
    await refused('POST', '/campaigns/night/publications', {}),
    await refused('POST', '/campaigns/night/publications', { by: ' ' }),
    await refused('POST', '/campaigns/night/publications', { by: '甲', known: TIME }),
    await refused('POST', '/campaigns/night/publications', { by: '甲', asOf: '2023-01-01T00:00:00Z' }),
    await refused('POST', '/campaigns/night/publications', { by: '甲' }),
    await refused('POST', '/campaigns/nobody/publications', { by: '甲' }),
    await refused('GET', '/publications?campaign=nobody'),
    await refused('GET', '/publications/nothing'),
    await refused('GET', '/publications/nothing/verification'),
    await refused('GET', `${path}/comparison?with=nothing`),
    await refused('GET', `${path}/comparison?with=${body.id}&asOf=${TIME}`),
    await refused('GET', `${path}/comparison?knownAt=2023-01-01T00:00:00Z`),
    await refused('PUT', path, {}),
    await refused('PATCH', path, {}),
    await refused('DELETE', path),
  ]).toEqual([
    [400, 'bad-parameter'],
    [400, 'bad-parameter'],
    [400, 'bad-parameter'],
    [422, 'refused'],
    [409, 'duplicate'],
    [404, 'unknown-campaign'],
    [404, 'unknown-campaign'],
    [404, 'unknown-publication'],
    [404, 'unknown-publication'],
    [404, 'unknown-publication'],
    [400, 'bad-parameter'],
    [400, 'future'],
    [404, 'not-found'],
    [404, 'not-found'],
    [404, 'not-found'],
  ]);
  const readOnly = await requestOn(app, false)('POST', '/campaigns/night/publications', { by: '甲' });
  expect([readOnly.status, (readOnly.body.error as { kind: string }).kind]).toEqual([403, 'read-only']);
  expect(await request('GET', '/publications')).toMatchObject({ body: { publications: [{ id: body.id }] } });
});
