import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Connection, createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { type Config, loadConfig } from '../../pipeline/config.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { type App, type AppOptions, openApp } from '../../pipeline/jobs/app.ts';
import { type Logger, silentLogger } from '../../pipeline/log.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { testConnection, testDatabaseName } from '../setup/clickhouse.ts';
import type { ScriptedEvent } from '../simulators/events.ts';
import { startSimulators } from '../simulators/index.ts';
import { december, SMALL, ZONE } from './night-catalogue.ts';

export type Night = {
  readonly clock: ManualClock;
  readonly simulators: Awaited<ReturnType<typeof startSimulators>>;
  readonly config: Config;
  /** What the environment of a process on this folder holds: credentials, and where the database is. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens the data folder; closed when the test ends, unless it was before. */
  open(options?: Partial<AppOptions>): Promise<App>;
};

/**
 * A data folder, simulated partners and a clock that stands at an instant. The database is one of the run's ClickHouse
 * unless `server` says otherwise; everything is removed when the test ends.
 */
export const startNight = async ({
  at = december('06 02:00'),
  catalogue = SMALL,
  server = ownDatabase(),
  log = silentLogger,
  events = [],
}: {
  readonly at?: number;
  readonly catalogue?: Catalogue;
  /** Null for the embedded server of the data folder itself. */
  readonly server?: Connection | null;
  readonly log?: Logger;
  /** What happens on the platforms beside growth; nothing by default. */
  readonly events?: readonly ScriptedEvent[];
} = {}): Promise<Night> => {
  const clock = new ManualClock(at);
  const simulators = await startSimulators({ clock, catalogues: [catalogue], events });
  onTestFinished(simulators.stop);
  const data = mkdtempSync(join(tmpdir(), 'renci-night-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const { config, env } = configOf(data, server, simulators);
  return {
    clock,
    simulators,
    config,
    env,
    open: async options => {
      const app = await openApp(config, { clock, log, sleep: () => Promise.resolve(), ...options });
      let closed: Promise<void> | null = null;
      const close = (): Promise<void> => {
        closed ??= app.close();
        return closed;
      };
      onTestFinished(close);
      return { ...app, close };
    },
  };
};

/** A night whose catalogue is registered, opened. */
export const openNight = async (
  options: Parameters<typeof startNight>[0] & { readonly app?: Partial<AppOptions> } = {},
): Promise<Night & { readonly app: App }> => {
  const night = await startNight(options);
  const app = await night.open(options.app);
  await applyCatalogue(app.db, options.catalogue ?? SMALL, december('05 08:00'));
  return { ...night, app };
};

/** The name and address of a database that is dropped when the test ends. */
const ownDatabase = (): Connection => {
  const connection = testConnection(testDatabaseName());
  onTestFinished(async () => {
    const system = createDatabaseClient({ ...connection, database: 'system' });
    await system.command(`DROP DATABASE IF EXISTS ${connection.database}`, { name: 'drop' });
    await system.close();
  });
  return connection;
};

/** What a person would write to collect from the simulated partners; their credentials come from the environment. */
const configOf = (
  data: string,
  server: Connection | null,
  { urls, codes, credentials }: Night['simulators'],
): Pick<Night, 'config' | 'env'> => {
  const platforms = Object.entries(urls).map(([id, base_url]) => [
    id,
    { base_url, codes, batch_size: id === 'jinyun' ? 1 : 20 },
  ]);
  const file = join(data, 'renci.yaml');
  writeFileSync(
    file,
    JSON.stringify({
      data,
      time_zone: ZONE,
      clickhouse: { database: server?.database ?? 'renci' },
      dashboard: { port: 0 },
      platforms: Object.fromEntries(platforms),
    }),
  );
  const access = server && {
    RENCI_CLICKHOUSE_URL: server.url,
    RENCI_CLICKHOUSE_USER: server.username,
    RENCI_CLICKHOUSE_PASSWORD: server.password,
  };
  const env = { ...credentials, ...access };
  return { config: loadConfig(file, env), env };
};

/** All rows of a statement, instants and 64-bit integers as text. */
export const rowsOf = (app: Pick<App, 'db'>, sql: string): Promise<unknown[]> =>
  app.db.select(sql, { name: 'test' });

/** The slot that a scheduled run serves in these tests. */
export const nightly = (slot: number) => ({ slot, trigger: 'schedule', job: 'nightly' }) as const;

/** Tables by name, and what of their rows depends on where and when a test ran rather than on what happened. */
const TABLES: Readonly<Record<string, string>> = {
  readings: '* EXCEPT revision',
  runs: '* EXCEPT version',
  attempts: '* REPLACE path(url) AS url',
  misses: '*',
  rejects: '*',
  payloads: '*',
  imports: '*',
  placement_latest: '* EXCEPT (revision, version, known_since)',
  placement_daily: '* EXCEPT (revision, version, known_since)',
  campaign_totals: '*',
  episode_totals: '*',
};

/** Everything a night left, in an order of its own, with each run's id replaced by its slot: two nights can be compared. */
export const everythingIn = async (app: Pick<App, 'db'>): Promise<Record<string, unknown[]>> => {
  const runs = (await rowsOf(app, 'SELECT run_id, slot FROM runs FINAL')) as {
    run_id: string;
    slot: string;
  }[];
  const slots = new Map(runs.map(({ run_id, slot }) => [run_id, slot]));
  const tables = Object.entries(TABLES).map(async ([table, columns]): Promise<[string, unknown[]]> => {
    const rows = (await rowsOf(app, `SELECT ${columns} FROM ${table} FINAL`)) as Record<string, unknown>[];
    const named = rows.map(row =>
      'run_id' in row ? { ...row, run_id: slots.get(String(row.run_id)) ?? row.run_id } : row,
    );
    return [table, named.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
  });
  return Object.fromEntries(await Promise.all(tables));
};
