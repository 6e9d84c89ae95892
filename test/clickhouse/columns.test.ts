import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../pipeline/clickhouse/columns.ts';
import { testDatabase } from '../setup/clickhouse.ts';

describe('what a column stores unchanged', () => {
  test.each<[string, unknown[], unknown[]]>([
    ['UInt8', [0, 255, '255', 7n], [-1, 256, '256', '', ' 1', '1.0', 1.5, null, true, [], '0x1', 1e300]],
    ['Int16', [-32768, 32767, '-1'], [-32769, 32768, '--1']],
    ['UInt64', [2 ** 53 - 1, '18446744073709551615', 2n ** 64n - 1n], [2 ** 53, -1n, 2n ** 64n]],
    ['Int64', [-(2n ** 63n), '9223372036854775807'], [2n ** 63n, Number.NaN]],
    ['Float64', [0, -1.5, 1e300], ['1.5', Number.NaN, Number.POSITIVE_INFINITY, null, '']],
    ['Bool', [true, false], [0, 1, 'true', null]],
    ['String', ['', 'x'], [1, null, true]],
    ['Nullable(UInt8)', [null, 1], ['', undefined, 300]],
    ['LowCardinality(String)', ['x'], [null, 1]],
    ['LowCardinality(Nullable(String))', ['x', null], [1]],
    ['Array(Array(UInt8))', [[], [[]], [[1]]], [[1], [[256]], null, '[]']],
    ["Enum8('a' = 1)", ['a'], [1, null]],
    [
      'Date',
      ['1970-01-01', '2149-06-06', '2024-02-29'],
      ['1969-12-31', '2149-06-07', '2023-02-29', '2022-12-30 10:00:00', ''],
    ],
    [
      "DateTime64(3, 'UTC')",
      ['2022-12-30 10:00:00.123', '2022-12-30T10:00:00Z', '1900-01-01 00:00:00'],
      [
        '1899-12-31 23:59:59',
        '2022-12-30 24:00:00',
        '2022-02-30 10:00:00',
        '2022-12-30',
        1672394400123,
        null,
      ],
    ],
    ['Tuple(UInt8, String)', [[1, 'a']], [null]],
  ])('%s', (type, kept, refused) => {
    const check = checkOf(type);
    expect(kept.map(value => [value, check(value)])).toEqual(kept.map(value => [value, true]));
    expect(refused.map(value => [value, check(value)])).toEqual(refused.map(value => [value, false]));
  });
});

test('what passes the check comes back as it went', async () => {
  const TYPES = { u8: 'UInt8', i32: 'Int32', u64: 'UInt64', day: 'Date' };
  await db.command(
    `CREATE TABLE t (${Object.entries(TYPES).map(([name, type]) => `${name} ${type}`)}) ENGINE = MergeTree ORDER BY u8`,
    { name: 'create' },
  );
  const integer = fc
    .oneof(fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }), fc.bigInt({ min: -300n, max: 300n }))
    .map(String);
  const day = fc
    .date({ min: new Date('1890-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10));
  await fc.assert(
    fc.asyncProperty(integer, integer, integer, day, async (u8, i32, u64, date) => {
      const row = { u8, i32, u64, day: date };
      const fits = Object.entries(TYPES).filter(([name, type]) =>
        checkOf(type)(row[name as keyof typeof row]),
      );
      const names = fits.map(([name]) => name);
      if (names.length === 0) return;
      const values = names.map(name => row[name as keyof typeof row]);
      await db.command('TRUNCATE TABLE t', { name: 'truncate' });
      await db.insert('t', names, [values], { name: 'insert' });
      const [stored] = await db.select(`SELECT ${names.map(name => `toString(${name}) AS ${name}`)} FROM t`, {
        name: 'read',
      });
      expect(stored).toEqual(Object.fromEntries(names.map(name => [name, row[name as keyof typeof row]])));
    }),
    { numRuns: 60, seed: 7 },
  );
});

const { db } = testDatabase({ migrated: false });
