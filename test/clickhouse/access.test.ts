import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { QueryError } from '../../pipeline/clickhouse/errors.ts';
import { asAnalyst, testDatabase } from '../setup/clickhouse.ts';

const { db } = testDatabase({ migrated: false });
const analyst = asAnalyst(db);
const ask = { name: 'access' };

beforeAll(async () => {
  await db.command('CREATE TABLE t (n UInt8) ENGINE = MergeTree ORDER BY n', ask);
  await db.command('CREATE VIEW v AS SELECT n FROM t WHERE n > 1', ask);
  await db.command('CREATE VIEW at_least AS SELECT n FROM t WHERE n >= {low:UInt8}', ask);
  await db.insert('t', ['n'], [[1], [2]], ask);
});

const codeOf = (error: unknown): number | null => {
  expect(error).toBeInstanceOf(QueryError);
  return (error as QueryError).code;
};

describe('the analyst', () => {
  test('reads tables, views and parameterised views', async () => {
    expect(await analyst.select('SELECT n FROM t ORDER BY n', ask)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await analyst.select('SELECT n FROM v', ask)).toEqual([{ n: 2 }]);
    expect(await analyst.select('SELECT n FROM at_least(low = 2)', ask)).toEqual([{ n: 2 }]);
    expect(
      await analyst.select(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'v'",
        ask,
      ),
    ).toEqual([{ name: 'v' }]);
  });

  test('may set a shorter and a somewhat longer time limit', async () => {
    const limit = "SELECT getSetting('max_execution_time') AS s SETTINGS max_execution_time =";
    expect(await analyst.select("SELECT getSetting('max_execution_time') AS s", ask)).toEqual([{ s: 30 }]);
    expect(await analyst.select(`${limit} 5`, ask)).toEqual([{ s: 5 }]);
    expect(await analyst.select(`${limit} 120`, ask)).toEqual([{ s: 120 }]);
  });

  const DENIED = 497;
  const READONLY = 164;
  const BEYOND = 452;
  test.each([
    ['files', "SELECT * FROM file('/etc/hostname', LineAsString)", [DENIED]],
    ['addresses', "SELECT * FROM url('http://127.0.0.1:1/', CSV, 'a String')", [DENIED]],
    ['other servers', "SELECT * FROM remote('127.0.0.1:1', system.one)", [DENIED]],
    ['programs', "SELECT * FROM executable('x.sh', TSV, 'a String')", [DENIED]],
    ['other databases', "SELECT * FROM sqlite('x.db', 't')", [DENIED]],
    ['accounts', 'SELECT * FROM system.users', [DENIED]],
    ['what others ask', 'SELECT * FROM system.processes', [DENIED]],
    ['inserts', 'INSERT INTO t VALUES (3)', [DENIED, READONLY]],
    ['drops', 'DROP TABLE t', [DENIED, READONLY]],
    ['truncates', 'TRUNCATE TABLE t', [DENIED, READONLY]],
    ['changes', 'ALTER TABLE t DELETE WHERE 1', [DENIED, READONLY]],
    ['new tables', 'CREATE TABLE u (n UInt8) ENGINE = Memory', [DENIED, READONLY]],
    ['writing files', "SELECT * FROM t INTO OUTFILE '/tmp/x'", [358]],
    ['grants', 'GRANT SELECT ON *.* TO analyst', [DENIED, READONLY]],
    ['no time limit', 'SELECT 1 SETTINGS max_execution_time = 0', [BEYOND]],
    ['long time limits', 'SELECT 1 SETTINGS max_execution_time = 121', [BEYOND]],
    ['no memory limit', 'SELECT 1 SETTINGS max_memory_usage = 0', [BEYOND]],
    ['partial answers', "SELECT 1 SETTINGS timeout_overflow_mode = 'break'", [BEYOND]],
    ['leaving read-only', 'SELECT 1 SETTINGS readonly = 0', [READONLY]],
    ['stopping the server', 'SYSTEM STOP LISTEN HTTP', [DENIED, READONLY]],
  ])('is refused %s', async (_, statement, codes) => {
    expect(codes).toContain(codeOf(await analyst.command(statement, ask).catch((error: unknown) => error)));
    expect(await db.select('SELECT count() AS n FROM t', ask)).toEqual([{ n: '2' }]);
  });

  test('with a wrong password', async () => {
    const { url, analyst: known } = inject('clickhouse');
    const stranger = createDatabaseClient({
      url,
      username: known.username,
      password: 'guess',
      database: db.name,
    });
    expect(codeOf(await stranger.select('SELECT 1', ask).catch((error: unknown) => error))).toBe(516);
    await stranger.close();
  });
});

test('the application is refused files, addresses and programs too', async () => {
  for (const source of ["file('/etc/hostname', LineAsString)", "url('http://127.0.0.1:1/', CSV, 'a String')"])
    expect(codeOf(await db.select(`SELECT * FROM ${source}`, ask).catch((error: unknown) => error))).toBe(
      497,
    );
});

describe("the engine's own account without a password", () => {
  const { url } = inject('clickhouse');
  const nobody = createDatabaseClient({ url, username: 'default', password: '', database: 'system' });

  test.each([
    ['stop the server', 'SYSTEM STOP LISTEN HTTP', [201]],
    ['spend its time', 'SELECT count() FROM system.numbers', [201]],
    ['see tables', `SELECT * FROM ${db.name}.t`, [201, 497]],
    ['make tables', 'CREATE DATABASE x', [201, 497]],
    ['read files', "SELECT * FROM file('/etc/hostname', LineAsString)", [201, 497]],
    ['see accounts', 'SELECT * FROM system.users', [201, 497]],
  ])('cannot %s', async (_, statement, codes) => {
    expect(codes).toContain(codeOf(await nobody.command(statement, ask).catch((error: unknown) => error)));
    await nobody.ping();
  });
});
