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
import { platformSettings } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import type { Instant, Reading } from '../domain/reading.ts';
import type { Logger } from '../log.ts';
import { Spool } from '../spool.ts';
import { readDecisions } from '../store/decisions.ts';
import type { Moment } from '../store/placement-counts.ts';
import { readHistory } from '../store/readings.ts';
import { lastRecount } from '../store/recounts.ts';
import { writeReference } from '../store/reference.ts';
import { readRules } from '../store/rules.ts';
import { readTails } from '../store/series-tails.ts';
import { Assessor, type History } from './assess.ts';
import { Drain } from './drain.ts';
import { type Entry, recordedAtOf } from './entries.ts';
import { createExpectations, type Expected } from './expected.ts';
import { disown, publish, type Role } from './lock.ts';
import { takeFolder } from './ownership.ts';
import { recover } from './recover.ts';
import { rulesOf } from './rules.ts';
import { heldSince, settle, tryToStore } from './storing.ts';
import { findSuspects } from './suspects.ts';
import { createUnderWay, type UnderWay } from './under-way.ts';

/** Everything a command works with, opened once and closed once. */
export type App = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Database;
  readonly spool: Spool<Entry>;
  readonly collectors: readonly Collector[];
  /** Migrations that opening has applied, by name. */
  readonly migrated: readonly string[];
  /**
   * The present of totals: as of now, known by now, or by the last millisecond before the oldest reading that still
   * waits in the spool. Before that reading is stored nobody can say what is known at its time; nor, while a recount puts
   * its tables in place, what is known from then on.
   */
  now(): Promise<Moment>;
  /** Remembers the last answer, so that a night goes on while the database is away. */
  expected(): Promise<Expected>;
  lastReads(): Promise<ReadonlyMap<number, Instant>>;
  /** Seals and stores what this process has collected. True when it is in the database, with its totals. */
  drain(): Promise<boolean>;
  /** Of readings just taken, those that only another reading settles. @throws QueryError, UnavailableError */
  suspects(readings: readonly Reading[]): Promise<readonly Reading[]>;
  /** Stores what was sealed by now, here or by another command. */
  sweep(): Promise<boolean>;
  context(collector: Collector, runId: string): RunContext;
  /** How far this process's runs have come. */
  readonly underWay: UnderWay;
  /** A pause; passes at once where time is simulated. */
  readonly sleep: Sleep;
  close(): Promise<void>;
};

export type AppOptions = {
  readonly clock: Clock;
  readonly log: Logger;
  /** Replaced where time is simulated, so that pauses pass at once. */
  readonly sleep?: Sleep;
  /** A service stays and serves others; a command by default. */
  readonly role?: Role;
  /** Told when the command must wait for another. */
  readonly say?: (line: string) => void;
};

/**
 * Opens the data folder: the embedded ClickHouse (or the configured server), migrated; the spool; the collectors. What
 * an ended process left in the spool is stored, and its open runs are closed. While a service owns the folder, this
 * process uses its database and leaves what it collects to it.
 * @throws OwnedError, EmbeddedError, QueryError, MigrationError or SpoolError, each one sentence on what to do.
 */
export const openApp = async (config: Config, options: AppOptions): Promise<App> => {
  const { log, role = 'command', say = line => log.info(line) } = options;
  const ownership = await takeFolder(config.data, role, say);
  if (ownership.kind === 'guest') return assemble(config, options, ownership.database, null);
  try {
    const server = await startServer(config, log);
    try {
      const connection = server ?? connectionOf(config);
      const app = await assemble(config, options, connection, async () => {
        disown(config.data);
        await server?.stop();
      });
      const { url, username, password } = connection;
      publish(config.data, role, { url, username, password });
      return app;
    } catch (error) {
      await server?.stop();
      throw error;
    }
  } catch (error) {
    disown(config.data);
    throw error;
  }
};

type Connection = { readonly url: string; readonly username: string; readonly password: string };

const startServer = (config: Config, log: Logger) =>
  config.clickhouse.kind === 'embedded'
    ? startEmbedded({ dir: join(config.data, 'clickhouse'), log, readable: [config.clickhouse.database] })
    : Promise.resolve(null);

