import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { startServer } from '../setup/http-server.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const database = testDatabase();
const bare = testDatabase({ migrated: false });
beforeAll(() => seedCampaign(database.db));

const EMPTY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

test('the process is alive', async () => {
  expect(await apiOn(database.db).get('/healthz')).toEqual({
    status: 200,
    body: { status: 'ok', version: '1.2.3' },
  });
});

test('figures can be asked for once every migration is applied', async () => {
  expect(await apiOn(database.db).get('/readyz')).toEqual({
    status: 200,
    body: { ready: true, database: 'answers', pendingMigrations: [] },
  });
  const migrations = readdirSync(join(import.meta.dirname, '../../sql/migrations')).map(file =>
    file.slice(0, -4),
  );
  expect(await apiOn(bare.db).get('/readyz')).toEqual({
    status: 503,
    body: { ready: false, database: 'answers', pendingMigrations: migrations.toSorted() },
  });
});

test('while the database is away there are no figures, and the process says so', async () => {
  const db = createDatabaseClient({
    url: await deadUrl(),
    username: 'renci',
    password: '',
    database: 'renci',
  });
  const { api, get } = apiOn(db);
  expect(await get('/readyz')).toEqual({
    status: 503,
    body: { ready: false, database: 'away', pendingMigrations: null },
  });
  expect((await get('/healthz')).status).toBe(200);
  // An old figure would look like a new one: those of the database are left out.
  expect((await samples(api)).filter(line => !line.startsWith('renci_http'))).toEqual([
    'renci_database_up 0',
    'renci_spool_waiting_seconds 0',
  ]);
  await db.close();
});

/** An address where nothing listens any more. */
const deadUrl = async (): Promise<string> => {
  const gone = await startServer(() => ({ status: 200 }));
  await gone.close();
  return gone.url;
};

test('answers are never stored, framed or guessed at, problems neither', async () => {
  const { api } = apiOn(database.db);
  for (const path of ['/api/v1/campaigns', '/api/v1/campaigns/nope', '/healthz']) {
    const { headers } = await api.request(path);
    expect(Object.fromEntries(headers)).toEqual({
      ...EMPTY_HEADERS,
      'content-type': 'application/json',
      vary: 'Accept-Encoding',
    });
  }
});

test('a long answer is compressed where the client allows it', async () => {
  const { api } = apiOn(database.db);
  const path = '/api/v1/campaigns/year-end';
  const packed = await api.request(path, { headers: { 'accept-encoding': 'gzip' } });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
  expect(JSON.parse(text)).toEqual(await (await api.request(path)).json());
});

/** The samples of our own metrics; those of the process and of Node are left out. */
const samples = async (api: ReturnType<typeof apiOn>['api']): Promise<string[]> =>
  (await (await api.request('/metrics')).text())
    .split('\n')
    .filter(line => line.startsWith('renci_') && !/_(bucket|sum)\b/.test(line));

describe('metrics', () => {
  test('requests by route, the readings stored, the newest run and the spool', async () => {
    const { api } = apiOn(database.db, { knownAt: Date.parse('2022-12-30T09:58:00Z') });
    await api.request('/api/v1/campaigns/year-end');
    await api.request('/api/v1/campaigns/other');
    await api.request('/api/v1/nothing');
    expect(await samples(api)).toEqual([
      'renci_http_request_duration_seconds_count{method="GET",route="/api/v1/campaigns/:id",status="200"} 1',
      'renci_http_request_duration_seconds_count{method="GET",route="/api/v1/campaigns/:id",status="404"} 1',
      'renci_http_request_duration_seconds_count{method="GET",route="/api/*",status="404"} 1',
      'renci_database_up 1',
      'renci_readings_stored 9',
      'renci_spool_waiting_seconds 120',
      'renci_last_run_state{state="planned"} 0',
      'renci_last_run_state{state="complete"} 0',
      'renci_last_run_state{state="incomplete"} 1',
      'renci_last_run_state{state="failed"} 0',
      'renci_last_run_age_seconds 1740',
    ]);
  });

  test('are of the text format', async () => {
    const response = await apiOn(database.db).api.request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });
});
