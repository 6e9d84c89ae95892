import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { insertAttempts, insertPayloads } from '../../pipeline/store/evidence.ts';
import { insertImports } from '../../pipeline/store/imports.ts';
import { prunePayloads } from '../../pipeline/store/payloads.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, reading, ZONE } from '../sql/seed.ts';
import { apiOn, NOW, seedCampaign } from './api-world.ts';

const database = testDatabase();
const { db } = database;
const { api, get } = apiOn(db);

const BODY = '<script>alert(1)</script>{"play_count":512340}';
const SHEET = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0a]);
const idOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const SAID = idOf(BODY);
const STATED = idOf(SHEET);
const OLD = idOf('old');
const FETCHED = at('12-30 17:30');

beforeAll(async () => {
  await seedCampaign(db);
  await insertPayloads(db, [
    { id: SAID, platform: 'douyin', fetchedAt: FETCHED, contentType: 'text/html', body: BODY },
    {
      ...{ id: STATED, platform: '', fetchedAt: at('12-01 00:00') },
      ...{ contentType: 'text/csv;charset=utf-8;base64', body: SHEET.toString('base64') },
    },
    { id: OLD, platform: 'douyin', fetchedAt: at('11-01 00:00'), contentType: 'text/plain', body: 'old' },
  ]);
  await insertImports(db, [
    {
      ...{ id: 'i', hash: STATED, fileName: '年终.csv', runId: 'run-29', at: at('12-01 00:00') },
      ...{ rows: 1, readings: 1 },
    },
  ]);
  await insertAttempts(db, [
    {
      ...{
        runId: 'run-30',
        platform: 'douyin',
        collector: 'douyin',
        accountId: 'jinyun',
        startedAt: FETCHED,
      },
      ...{ durationMs: 5, url: 'https://open.example.test/data?access_token=***', status: 200, items: 1 },
      ...{ errorKind: '', error: '', payloadId: SAID },
    },
  ]);
  // The count of the first is composed: a rounded number after one in full. The second is a sheet's.
  const observedAt = at('12-30 17:40');
  await insertReadings(
    db,
    [
      reading({
        ...{ placementId: 1, observedAt, runId: 'run-30', payloadId: SAID },
        ...{ low: 510_000, high: 519_999, text: '51万', step: 10_000 },
        judgement: {
          ...{ verdict: 'accepted', reason: '', acceptedAt: observedAt },
          count: { low: 512_340, high: 519_999 },
        },
      }),
      reading({
        placementId: 2,
        observedAt: at('12-30 17:00'),
        value: 90_000,
        runId: 'run-29',
        payloadId: STATED,
      }),
      // A higher peak before, and a fall that was confirmed.
      reading({ placementId: 2, observedAt: at('12-28 20:00'), value: 120_000 }),
    ],
    ZONE,
  );
  await prunePayloads(db, at('12-15 00:00'), NOW);
});

test('every part of a total with its reading, run, request and payload', async () => {
  const { status, body } = await get('/api/v1/campaigns/year-end/evidence?episode=education');
  const { placements, ...head } = body as { placements: Record<string, unknown>[] };
  expect([status, head]).toEqual([
    200,
    {
      ...{ asOf: '2022-12-30T10:00:00.000Z', knownAt: '2022-12-30T10:00:00.000Z' },
      ...{ formula: 'video_view_times@1', total: { low: 512_340, high: 519_999 } },
    },
  ]);
  const { placement, ...evidence } = placements[0] ?? {};
  expect(placement).toMatchObject({ placementId: 1, low: 512_340, high: 519_999 });
  const run = {
    ...{ id: 'run-30', trigger: 'schedule', state: 'incomplete', startedAt: '2022-12-30T09:30:00.000Z' },
    ...{ endedAt: '2022-12-30T09:31:00.000Z', summary: 'read 5 of 6; Kuaishou: 1 failed (network ×1)' },
  };
  expect(evidence).toEqual({
    reading: {
      ...{ observedAt: '2022-12-30T09:40:00.000Z', recordedAt: '2022-12-30T09:40:01.000Z' },
      ...{ low: 510_000, high: 519_999, text: '51万', run, sheet: null },
      request: {
        ...{ url: 'https://open.example.test/data?access_token=***', status: 200 },
        at: '2022-12-30T09:30:00.000Z',
      },
      payload: {
        ...{ id: SAID, kept: true, contentType: 'text/html', size: Buffer.byteLength(BODY) },
        ...{ fetchedAt: '2022-12-30T09:30:00.000Z', prunedAt: null },
      },
    },
    lowerEnd: {
      ...{ observedAt: '2022-12-30T09:30:00.000Z', recordedAt: '2022-12-30T09:30:01.000Z' },
      ...{ low: 512_340, high: 512_340, text: '512340', run, sheet: null, request: null },
      payload: { id: 'cafe', kept: false, contentType: '', size: 0, fetchedAt: null, prunedAt: null },
    },
  });
  // The live show was never read.
  expect(placements.slice(1)).toEqual([
    { placement: expect.objectContaining({ placementId: 4, state: 'never' }), reading: null, lowerEnd: null },
  ]);
});

