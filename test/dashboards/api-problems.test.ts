import { beforeAll, expect, test, vi } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { createLogger } from '../../pipeline/log.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { startServer } from '../setup/http-server.ts';
import { apiOn, NO_COLLECTORS, NOW, seedCampaign } from './api-world.ts';

const database = testDatabase();
beforeAll(() => seedCampaign(database.db));

/** One refusal of a fresh API, whole. */
const refusalOf = (path: string) => apiOn(database.db).get(path);

const problem = (status: number, kind: string, message: string, messageZh: string) => ({
  status,
  body: { error: { kind, message, messageZh, reference: 'problem-1' } },
});

const PARTS = ['', '/episodes', '/platforms', '/daily', '/placements'];

test.each(PARTS)('an unknown campaign%s is 404 and names those there are', async part => {
  expect(await refusalOf(`/api/v1/campaigns/nope${part}`)).toEqual(
    problem(404, 'unknown-campaign', 'There is no campaign "nope". There are: year-end.', '没有这个活动。'),
  );
});

test.each(PARTS)('an unknown formula on %s is 422', async part => {
  expect(await refusalOf(`/api/v1/campaigns/year-end${part}?formula=all`)).toEqual(
    problem(
      422,
      'formula',
      'There is no formula "all". Known: content_view_times@1, video_view_times@1.',
      '没有这个计算口径，或其中含有不能相加的口径族。',
    ),
  );
});

test.each(PARTS)('an instant to come on %s is 400', async part => {
  expect(await refusalOf(`/api/v1/campaigns/year-end${part}?asOf=2022-12-30T10:00:00.001Z`)).toEqual(
    problem(
      400,
      'future',
      'Parameter "asOf": 2022-12-30T10:00:00.001Z is later than the last instant an answer can be given for, 2022-12-30T10:00:00.000Z.',
      '参数“asOf”：2022-12-30T10:00:00.001Z 晚于目前能够回答的最后时刻 2022-12-30T10:00:00.000Z。',
    ),
  );
});

test('an instant at which something still waits in the spool is to come', async () => {
  const { get } = apiOn(database.db, { knownAt: NOW - 60_000 });
  expect(await get('/api/v1/campaigns/year-end?knownAt=2022-12-30T10:00:00Z')).toEqual(
    problem(
      400,
      'future',
      'Parameter "knownAt": 2022-12-30T10:00:00.000Z is later than the last instant an answer can be given for, 2022-12-30T09:59:00.000Z.',
      '参数“knownAt”：2022-12-30T10:00:00.000Z 晚于目前能够回答的最后时刻 2022-12-30T09:59:00.000Z。',
    ),
  );
});

test.each([
  [
    '/api/v1/campaigns/year-end?asOf=yesterday',
    'Parameter "asOf": expected an instant such as 2022-12-30T10:00:00Z, found "yesterday".',
    '参数“asOf”：应为一个时刻，如 2022-12-30T10:00:00Z，得到 "yesterday"。',
  ],
  [
    '/api/v1/campaigns/year-end/daily?asOf=1969-12-31T23:59:59Z',
    'Parameter "asOf": expected an instant such as 2022-12-30T10:00:00Z, found "1969-12-31T23:59:59Z".',
    '参数“asOf”：应为一个时刻，如 2022-12-30T10:00:00Z，得到 "1969-12-31T23:59:59Z"。',
  ],
  [
    '/api/v1/campaigns/year-end/episodes?asof=2022-12-29T00:00:00Z',
    'There is no parameter "asof".',
    '没有参数“asof”。',
  ],
  [
    '/api/v1/campaigns/year-end/placements?state=lost&platfrom=x',
    'Parameter "state": expected one of fresh, carried, stated, removed, held, never, found "lost". There is no parameter "platfrom".',
    '参数“state”：应为fresh、carried、stated、removed、held、never 之一，得到 "lost"。没有参数“platfrom”。',
  ],
  [
    '/api/v1/campaigns/year-end/placements?episode=fire',
    'Parameter "episode": there is no episode "fire". There are: education, civil, water, dropped.',
    '参数“episode”：没有“fire”。现有：education, civil, water, dropped。',
  ],
  [
    '/api/v1/campaigns/year-end/placements?platform=',
    'Parameter "platform": there is no platform "". There are: douyin, kuaishou, weibo.',
    '参数“platform”：没有“”。现有：douyin, kuaishou, weibo。',
  ],
  [
    '/api/v1/placements/one/readings',
    'Parameter "id": expected the number of a placement, found "one".',
    '参数“id”：应为分发的编号，得到 "one"。',
  ],
  [
    '/api/v1/runs?limit=201',
    'Parameter "limit": expected a whole number from 1 to 200, found "201".',
    '参数“limit”：应为1 到 200 的整数，得到 "201"。',
  ],
  [
    '/api/v1/runs?limit=',
    'Parameter "limit": expected a whole number from 1 to 200, found "".',
    '参数“limit”：应为1 到 200 的整数，得到 ""。',
  ],
])('a parameter that does not fit is 400: %s', async (path, message, messageZh) => {
  expect(await refusalOf(path)).toEqual(problem(400, 'bad-parameter', message, messageZh));
});

