import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { MigrationError, migrate, pendingMigrations } from '../../pipeline/clickhouse/migrate.ts';
import { loadMigrations, MIGRATIONS, render } from '../../pipeline/clickhouse/migration-files.ts';
import { testConnection, testDatabase, testDatabaseName } from '../setup/clickhouse.ts';

const root = mkdtempSync(join(tmpdir(), 'renci-migrations-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HEADER =
  '-- Why: 1 thing is wrong.\n-- What: a table.\n-- Cost: none.\n-- Watch: nothing.\n-- Undo: drop it.\n\n';
const table = (name: string, header = HEADER): string =>
  `${header}CREATE TABLE IF NOT EXISTS ${name} {{on_cluster}} (n UInt8)\nENGINE = {{engine:MergeTree}} ORDER BY n\n`;
const A = '20260101000000_create_a';
const B = '20260102000000_create_b';
const C = '20260103000000_create_c';

const folderOf = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(root, 'm-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.sql`), text);
  return folder;
};

const databases: Database[] = [];
/** A name without a database behind it yet. */
const nothing = (): Database => {
  const db = createDatabaseClient(testConnection(testDatabaseName()));
  databases.push(db);
  return db;
};
afterEach(async () => {
  for (const db of databases.splice(0)) {
    const system = db.sibling('system');
    await system.command(`DROP DATABASE IF EXISTS ${db.name}`, { name: 'drop' });
    await Promise.all([db.close(), system.close()]);
  }
});

const ask = { name: 'test' };
const tablesOf = async (db: Database): Promise<string[]> => {
  const rows = await db.select(
    'SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    ask,
  );
  return (rows as { name: string }[]).map(({ name }) => name);
};
const recorded = (db: Database): Promise<unknown[]> =>
  db.select('SELECT name FROM schema_migrations ORDER BY name', ask);

describe('applying', () => {
  test('makes the database, applies in order, records, and does nothing the second time', async () => {
    const db = nothing();
    const folder = folderOf({ [B]: table('b'), [A]: table('a') });
    const steps: unknown[] = [];
    expect(await pendingMigrations(db, { folder })).toEqual([A, B]);
    expect(await migrate(db, { folder, onProgress: step => steps.push(step) })).toEqual([A, B]);
    expect(steps).toEqual([
      { name: A, done: 1, total: 2 },
      { name: B, done: 2, total: 2 },
    ]);
    expect(await tablesOf(db)).toEqual(['a', 'b', 'schema_migrations']);
    expect(await pendingMigrations(db, { folder })).toEqual([]);
    expect(await migrate(db, { folder })).toEqual([]);
    expect(await recorded(db)).toEqual([{ name: A }, { name: B }]);
  });

  test('line ends do not matter', async () => {
    const db = nothing();
    await migrate(db, { folder: folderOf({ [A]: table('a') }) });
    expect(
      await pendingMigrations(db, { folder: folderOf({ [A]: table('a').replaceAll('\n', '\r\n') }) }),
    ).toEqual([]);
  });

  test('a crash between a statement and its record is harmless', async () => {
    const db = nothing();
    const folder = folderOf({ [A]: table('a'), [B]: table('b') });
    await migrate(db, { folder });
    await db.command(`DELETE FROM schema_migrations WHERE name = '${B}'`, ask);
    expect(await migrate(db, { folder })).toEqual([B]);
    expect(await tablesOf(db)).toEqual(['a', 'b', 'schema_migrations']);
  });

  test('a statement that fails names its file; what came before stays, and the next run goes on', async () => {
    const db = nothing();
    const broken = table('b').replace('UInt8', 'Uint8');
    const failure = migrate(db, { folder: folderOf({ [A]: table('a'), [B]: broken, [C]: table('c') }) });
    await expect(failure).rejects.toThrow(MigrationError);
    await expect(failure).rejects.toThrow(
      new RegExp(
        `^sql/migrations/${B}.sql failed; what came before it stays. ClickHouse refused the query migration-${B}: .*Uint8.* Correct the cause and run renci migrate again.$`,
      ),
    );
    expect(await tablesOf(db)).toEqual(['a', 'schema_migrations']);
    const mended = folderOf({ [A]: table('a'), [B]: table('b'), [C]: table('c') });
    expect(await migrate(db, { folder: mended })).toEqual([B, C]);
  });

  test('an edited history is refused', async () => {
    const db = nothing();
    await migrate(db, { folder: folderOf({ [A]: table('a'), [B]: table('b') }) });
    const edited = folderOf({ [A]: table('a'), [B]: table('b2'), [C]: table('c') });
    const message = `Changed after they were applied to ${db.name}: sql/migrations/${B}.sql. Restore them and write a new migration instead.`;
    await expect(migrate(db, { folder: edited })).rejects.toThrow(new MigrationError(message));
    await expect(pendingMigrations(db, { folder: edited })).rejects.toThrow(new MigrationError(message));
    expect(await tablesOf(db)).toEqual(['a', 'b', 'schema_migrations']);
  });

  test('a database newer than the program is refused', async () => {
    const db = nothing();
    await migrate(db, { folder: folderOf({ [A]: table('a'), [B]: table('b') }) });
    await expect(migrate(db, { folder: folderOf({ [A]: table('a'), [C]: table('c') }) })).rejects.toThrow(
      new MigrationError(
        `The database ${db.name} is newer than this program: it has ${B}. Use the version of renci that made it, or a newer one.`,
      ),
    );
  });
});

describe('one at a time', () => {
  const folder = folderOf({ [A]: table('a'), [B]: table('b'), [C]: table('c') });
  const LOCK = 'schema_migrations_lock';
  const lockedBy = async (db: Database, holder: unknown): Promise<void> => {
    await migrate(db, { folder: folderOf({}) });
    const system = db.sibling('system');
    await system.command(`CREATE DATABASE IF NOT EXISTS ${db.name}`, ask);
    await system.close();
    await db.command(
      `CREATE TABLE ${LOCK} (holder UInt8) ENGINE = Memory COMMENT '${JSON.stringify(holder)}'`,
      ask,
    );
  };

  test('two migrators at once: each migration is applied once', async () => {
    const db = nothing();
    const applied = await Promise.all([migrate(db, { folder }), migrate(db, { folder })]);
    expect(applied.map(names => names.length).sort()).toEqual([0, 3]);
    expect(await recorded(db)).toEqual([{ name: A }, { name: B }, { name: C }]);
    expect(await tablesOf(db)).toEqual(['a', 'b', 'c', 'schema_migrations']);
  });

  test('a lock whose process is gone is taken over', async () => {
    const db = nothing();
    // Above every system's largest process id.
    await lockedBy(db, { token: 'x', host: hostname(), pid: 2 ** 30 });
    expect(await migrate(db, { folder, waitMs: 0 })).toEqual([A, B, C]);
    expect(await tablesOf(db)).toEqual(['a', 'b', 'c', 'schema_migrations']);
  });

  test('a living holder is waited for, then named', async () => {
    const db = nothing();
    await lockedBy(db, { token: 'x', host: hostname(), pid: process.pid });
    await expect(migrate(db, { folder, waitMs: 300 })).rejects.toThrow(
      new MigrationError(
        `The database ${db.name} is being migrated by process ${process.pid} on ${hostname()}. Wait for it, or end it, and run the command again.`,
      ),
    );
    expect(await tablesOf(db)).toEqual([LOCK]);
  });

  test('who lost the lock stops before the next migration', async () => {
    const db = nothing();
    const run = migrate(db, {
      folder: folderOf({ [A]: `${HEADER}DROP TABLE IF EXISTS ${LOCK} SYNC`, [B]: table('b') }),
    });
    await expect(run).rejects.toThrow(
      new MigrationError(`Another process took over migrating ${db.name}. Run the command again.`),
    );
    expect(await recorded(db)).toEqual([{ name: A }]);
  });
});

describe('files', () => {
  const problemsOf = (files: Record<string, string>): string[] => {
    try {
      loadMigrations(folderOf(files));
    } catch (error) {
      return (error as MigrationError).message.split('\n');
    }
    return [];
  };

  test('every mistake is named, with its file', () => {
    expect(
      problemsOf({
        [A]: `-- What: a table.\n${table('a', '')}`,
        [B]: `${table('b')}; DROP TABLE IF EXISTS a;`,
        [C]: table('c').replace('IF NOT EXISTS ', '').replace('{{on_cluster}}', '{{cluster}}'),
        create_d: table('d'),
      }),
    ).toEqual([
      `sql/migrations/${A}.sql does not say in its header comment: Why, Cost, Watch, Undo.`,
      `sql/migrations/${B}.sql holds 2 statements; a migration is exactly one.`,
      `sql/migrations/${C}.sql cannot be repeated after a crash; write IF NOT EXISTS, IF EXISTS or OR REPLACE.`,
      `sql/migrations/${C}.sql has an unknown placeholder {{cluster}}.`,
      'sql/migrations/create_d.sql is not named <yyyymmddhhmmss>_<verb>_<object>.',
    ]);
  });

  test('what stands in text, names and comments is not a statement', () => {
    const text = `${HEADER}CREATE TABLE IF NOT EXISTS t (n UInt8 COMMENT 'it''s; \\'; -- no')\n/* ; */ ENGINE = Log -- ; end\n;\n`;
    expect(problemsOf({ [A]: text })).toEqual([]);
  });

  test('placeholders on one server and on a cluster', () => {
    const text =
      'CREATE TABLE t {{on_cluster}} (n UInt8) ENGINE = {{engine:ReplacingMergeTree(a, b)}} ORDER BY n;\n';
    expect(render(text, null)).toBe('CREATE TABLE t  (n UInt8) ENGINE = ReplacingMergeTree(a, b) ORDER BY n');
    expect(render(text, { name: 'main' })).toBe(
      "CREATE TABLE t ON CLUSTER `main` (n UInt8) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', a, b) ORDER BY n",
    );
    expect(render('ENGINE = {{engine:MergeTree}}', null)).toBe('ENGINE = MergeTree');
    expect(render('ENGINE = {{engine:MergeTree()}}', { name: 'x' })).toBe(
      "ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')",
    );
  });
});

describe("the project's own migrations", () => {
  const { db } = testDatabase();

  test('can be repeated from any point without a change', async () => {
    const schema = () =>
      db.select(
        'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
        ask,
      );
    const before = await schema();
    await db.command('TRUNCATE TABLE schema_migrations', ask);
    expect(await migrate(db)).toEqual(loadMigrations(MIGRATIONS).map(({ name }) => name));
    expect(await schema()).toEqual(before);
  });

  test.each(loadMigrations(MIGRATIONS))('$name is a statement on a cluster too', async ({ template }) => {
    const statement = render(template, { name: 'main' });
    expect(statement).toContain('ON CLUSTER `main`');
    await db.command(`EXPLAIN AST ${statement}`, ask);
  });
});
