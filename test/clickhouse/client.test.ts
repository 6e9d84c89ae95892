import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { UnavailableError } from '../../pipeline/clickhouse/errors.ts';
import { insertRows } from '../../pipeline/clickhouse/insert.ts';
import { testConnection, testDatabase } from '../setup/clickhouse.ts';
import { failureOf } from './failure.ts';
import { createItems } from './items.ts';

const { db } = testDatabase({ migrated: false });
const ask = { name: 'test' };
beforeAll(() => createItems(db));

test('a question changes nothing', async () => {
  expect(await failureOf(db.select('DROP TABLE items', ask))).toMatchObject({ code: 164 });
});

test('what answers and inserts depend on is pinned', async () => {
  const names = [
    'async_insert',
    'final',
    'join_use_nulls',
    'session_timezone',
    'input_format_null_as_default',
  ];
  expect(
    await db.select(
      'SELECT name, value FROM system.settings WHERE name IN {names:Array(String)} ORDER BY name',
      {
        ...ask,
        params: { names },
      },
    ),
  ).toEqual([
    { name: 'async_insert', value: '0' },
    { name: 'final', value: '0' },
    { name: 'input_format_null_as_default', value: '0' },
    { name: 'join_use_nulls', value: '0' },
    { name: 'session_timezone', value: 'UTC' },
  ]);
});

test('numbers keep their digits and NaN is not null', async () => {
  const sql = `SELECT toUInt64(18446744073709551615) AS big, toDecimal64('1.10', 2) AS price, nan AS nan,
      toDateTime64('2022-12-30 10:00:00.5', 3, 'UTC') AS instant, true AS yes, NULL AS nothing`;
  expect(await db.select(sql, ask)).toEqual([
    {
      big: '18446744073709551615',
      price: '1.1',
      nan: 'nan',
      instant: '2022-12-30 10:00:00.500',
      yes: true,
      nothing: null,
    },
  ]);
});

test('an error late in a long answer is an error, not a short answer', async () => {
  const late = 'SELECT throwIf(number = 900000) AS x FROM numbers(1000000) SETTINGS max_block_size = 1000';
  expect(await failureOf(db.select(late, ask))).toMatchObject({ code: 395 });
});

const elsewhere = (url: string): Database =>
  createDatabaseClient({ ...testConnection('x'), url, timeoutMs: 200 });

test('a server that is away: one sentence with the address and without secrets', async () => {
  const probe = createServer();
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise(done => probe.close(done));
  const away = elsewhere(`http://root:s3cret@127.0.0.1:${port}`);
  const failure = await failureOf(away.select('SELECT 1', ask));
  expect(failure).toBeInstanceOf(UnavailableError);
  expect(failure).toMatchObject({
    message: `ClickHouse at http://***@127.0.0.1:${port} cannot be reached (nothing listens there). Start it, or correct its address.`,
    query: 'test',
    code: null,
  });
  await expect(away.ping()).rejects.toBeInstanceOf(UnavailableError);
  await expect(insertRows(away, 't', ['n'], [{ n: 1 }])).rejects.toBeInstanceOf(UnavailableError);
  await away.close();
});

test('a server that does not answer in time, or answers something else', async () => {
  const odd = createServer((request, response) => {
    if (request.url?.includes('slow')) return;
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
  });
  await new Promise<void>(done => odd.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
  const client = elsewhere(url);
  expect(await failureOf(client.select('SELECT 1', { name: 'slow' }))).toMatchObject({
    name: 'UnavailableError',
    message: `ClickHouse at ${url} cannot be reached (no answer in time). Start it, or correct its address.`,
  });
  expect(await failureOf(client.select('SELECT 1', ask))).toMatchObject({
    name: 'QueryError',
    message: 'The query test failed: <h1>Not here</h1>',
  });
  await client.close();
  odd.closeAllConnections();
  await new Promise(done => odd.close(done));
});

test.each(['nonsense', 'ftp://host'])('%j is not an address', url => {
  expect(() => elsewhere(url)).toThrow(UnavailableError);
});