test('a sheet is named with its hash', async () => {
  const { body } = await get('/api/v1/campaigns/year-end/evidence?episode=civil');
  const [{ reading: read }] = (body as { placements: [{ reading: Record<string, unknown> }] }).placements;
  expect([read.sheet, read.request, read.payload]).toEqual([
    '年终.csv',
    null,
    {
      ...{ id: STATED, kept: true, contentType: 'text/csv;charset=utf-8;base64', size: 5 },
      ...{ fetchedAt: '2022-11-30T16:00:00.000Z', prunedAt: null },
    },
  ]);
});

test('a parameter that names nothing is refused', async () => {
  const refused = async (query: string) => (await get(`/api/v1/campaigns/year-end/evidence?${query}`)).status;
  expect([await refused('episode=none'), await refused('asof=x'), await refused('formula=all')]).toEqual([
    400, 400, 422,
  ]);
});

test('what a platform said is saved, never run', async () => {
  const said = await api.request(`/api/v1/payloads/${SAID}`);
  expect([said.status, await said.json()]).toEqual([
    200,
    {
      ...{ id: SAID, platform: 'douyin', fetchedAt: '2022-12-30T09:30:00.000Z', contentType: 'text/html' },
      ...{ size: Buffer.byteLength(BODY), encoding: 'utf-8', body: BODY },
    },
  ]);
  const file = await api.request(`/api/v1/payloads/${SAID}/bytes`);
  const headers = (response: Response) =>
    ['content-type', 'content-disposition', 'x-content-type-options'].map(name => response.headers.get(name));
  expect([await file.text(), headers(file), headers(said)]).toEqual([
    BODY,
    ['text/plain; charset=utf-8', `attachment; filename="${SAID}.txt"`, 'nosniff'],
    ['application/json', `attachment; filename="${SAID}.json"`, 'nosniff'],
  ]);
  const sheet = await api.request(`/api/v1/payloads/${STATED}/bytes`);
  expect([Buffer.from(await sheet.arrayBuffer()).equals(SHEET), headers(sheet)]).toEqual([
    true,
    ['application/octet-stream', `attachment; filename="${STATED}"`, 'nosniff'],
  ]);
  expect((await get(`/api/v1/payloads/${STATED}`)).body).toMatchObject({
    ...{ encoding: 'base64', body: SHEET.toString('base64'), size: 5 },
  });
});

test('what was taken away by its age is told apart from what never was', async () => {
  const refusal = async (path: string) => {
    const { status, body } = await get(path);
    const { kind, message, messageZh } = (body as { error: Record<string, string> }).error;
    return [status, kind, message, messageZh];
  };
  const pruned = [
    410,
    'pruned',
    `The payload ${OLD}, fetched at 2022-10-31T16:00:00.000Z, was kept until 2022-12-30T10:00:00.000Z and then taken away by its age (keep_payloads_days). Its readings are still there.`,
    `原始应答 ${OLD}（获取于 2022-10-31T16:00:00.000Z）保存至 2022-12-30T10:00:00.000Z，到期后已清除（keep_payloads_days），读数仍在。`,
  ];
  expect(await refusal(`/api/v1/payloads/${OLD}`)).toEqual(pruned);
  expect(await refusal(`/api/v1/payloads/${OLD}/bytes`)).toEqual(pruned);
  expect(await refusal('/api/v1/payloads/none')).toEqual([
    404,
    'not-found',
    'There is no payload none.',
    '没有编号为 none 的原始应答。',
  ]);
});

test('a placement shows what it counts as and the most it ever did', async () => {
  const detail = async (path: string) => {
    const { status, body } = await get(`/api/v1/placements/${path}`);
    const { placement, ...rest } = body as { placement?: Record<string, unknown> };
    return { status, low: placement?.low, ...rest };
  };
  const moment = { asOf: '2022-12-30T10:00:00.000Z', knownAt: '2022-12-30T10:00:00.000Z' };
  const common = { campaignId: 'year-end', timeZone: 'Asia/Shanghai' };
  expect(await detail('2')).toEqual({
    ...{ status: 200, low: 90_000, ...moment, ...common },
    peak: { low: 120_000, at: '2022-12-28T12:00:00.000Z', source: 'api' },
  });
  expect(await detail('2?asOf=2022-12-28T11:00:00Z')).toEqual({
    ...{
      status: 200,
      low: null,
      ...common,
      asOf: '2022-12-28T11:00:00.000Z',
      knownAt: moment.knownAt,
      peak: null,
    },
  });
  const refused = async (path: string) => (await get(`/api/v1/placements/${path}`)).status;
  expect([await refused('99'), await refused('8'), await refused('7'), await refused('x')]).toEqual([
    404, 404, 404, 400,
  ]);
});
