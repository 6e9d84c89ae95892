import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import {
  type Connection,
  createDatabaseClient,
  type Database,
  quoteIdentifier,
} from '../../pipeline/clickhouse/client.ts';

export type TestDatabaseOptions = {
  /** False for an empty database; by default it has the tables of sql/migrations. */
  readonly migrated?: boolean;
};

/** How to reach the run's ClickHouse: `database` of the caller's choice, as the application's account. */
export const testConnection = (database: string): Connection => {
  const { url, username, password } = inject('clickhouse');
  return { url, username, password, database };
};

/** A name no other test has. */
export const testDatabaseName = (): string => `test_${randomBytes(6).toString('hex')}`;

/** A test file's own database. */
export type TestDatabase = {
  readonly db: Database;
  /** Drops it and closes the client; done after the file's tests when not called before. */
  drop(): Promise<void>;
};

/**
 * A fresh database on the run's real ClickHouse. Call it at the top of a test file (or of a `describe`): it is made,
 * with all tables, before the hooks and tests that follow, and dropped after them.
 */
export const testDatabase = ({ migrated = true }: TestDatabaseOptions = {}): TestDatabase => {
  const name = testDatabaseName();
  const db = createDatabaseClient(testConnection(name));
  const asServer = async (statement: string): Promise<void> => {
    const system = db.sibling('system');
    await system.command(`${statement} ${quoteIdentifier(name)}`, { name: 'test-database' });
    await system.close();
  };
  let dropped: Promise<void> | null = null;
  const drop = (): Promise<void> => {
    dropped ??= asServer('DROP DATABASE IF EXISTS').then(() => db.close());
    return dropped;
  };
  beforeAll(async () => {
    await asServer('CREATE DATABASE');
    if (migrated) await copyTemplate(db);
  });
  afterAll(drop);
  return { db, drop };
};

/** Makes what the migrations make, as one migrated database has it. */
const copyTemplate = async (db: Database): Promise<void> => {
  const { database, stages } = inject('clickhouse').template;
  for (const statements of stages) {
    await Promise.all(
      statements.map(statement =>
        db.command(statement.replaceAll(`${database}.`, `${db.name}.`), { name: 'copy-template' }),
      ),
    );
  }
  await db.command(
    `INSERT INTO schema_migrations SELECT * FROM ${quoteIdentifier(database)}.schema_migrations`,
    {
      name: 'copy-template',
    },
  );
};

/** The same database as the read-only analyst sees it. Closed after the file's tests. */
export const asAnalyst = (db: Database): Database => {
  const { url, analyst } = inject('clickhouse');
  const reader = createDatabaseClient({ url, ...analyst, database: db.name });
  afterAll(() => reader.close());
  return reader;
};
