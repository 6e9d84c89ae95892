import { beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../pipeline/clickhouse/insert.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { COLUMNS, createItems, item, stored } from './items.ts';

const { db } = testDatabase({ migrated: false });
const ask = { name: 'test' };
beforeAll(() => createItems(db));
beforeEach(() => db.command('TRUNCATE TABLE items', ask));
const all = (): Promise<unknown[]> => db.select('SELECT * FROM items ORDER BY id', ask);

test('stores what it is given, and nothing for nothing', async () => {
  await insertRows(db, 'items', COLUMNS, []);
  await insertRows(db, 'items', COLUMNS, [item(1), item(2)]);
  expect(await all()).toEqual([stored(1), stored(2)]);
});

test('the same token twice stores once; without one, twice', async () => {
  await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-1');
  await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-1');
  expect(await all()).toEqual([stored(1)]);
  await insertRows(db, 'items', COLUMNS, [item(1)], 'batch-2');
  expect(await all()).toEqual([stored(1), stored(1)]);
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
