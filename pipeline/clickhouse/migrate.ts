import { z } from 'zod';
import type { Logger } from '../log.ts';
import { type Database, quoteIdentifier } from './client.ts';
import { MigrationError, QueryError, UnavailableError } from './errors.ts';
import { insertRows } from './insert.ts';
import { type Cluster, loadMigrations, MIGRATIONS, type Migration, render } from './migration-files.ts';
import { acquireLock } from './migration-lock.ts';

export { MigrationError } from './errors.ts';

export type MigrateOptions = {
  /** Null (the default): one server. */
  readonly cluster?: Cluster;
  /** Default: sql/migrations. */
  readonly folder?: string;
  /** How long to wait for another migrator, ms. */
  readonly waitMs?: number;
  readonly log?: Logger;
  /** Called after each migration; `done` of `total` of this run. */
  readonly onProgress?: (step: {
    readonly name: string;
    readonly done: number;
    readonly total: number;
  }) => void;
};

const WAIT_MS = 60_000;
/** How much work a crash may have us repeat: what was applied is recorded this often. */
const RECORD_MS = 1_000;

const HISTORY = `CREATE TABLE IF NOT EXISTS schema_migrations {{on_cluster}}
(
  name       String               COMMENT 'file in sql/migrations, without .sql',
  checksum   String               COMMENT 'SHA-256 of its text',
  applied_at DateTime64(3, 'UTC') COMMENT 'when it was applied'
)
ENGINE = {{engine:ReplacingMergeTree(applied_at)}}
ORDER BY name
COMMENT 'What sql/migrations has been applied; read with FINAL'`;

/** Names of the migrations that a database still lacks, in order. @throws MigrationError, QueryError */
export const pendingMigrations = async (
  db: Database,
  { folder = MIGRATIONS }: Pick<MigrateOptions, 'folder'> = {},
): Promise<string[]> => (await pending(db, loadMigrations(folder))).map(({ name }) => name);

/**
 * Brings a database up to date, making it when it is missing, and returns the names of what was applied. What was
 * applied is recorded every second, at the end and before a failure is told; every file is repeatable, so a crash
 * between the two is harmless. Only one migrator works at a time.
 * @throws MigrationError: a file changed after it was applied, the database is newer than this program, a statement
 *   failed, or another migrator does not end. UnavailableError when the server is away.
 */
export const migrate = async (db: Database, options: MigrateOptions = {}): Promise<string[]> => {
  const { cluster = null, folder = MIGRATIONS, waitMs = WAIT_MS, log, onProgress } = options;
  const migrations = loadMigrations(folder);
  await ensureDatabase(db, cluster);
  if ((await pending(db, migrations)).length === 0) return [];

  const lock = await acquireLock(db, waitMs);
  try {
    await db.command(render(HISTORY, cluster), { name: 'create-schema_migrations' });
    // Asked again: another migrator may have worked while we waited.
    const todo = await pending(db, migrations);
    const applied: Applied[] = [];
    let recordedAt = performance.now();
    try {
      for (const [index, migration] of todo.entries()) {
        await lock.check();
        if (performance.now() - recordedAt >= RECORD_MS) {
          await record(db, applied.splice(0));
          recordedAt = performance.now();
        }
        applied.push(await apply(db, migration, cluster));
        log?.info({ migration: migration.name }, 'migration applied');
        onProgress?.({ name: migration.name, done: index + 1, total: todo.length });
      }
    } finally {
      await record(db, applied);
    }
    return todo.map(({ name }) => name);
  } finally {
    await lock.release();
  }
};

type Applied = { readonly name: string; readonly checksum: string; readonly applied_at: string };

const apply = async (
  db: Database,
  { name, checksum, template }: Migration,
  cluster: Cluster,
): Promise<Applied> => {
  try {
    await db.command(render(template, cluster), { name: `migration-${name}` });
  } catch (error) {
    if (!(error instanceof QueryError) || error instanceof UnavailableError) throw error;
    throw new MigrationError(
      `sql/migrations/${name}.sql failed; what came before it stays. ${error.message} Correct the cause and run renci migrate again.`,
      { cause: error },
    );
  }
  return { name, checksum, applied_at: new Date().toISOString() };
};

const record = (db: Database, applied: readonly Applied[]): Promise<void> =>
  insertRows(db, 'schema_migrations', ['name', 'checksum', 'applied_at'], applied);

const ensureDatabase = async (db: Database, cluster: Cluster): Promise<void> => {
  const system = db.sibling('system');
  try {
    if (await exists(system, 'databases', 'name = {name:String}', { name: db.name })) return;
    const create = `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(db.name)} {{on_cluster}}`;
    await system.command(render(create, cluster), { name: 'create-database' });
  } finally {
    await system.close();
  }
};

const exists = async (
  system: Database,
  table: 'databases' | 'tables',
  condition: string,
  params: Readonly<Record<string, string>>,
): Promise<boolean> =>
  (
    await system.select(`SELECT 1 AS found FROM system.${table} WHERE ${condition}`, {
      name: `exists-${table}`,
      params,
    })
  ).length > 0;

const historyRow = z.object({ name: z.string(), checksum: z.string() });

const history = async (db: Database): Promise<z.infer<typeof historyRow>[]> => {
  const system = db.sibling('system');
  try {
    const condition = "database = {database:String} AND name = 'schema_migrations'";
    if (!(await exists(system, 'tables', condition, { database: db.name }))) return [];
  } finally {
    await system.close();
  }
  const rows = await db.select('SELECT name, checksum FROM schema_migrations FINAL ORDER BY name', {
    name: 'applied-migrations',
  });
  return z.array(historyRow).parse(rows);
};

/** What is left to do, after checking that the past is the one this program knows. */
const pending = async (db: Database, migrations: readonly Migration[]): Promise<Migration[]> => {
  const applied = new Map((await history(db)).map(({ name, checksum }) => [name, checksum]));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].filter(name => !known.has(name));
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database ${db.name} is newer than this program: it has ${unknown.join(', ')}. Use the version of renci that made it, or a newer one.`,
    );
  }
  const edited = migrations.filter(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (edited.length > 0) {
    throw new MigrationError(
      `Changed after they were applied to ${db.name}: ${edited.map(({ name }) => `sql/migrations/${name}.sql`).join(', ')}. Restore them and write a new migration instead.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
};