test('an unknown placement is 404', async () => {
  expect(await refusalOf('/api/v1/placements/99/readings')).toEqual(
    problem(404, 'unknown-placement', 'There is no placement 99.', '没有编号为 99 的分发。'),
  );
});

test.each(['/api/v1/nothing', '/api/v2/campaigns', '/elsewhere'])(
  'an unknown path is 404: %s',
  async path => {
    expect(await refusalOf(path)).toEqual(
      problem(404, 'not-found', `There is nothing at ${path}.`, `${path} 处没有内容。`),
    );
  },
);

/** An API whose database is somewhere else, with what it logged. */
const apiElsewhere = (url: string) => {
  const logged: Record<string, unknown>[] = [];
  const log = createLogger('silent');
  vi.spyOn(log, 'error').mockImplementation(
    (about: unknown) => void logged.push(about as Record<string, unknown>),
  );
  const db = createDatabaseClient({ url, username: 'renci', password: 'secret-word', database: 'renci' });
  const api = createApi({
    db,
    log,
    clock: new ManualClock(NOW),
    ...NO_COLLECTORS,
    now: async () => ({ asOf: NOW, knownAt: NOW }),
    version: '1.2.3',
    reference: () => 'problem-1',
  });
  return { api, logged, close: () => db.close() };
};

test('a database that is away is 503 in a plain sentence', async () => {
  const gone = await startServer(() => ({ status: 200 }));
  await gone.close();
  const { api, logged, close } = apiElsewhere(gone.url);
  const response = await api.request('/api/v1/campaigns/year-end');
  expect({ status: response.status, body: await response.json() }).toEqual(
    problem(
      503,
      'database',
      'The database cannot be reached just now. Nothing is lost: collection goes on and is stored later. Try again in a minute.',
      '数据库暂时连不上。数据没有丢失，采集照常进行、稍后入库。请过一分钟再试。',
    ),
  );
  expect(logged).toEqual([
    {
      reference: 'problem-1',
      kind: 'database',
      method: 'GET',
      path: '/api/v1/campaigns/year-end',
      err: expect.any(Error),
    },
  ]);
  await close();
});

test('a fault is 500 without its insides, which the log has under the same reference', async () => {
  const broken = await startServer(() => ({
    status: 500,
    headers: { 'x-clickhouse-exception-code': '60' },
    body: 'Code: 60. DB::Exception: Table renci.campaigns does not exist. (UNKNOWN_TABLE) (version 26.7)',
  }));
  const { api, logged, close } = apiElsewhere(broken.url);
  const response = await api.request('/api/v1/campaigns');
  expect({ status: response.status, body: await response.json() }).toEqual(
    problem(
      500,
      'internal',
      'The server could not answer. Try again; if it stays, give the reference to whoever runs the server.',
      '服务器未能给出答案。请再试一次；仍不行时，把编号告诉维护人员。',
    ),
  );
  expect(logged.map(({ reference, err }) => [reference, String(err)])).toEqual([
    ['problem-1', expect.stringContaining('UNKNOWN_TABLE')],
  ]);
  await close();
  await broken.close();
});
