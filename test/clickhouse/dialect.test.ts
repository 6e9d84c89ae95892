import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { kyselyOn, typed } from '../../pipeline/clickhouse/dialect.ts';
import { QueryError } from '../../pipeline/clickhouse/errors.ts';
import { testDatabase } from '../setup/clickhouse.ts';

type Item = {
  id: number;
  title: string;
  views: string | bigint;
  change: string | bigint;
  share: number;
  live: boolean;
  seen_at: string | Date;
  tags: string[];
  note: string | null;
};
type Schema = { items: Item };

const { db } = testDatabase({ migrated: false });
const kysely = kyselyOn<Schema>(db, 'items');

beforeAll(() =>
  db.command(
    `CREATE TABLE items (
      id UInt32, title String, views UInt64, change Int64, share Float64, live Bool,
      seen_at DateTime64(3, 'UTC'), tags Array(String), note Nullable(String)
    ) ENGINE = MergeTree ORDER BY id`,
    { name: 'create-items' },
  ),
);

/** The value as the server got it, and the type it has there. */
const echo = async (value: unknown): Promise<unknown> => {
  const { rows } = await sql<{ value: unknown; type: string }>`
    SELECT ${value} AS value, toTypeName(value) AS type`.execute(kysely);
  return rows[0];
};

const TEXTS = [
  '',
  "it's",
  '"double" and `back`',
  'C:\\path\\n',
  "\\'; DROP TABLE items; --",
  "') OR 1=1 --",
  'a\0b',
  'line\nbreak\r\n\ttab',
  '{p1:String} {{x}} %41 + & = ? #',
  '人次 🎬 𠮷',
  '\\N',
  'NULL',
];

describe('values travel as typed parameters', () => {
  test.each(TEXTS)('text %j', async text => {
    expect(await echo(text)).toEqual({ value: text, type: 'String' });
  });

  test.each([
    [0, { value: '0', type: 'UInt64' }],
    [-1, { value: '-1', type: 'Int64' }],
    [Number.MAX_SAFE_INTEGER, { value: '9007199254740991', type: 'UInt64' }],
    [18_446_744_073_709_551_615n, { value: '18446744073709551615', type: 'UInt64' }],
    [-9_223_372_036_854_775_808n, { value: '-9223372036854775808', type: 'Int64' }],
    [2n ** 64n, { value: '18446744073709551616', type: 'UInt256' }],
    [-(2n ** 63n) - 1n, { value: '-9223372036854775809', type: 'Int256' }],
    [1.5, { value: 1.5, type: 'Float64' }],
    [-2.25e-7, { value: -2.25e-7, type: 'Float64' }],
    [1e300, { value: 1e300, type: 'Float64' }],
    [Number.NaN, { value: 'nan', type: 'Float64' }],
    [Number.NEGATIVE_INFINITY, { value: '-inf', type: 'Float64' }],
    [true, { value: true, type: 'Bool' }],
    [false, { value: false, type: 'Bool' }],
    [null, { value: null, type: 'Nullable(Nothing)' }],
    [
      new Date('2022-12-30T10:00:00.123Z'),
      { value: '2022-12-30 10:00:00.123', type: "DateTime64(3, 'UTC')" },
    ],
    [TEXTS, { value: TEXTS, type: 'Array(String)' }],
    [['a', null], { value: ['a', null], type: 'Array(Nullable(String))' }],
    [[1, -2], { value: ['1', '-2'], type: 'Array(Int64)' }],
    [[1, 2.5], { value: [1, 2.5], type: 'Array(Float64)' }],
    [[1n, -1], { value: ['1', '-1'], type: 'Array(Int256)' }],
    [[true, false], { value: [true, false], type: 'Array(Bool)' }],
    [[new Date(1)], { value: ['1970-01-01 00:00:00.001'], type: "Array(DateTime64(3, 'UTC'))" }],
    [[['a'], ["b'"]], { value: [['a'], ["b'"]], type: 'Array(Array(String))' }],
    [[], { value: [], type: 'Array(Nothing)' }],
  ])('%o', async (value, expected) => {
    expect(await echo(value)).toEqual(expected);
  });

  test.each([
    ['18446744073709551615', 'UInt64', { value: '18446744073709551615', type: 'UInt64' }],
    ['2022-12-30', 'Date', { value: '2022-12-30', type: 'Date' }],
    [12, 'UInt8', { value: 12, type: 'UInt8' }],
    [[], 'Array(String)', { value: [], type: 'Array(String)' }],
    [null, 'Nullable(Date)', { value: null, type: 'Nullable(Date)' }],
    ['1.10', 'Decimal(10, 2)', { value: '1.1', type: 'Decimal(10, 2)' }],
  ])('typed(%o, %s)', async (value, type, expected) => {
    expect(await echo(typed(value, type))).toEqual(expected);
  });

  test('what cannot be sent as it is is refused before anything is sent', async () => {
    expect(() => typed(1, 'UInt8} UNION ALL SELECT {p2:UInt8')).toThrow(TypeError);
    await expect(echo(['a', 1])).rejects.toThrow("no common type; write typed(value, 'Array(...)')");
    await expect(echo(2n ** 256n)).rejects.toThrow('outside every integer type');
    await expect(echo('\ud83d')).rejects.toThrow('half a surrogate pair');
    await expect(echo(Symbol('x'))).rejects.toThrow('no ClickHouse type of its own');
  });

  test('any text comes back as it went, alone and in an array', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 8 }),
        async texts => {
          const [first] = texts;
          expect(await echo(texts)).toEqual({ value: texts, type: 'Array(String)' });
          expect(await echo(first)).toEqual({ value: first, type: 'String' });
        },
      ),
      { numRuns: 60, seed: 20_221_230 },
    );
  });

  test('a list too long for an address', async () => {
    const list = Array.from({ length: 40_000 }, (_, index) => `item ${index}`);
    const { rows } = await sql`SELECT length(${list}) AS items`.execute(kysely);
    expect(rows).toEqual([{ items: '40000' }]);
  });
});

