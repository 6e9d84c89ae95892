import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Collector } from '../../collectors/contract.ts';
import { createHttp } from '../../collectors/http.ts';
import { createLimiter } from '../../collectors/limiter.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import type { RunContext } from '../../collectors/runner.ts';
import { realSleep, type Sleep } from '../../collectors/sleep.ts';
import { createTokenKeeper } from '../../collectors/tokens.ts';
import { createDatabaseClient, type Database } from '../clickhouse/client.ts';
import { startEmbedded } from '../clickhouse/embedded.ts';
import { migrate } from '../clickhouse/migrate.ts';
import type { Clock } from '../clock.ts';
import { type Config, platformSettings } from '../config.ts';
import type { Placement, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { Logger } from '../log.ts';
import { Spool } from '../spool.ts';
import { readAccounts, readCatalogueVersion, readPlacements, readWorks } from '../store/catalogue.ts';
import { readLastReads } from '../store/last-reads.ts';
import type { Moment } from '../store/placement-counts.ts';
import { readHistory } from '../store/readings.ts';
import { writeReference } from '../store/reference.ts';
import { Assessor } from './assess.ts';
import { Drain } from './drain.ts';
import { type Entry, recordedAtOf } from './entries.ts';
import { disown, own, ownerOf } from './lock.ts';

/** What is to be collected, as of the last time the database could be asked. */
export type Expected = {
  readonly placements: readonly Placement[];
  readonly works: ReadonlyMap<string, Work>;
  readonly accounts: ReadonlyMap<string, readonly string[]>;
};

/** Everything a command works with, opened once and closed once. */
export type App = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Database;
  readonly spool: Spool<Entry>;
  readonly collectors: readonly Collector[];
  /**
   * The present of totals: as of now, known by now, or by the last millisecond before the oldest reading that still
   * waits in the spool. Before that reading is stored nobody can say what is known at its time.
   */
  now(): Promise<Moment>;
  /** Remembers the last answer, so that a night goes on while the database is away. */
  expected(): Promise<Expected>;
  lastReads(): Promise<ReadonlyMap<number, Instant>>;
  /** True when everything collected so far is in the database. */
  drain(): Promise<boolean>;
  context(collector: Collector, runId: string): RunContext;
  close(): Promise<void>;
};

export type AppOptions = {
  readonly clock: Clock;
  readonly log: Logger;
  /** Replaced where time is simulated, so that pauses pass at once. */
  readonly sleep?: Sleep;
};

/**
 * Opens the data folder: the embedded ClickHouse (or the configured server), migrated; the spool; the collectors.
 * While another renci process owns the folder, this one uses its database and leaves what it collects to it.
 * @throws EmbeddedError, QueryError, MigrationError or SpoolError, each one sentence on what to do.
 */
export const openApp = async (
  config: Config,
  { clock, log, sleep = realSleep }: AppOptions,
): Promise<App> => {
  mkdirSync(config.data, { recursive: true });
  const owner = ownerOf(config.data);
  const server = owner ? null : await startServer(config, log);
  const { url, username, password } = owner?.database ?? server ?? connectionOf(config);
  const db = createDatabaseClient({ url, username, password, database: config.clickhouse.database });
  try {
    if (!owner) {
      await migrate(db, { log });
      await writeReference(db, clock.now());
      own(config.data, { url, username, password });
    }
    return await assemble(config, { clock, log, sleep }, db, owner !== null, async () => {
      await db.close();
      if (owner) return;
      disown(config.data);
      await server?.stop();
    });
  } catch (error) {
    await db.close();
    await server?.stop();
    throw error;
  }
};

const startServer = (config: Config, log: Logger) =>
  config.clickhouse.kind === 'embedded'
    ? startEmbedded({ dir: join(config.data, 'clickhouse'), log })
    : Promise.resolve(null);

const connectionOf = ({ clickhouse }: Config) => {
  if (clickhouse.kind === 'embedded')
    throw new Error('the embedded server has no connection before it is started');
  const { url, username, password } = clickhouse;
  return { url, username, password };
};

const assemble = async (
  config: Config,
  { clock, log, sleep }: Required<AppOptions>,
  db: Database,
  isGuest: boolean,
  release: () => Promise<void>,
): Promise<App> => {
  const spool = await Spool.open<Entry>(join(config.data, 'spool'), recordedAtOf);
  const collectors = await loadCollectors();
  const http = createHttp({ log, clock, sleep });
  const limiter = createLimiter({ clock, sleep, file: join(config.data, 'quota.json') });
  const tokens = createTokenKeeper({ file: join(config.data, 'tokens.json'), http, clock, log });
  const assessor = new Assessor(placements => readHistory(db, placements), config.timeZone);
  const drain = new Drain(db, spool, assessor, config.timeZone, log);
  let expected: (Expected & { readonly version: string }) | null = null;
  let lastReads: ReadonlyMap<number, Instant> = new Map();
  return {
    config,
    clock,
    log,
    db,
    spool,
    collectors,
    now: async () => {
      const now = clock.now();
      const waiting = await spool.oldest();
      return waiting === null
        ? { asOf: now, knownAt: now, isNow: true }
        : { asOf: now, knownAt: Math.min(now, waiting - 1) };
    },
    expected: async () => {
      try {
        const version = await readCatalogueVersion(db);
        if (expected?.version !== version) expected = { ...(await readExpected(db)), version };
      } catch (error) {
        if (!expected) throw error;
        log.warn({ err: error }, 'the database is away: collecting what was expected when it was last seen');
      }
      return expected;
    },
    lastReads: async () => {
      try {
        lastReads = await readLastReads(db);
      } catch (error) {
        log.warn({ err: error }, 'the database is away: planning by the last reads known');
      }
      return lastReads;
    },
    drain: async () => {
      await spool.seal();
      return isGuest ? spool.emptied(sleep) : drain.run();
    },
    context: (collector, runId) => ({
      http,
      limiter,
      tokens,
      clock,
      log,
      runId,
      settings: platformSettings(config, collector, expected?.accounts.get(collector.platform) ?? []),
    }),
    close: release,
  };
};

const readExpected = async (db: Database): Promise<Expected> => {
  const [placements, works, accounts] = await Promise.all([
    readPlacements(db),
    readWorks(db),
    readAccounts(db),
  ]);
  return {
    placements,
    works: new Map(works.map(work => [work.id, work])),
    accounts: new Map(
      [...Map.groupBy(accounts, ({ platformId }) => platformId)].map(([platform, group]) => [
        platform,
        group.map(({ id }) => id),
      ]),
    ),
  };
};
