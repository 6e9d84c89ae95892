import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { AbortedError } from '../../pipeline/clickhouse/errors.ts';
import { insertRows } from '../../pipeline/clickhouse/insert.ts';
import { defineQuery } from '../../pipeline/clickhouse/query.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { failureOf } from './failure.ts';
import { COLUMNS, createItems, item } from './items.ts';

const { db } = testDatabase({ migrated: false });
const QUERIES = join(import.meta.dirname, 'fixtures', 'queries');
const ask = { name: 'test' };

const schema = {
  params: z.object({ bound: z.string(), tags: z.array(z.string()) }),
  row: z.object({ id: z.number(), title: z.string(), views: z.string().transform(BigInt) }),
};
const itemsAbove = defineQuery({ name: 'items-above', ...schema }, QUERIES);

beforeAll(async () => {
  await createItems(db);
  await insertRows(db, 'items', COLUMNS, [item(1), item(2)]);
});

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