describe('queries', () => {
  const ITEM = {
    id: 1,
    title: "'); DROP TABLE items; -- \\",
    views: 18_446_744_073_709_551_615n,
    change: -9_007_199_254_740_993n,
    share: 0.1,
    live: true,
    seen_at: new Date('2022-12-30T10:00:00.001Z'),
    tags: ["it's", 'back\\slash', '🎬'],
    note: null,
  };
  const STORED = {
    ...ITEM,
    views: '18446744073709551615',
    change: '-9007199254740993',
    seen_at: '2022-12-30 10:00:00.001',
  };

  beforeAll(() =>
    kysely
      .insertInto('items')
      .values([ITEM, { ...ITEM, id: 2, note: '"' }])
      .execute(),
  );

  test('what was inserted comes back', async () => {
    const rows = await kysely
      .selectFrom('items')
      .selectAll()
      .where('title', '=', ITEM.title)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([STORED, { ...STORED, id: 2, note: '"' }]);
  });

  test('conditions, lists, limits and names with quotes', async () => {
    const rows = await kysely
      .selectFrom('items as i')
      .select(['i.id as the `id`\\', 'i.note'])
      .where('i.views', '>', 9_007_199_254_740_993n)
      .where('i.id', 'in', [2, 3])
      .where(({ ref }) => sql<boolean>`${ref('i.title')} IN ${typed([ITEM.title, 'x'], 'Array(String)')}`)
      .where('i.note', 'is not', null)
      .limit(1)
      .offset(0)
      .execute();
    expect(rows).toEqual([{ 'the `id`\\': 2, note: '"' }]);
  });

  test('a hostile column name is a name', async () => {
    const column = '1`; DROP TABLE items; --' as 'id';
    await expect(kysely.selectFrom('items').select(column).execute()).rejects.toMatchObject({ code: 47 });
    expect(
      await kysely.selectFrom('items').select(sql.lit("\\' OR 1").as('literal')).limit(1).execute(),
    ).toEqual([{ literal: "\\' OR 1" }]);
  });

  test('an error has the code of the server and the name of the query', async () => {
    const failure = await kysely
      .selectFrom('missing' as 'items')
      .selectAll()
      .execute()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QueryError);
    expect(failure).toMatchObject({
      query: 'items',
      code: 60,
      queryId: expect.stringMatching(/^items-[0-9a-f-]{36}$/),
    });
    expect((failure as Error).message).toMatch(
      /^ClickHouse refused the query items: Unknown table expression identifier 'missing'.* \(code 60, UNKNOWN_TABLE\)$/,
    );
  });

  test('no transactions', async () => {
    await expect(kysely.transaction().execute(async () => {})).rejects.toThrow(
      'ClickHouse has no transactions.',
    );
  });
});
