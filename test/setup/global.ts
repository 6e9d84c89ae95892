import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Connection, createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { silentLogger } from '../../pipeline/log.ts';

/** What every test file may know of the run's one ClickHouse. */
export type TestServer = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly analyst: { readonly username: string; readonly password: string };
  /** A migrated database, and what makes another like it: statements of one stage need nothing of each other. */
  readonly template: { readonly database: string; readonly stages: readonly (readonly string[])[] };
};

declare module 'vitest' {
  export interface ProvidedContext {
    clickhouse: TestServer;
  }
}

const TEMPLATE = 'test_template';
/** Views read tables, and the engine looks at what a view reads when it is made. */
const STAGES = ["engine LIKE '%MergeTree'", "engine = 'View'", "engine = 'MaterializedView'"];

/**
 * Migrates one database as the application does, for all that want the tables: applying the migrations to each would
 * take a second a test file.
 */
const migrateTemplate = async (connection: Omit<Connection, 'database'>): Promise<TestServer['template']> => {
  const db = createDatabaseClient({ ...connection, database: TEMPLATE });
  await migrate(db);
  const stages = await Promise.all(
    STAGES.map(async condition => {
      const rows = await db.select(
        `SELECT create_table_query AS statement FROM system.tables
         WHERE database = currentDatabase() AND ${condition} ORDER BY metadata_modification_time, name`,
        { name: 'template' },
      );
      return (rows as { statement: string }[]).map(({ statement }) => statement);
    }),
  );
  await db.close();
  return { database: TEMPLATE, stages };
};

/** Starts one embedded ClickHouse for the whole run, in a folder of its own. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-test-'));
  const server = await startEmbedded({ dir, log: silentLogger, readable: ['test_*'] });
  const { url, username, password, analyst } = server;
  const template = await migrateTemplate({ url, username, password });
  provide('clickhouse', { url, username, password, analyst, template });
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
};
