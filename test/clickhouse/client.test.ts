import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { AbortedError, UnavailableError } from '../../pipeline/clickhouse/errors.ts';
import { insertRows } from '../../pipeline/clickhouse/insert.ts';
import { defineQuery } from '../../pipeline/clickhouse/query.ts';
import { testConnection, testDatabase } from '../setup/clickhouse.ts';

const { db } = testDatabase({ migrated: false });
const QUERIES = join(import.meta.dirname, 'fixtures', 'queries');
const ask = { name: 'test' };

beforeAll(async () => {
  await db.command(
    `CREATE TABLE items (
      id UInt32, title String, views UInt64, tags Array(String), seen_at DateTime64(3, 'UTC'), note Nullable(String)
    ) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100`,
    ask,
  );
});

const COLUMNS = ['id', 'title', 'views', 'tags', 'seen_at', 'note'];
const item = (id: number) => ({
  id,
  title: `人次 '${id}'\\ 🎬\0`,
  views: 9_007_199_254_740_993n + BigInt(id),
  tags: ["it's", '"x"'],
  seen_at: '2022-12-30 10:00:00.001',
  note: null,
});
const stored = (id: number) => ({ ...item(id), views: String(item(id).views) });
const all = (): Promise<unknown[]> => db.select('SELECT * FROM items ORDER BY id', ask);
const empty = () => db.command('TRUNCATE TABLE items', ask);

/** What a promise was rejected with; never called on one that is kept. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error,
  );

describe('insertRows', () => {
  beforeAll(empty);

  test('stores what it is given, and nothing for nothing', async () => {
    await insertRows(db, 'items', COLUMNS, []);
    await insertRows(db, 'items', COLUMNS, [item(1), item(2)]);
    expect(await all()).toEqual([stored(1), stored(2)]);
    await empty();
  });

  test('the same token twice stores once; without one, twice', async () => {
    await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-1');
    await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-1');
    expect(await all()).toEqual([stored(1)]);
    await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-2');
    expect(await all()).toEqual([stored(1), stored(1)]);
    await empty();
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a missing value', { note: undefined }, 'Row 2 for items has no value for note.'],
    ['an extra value', { likes: 1 }, 'Row 2 for items has values for other columns: likes.'],
    ['NaN', { views: Number.NaN }, 'Row 2 for items: NaN is not a value of views (UInt64).'],
    ['null', { views: null }, 'Row 2 for items: null is not a value of views (UInt64).'],
    ['empty text', { views: '' }, 'Row 2 for items: "" is not a value of views (UInt64).'],
    ['a displayed count', { views: '1.2万' }, 'Row 2 for items: "1.2万" is not a value of views (UInt64).'],
    [
      'too large',
      { views: 2n ** 64n },
      'Row 2 for items: 18446744073709551616 is not a value of views (UInt64).',
    ],
    ['negative', { id: -1 }, 'Row 2 for items: -1 is not a value of id (UInt32).'],
    [
      'a day that is none',
      { seen_at: '2022-13-45 10:00:00' },
      `Row 2 for items: "2022-13-45 10:00:00" is not a value of seen_at (DateTime64(3, 'UTC')).`,
    ],
    [
      'a null in an array',
      { tags: ['a', null] },
      'Row 2 for items: a, is not a value of tags (Array(String)).',
    ],
  ])('%s is refused and nothing is stored', async (_, change, message) => {
    await expect(insertRows(db, 'items', COLUMNS, [item(1), { ...item(2), ...change }])).rejects.toThrow(
      new TypeError(message),
    );
    expect(await all()).toEqual([]);
  });

  test('every column is named, as the table is now', async () => {
    const { note: _, ...short } = item(1);
    const columns = COLUMNS.filter(column => column !== 'note');
    await expect(insertRows(db, 'items', columns, [short])).rejects.toThrow(
      new TypeError('An insert into items leaves out the column note.'),
    );
    await expect(insertRows(db, 'items', [...COLUMNS, 'likes'], [{ ...item(1), likes: 1 }])).rejects.toThrow(
      new TypeError('An insert into items names the unknown column likes.'),
    );
    await db.command('CREATE TABLE growing (a UInt8) ENGINE = MergeTree ORDER BY a', ask);
    await insertRows(db, 'growing', ['a'], [{ a: 1 }]);
    await db.command('ALTER TABLE growing ADD COLUMN b UInt8, ADD COLUMN c UInt8 DEFAULT 9', ask);
    await insertRows(db, 'growing', ['a', 'b'], [{ a: 2, b: 3 }]);
    expect(await db.select('SELECT * FROM growing ORDER BY a', ask)).toEqual([
      { a: 1, b: 0, c: 9 },
      { a: 2, b: 3, c: 9 },
    ]);
  });
});

describe('defineQuery', () => {
  const schema = {
    params: z.object({ bound: z.string(), tags: z.array(z.string()) }),
    row: z.object({ id: z.number(), title: z.string(), views: z.string().transform(BigInt) }),
  };
  const itemsAbove = defineQuery({ name: 'items-above', ...schema }, QUERIES);

  beforeAll(() => insertRows(db, 'items', COLUMNS, [item(1), item(2)]));

  test('binds, asks and reads rows by their schemas', async () => {
    expect(itemsAbove.queryName).toBe('items-above');
    expect(await itemsAbove(db, { bound: '9007199254740994', tags: ["it's"] })).toEqual([
      { id: 2, title: item(2).title, views: item(2).views },
    ]);
    expect(await itemsAbove(db, { bound: '0', tags: ["x') OR 1 --"] })).toEqual([]);
  });

  test('a wrong parameter, a row of another shape and a refusal are errors with the name', async () => {
    await expect(itemsAbove(db, { bound: 5 as unknown as string, tags: [] })).rejects.toThrow(z.ZodError);
    expect(await failureOf(itemsAbove(db, { bound: 'many', tags: [] }))).toMatchObject({
      name: 'QueryError',
      query: 'items-above',
      code: 457,
      queryId: expect.stringMatching(/^items-above-/),
    });
    const other = defineQuery({ name: 'items-above', ...schema, row: z.object({ id: z.string() }) }, QUERIES);
    expect(await failureOf(other(db, { bound: '0', tags: ["it's"] }))).toMatchObject({
      message:
        'The query items-above answered a row of another shape: 0.id: Invalid input: expected string, received number',
    });
  });

  test('the file and the schema must agree, and the file must explain itself', () => {
    const define = (name: string, params: z.ZodObject) => () =>
      defineQuery({ name, params, row: z.object({}) }, QUERIES);
    expect(define('items-above', z.object({ bound: z.string(), limit: z.number() }))).toThrow(
      'sql/queries/items-above.sql and its schema differ on: tags, limit.',
    );
    expect(define('no-header', z.object({}))).toThrow(
      'must start with a comment: question, parameters, columns.',
    );
    expect(define('missing', z.object({}))).toThrow('ENOENT');
  });

  test('a signal ends the question', async () => {
    const slow = defineQuery({ name: 'slow', params: z.object({}), row: z.object({}) }, QUERIES);
    const leaving = new AbortController();
    const answer = failureOf(slow(db, {}, { signal: leaving.signal }));
    const running = () =>
      db.select(
        "SELECT 1 AS one FROM system.processes WHERE query_id LIKE 'slow-%' AND current_database = currentDatabase()",
        ask,
      );
    await expect.poll(running, { timeout: 10_000 }).toEqual([{ one: 1 }]);
    leaving.abort();
    expect(await answer).toBeInstanceOf(AbortedError);
    await expect.poll(running, { timeout: 10_000 }).toEqual([]);
  });
});

describe('the client', () => {
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
});