const connectionOf = ({ clickhouse }: Config): Connection => {
  if (clickhouse.kind === 'embedded')
    throw new Error('the embedded server has no connection before it is started');
  return clickhouse;
};

/** @param release what an owner gives back at the end; null for a guest */
const assemble = async (
  config: Config,
  options: AppOptions,
  { url, username, password }: Connection,
  release: (() => Promise<void>) | null,
): Promise<App> => {
  const { clock, log } = options;
  const db = createDatabaseClient({ url, username, password, database: config.clickhouse.database });
  try {
    const migrated = release === null ? [] : await migrate(db, { log });
    if (release !== null) await writeReference(db, clock.now());
    const spool = await Spool.open<Entry>(join(config.data, 'spool'), recordedAtOf);
    const app = await equip({ config, db, spool, migrated, isGuest: release === null }, options);
    if (release !== null) await recover(app);
    return {
      ...app,
      close: async () => {
        await spool.seal();
        await db.close();
        await release?.();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
};

type Parts = Pick<App, 'config' | 'db' | 'spool' | 'migrated'> & { readonly isGuest: boolean };

const equip = async (
  { isGuest, ...parts }: Parts,
  { clock, log, sleep = realSleep }: AppOptions,
): Promise<Omit<App, 'close'>> => {
  const { config, db, spool } = parts;
  const collectors = await loadCollectors();
  const http = createHttp({ log, clock, sleep });
  const limiter = createLimiter({ clock, sleep, file: join(config.data, 'quota.json') });
  const tokens = createTokenKeeper({ file: join(config.data, 'tokens.json'), http, clock, log });
  const { expected, lastReads, accountsOf } = createExpectations(db, log);
  let [rules, recounted] = await Promise.all([rulesOf(db, config, log), lastRecount(db)]);
  const history = async (placements: readonly number[]): Promise<History> => {
    const [readings, decisions] = await Promise.all([
      readHistory(db, placements),
      readDecisions(db, placements),
    ]);
    return { readings, decisions };
  };
  let catalogue: Pick<Expected, 'zones' | 'platformOf'> = { zones: new Map(), platformOf: new Map() };
  const zoneOf = (placementId: number): string => catalogue.zones.get(placementId) ?? config.timeZone;
  const assessor = new Assessor({
    readHistory: history,
    readTails: (placements, windowMs) => readTails(db, placements, windowMs),
    zoneOf,
    rules: () => rules,
  });
  const drain = new Drain({
    db,
    spool,
    assessor,
    zoneOf,
    platformOf: placementId => catalogue.platformOf.get(placementId) ?? '',
    prepare: async () => {
      await settle(db, config.data);
      catalogue = await expected();
      const [inForce, recount] = await Promise.all([readRules(db), lastRecount(db)]);
      // A recount may have repaired verdicts, and brought other rules into force: what is remembered is of before.
      if (recount !== recounted) assessor.forget();
      [rules, recounted] = [inForce, recount];
    },
    alone: task => tryToStore(config.data, task),
    isHeld: () => heldSince(config.data) !== null,
    log,
  });
  const sweep = (): Promise<boolean> => (isGuest ? spool.emptied(realSleep) : drain.run());
  return {
    ...parts,
    clock,
    log,
    sleep,
    collectors,
    underWay: createUnderWay(config.data, clock),
    expected,
    lastReads,
    sweep,
    suspects: readings => findSuspects({ db, readHistory: history, rules }, readings),
    now: async () => {
      const now = clock.now();
      const waiting = earlier(await spool.oldest(), heldSince(config.data));
      return waiting === null
        ? { asOf: now, knownAt: now, isNow: true }
        : { asOf: now, knownAt: Math.min(now, waiting - 1) };
    },
    drain: async () => {
      await spool.seal();
      return sweep();
    },
    context: (collector, runId) => ({
      http,
      limiter,
      tokens,
      clock,
      log,
      runId,
      settings: platformSettings(config, collector, accountsOf(collector.platform)),
    }),
  };
};

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
