import { join } from 'node:path';
import { z } from 'zod';
import { CollectorError } from '../../collectors/errors.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { createTokenStore, type TokenEntry } from '../../collectors/token-store.ts';
import type { Database } from '../clickhouse/client.ts';
import { pendingMigrations } from '../clickhouse/migrate.ts';
import { loadMigrations, MIGRATIONS } from '../clickhouse/migration-files.ts';
import type { Config } from '../config.ts';
import { iso } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { App } from '../jobs/app.ts';
import { type Authorisation, authorisationCalendar } from '../jobs/authorisations.ts';
import { waitingRules } from '../jobs/rules.ts';
import { SpoolFolder } from '../spool-folder.ts';
import { readAccounts } from '../store/catalogue.ts';
import { readRules } from '../store/rules.ts';
import { readRuns } from '../store/runs.ts';
import { type Check, problem, warning, well } from './check.ts';
import { checkClock, writtenAt } from './clock.ts';
import { checkAuthorisations, checkCollectors, countCollectors } from './collection.ts';
import { checkDisk, checkFolder, freeBytes } from './folder.ts';

export type Examination = {
  readonly checks: readonly Check[];
  /** The authorisation calendar; null where the accounts or the tokens could not be read. */
  readonly authorisations: readonly Authorisation[] | null;
};

/** What of the machine can be looked at without the database. */
export const examineMachine = (config: Config): Check[] => [
  well('configuration', `${config.file} is in order.`),
  ...checkFolder(config.data),
  checkDisk(freeBytes(config.data)),
];

/** Everything else, through the open database. */
export const examineApp = async (app: App): Promise<Examination> => {
  const { config, db, collectors } = app;
  const now = app.clock.now();
  const [accounts, { placements }, runs] = await Promise.all([
    readAccounts(db),
    app.expected(),
    readRuns(db, 1),
  ]);
  const { kept, faults } = readTokens(config.data);
  const calendar = kept && authorisationCalendar(collectors, accounts, kept, config, now);
  return {
    checks: [
      await checkDatabase(app),
      ...(await checkRules(app)),
      checkClock({
        now,
        database: await timeOf(db),
        lastRun: runs[0]?.startedAt ?? null,
        past: newestMigration(),
      }),
      countCollectors(collectors, config),
      ...checkCollectors(collectors, placements, config),
      ...faults,
      ...checkAuthorisations(calendar ?? [], now, config.timeZone),
      ...(await checkSpool(app)),
    ],
    authorisations: calendar,
  };
};

/** The rest of an examination when the database cannot be opened. */
export const withoutDatabase = async (config: Config, now: Instant, error: Error): Promise<Check[]> => [
  problem(
    'database',
    error.message,
    'What is collected meanwhile waits in the data folder. Run renci doctor again when it is back.',
  ),
  checkClock({ now, database: null, lastRun: null, past: newestMigration() }),
  countCollectors(await loadCollectors(), config),
];

const newestMigration = (): Instant =>
  loadMigrations(MIGRATIONS).reduce((latest, { name }) => Math.max(latest, writtenAt(name)), 0);

const checkDatabase = async ({ db, config }: App): Promise<Check> => {
  const pending = await pendingMigrations(db);
  const where = `The ${config.clickhouse.kind === 'embedded' ? 'embedded ClickHouse' : 'ClickHouse server'} answers`;
  if (pending.length === 0) return well('database', `${where}, and its tables are up to date.`);
  return problem(
    'database',
    `${where}, but ${pending.length} migrations are not applied.`,
    'Run renci migrate.',
  );
};

/** Rules of verdicts that were changed and are not in force yet. */
const checkRules = async ({ db, config }: App): Promise<Check[]> =>
  waitingRules(await readRules(db), config.rules) === null
    ? []
    : [
        warning(
          'rules',
          'The rules in renci.yaml are not those in force.',
          'Run renci recount to judge everything by them from now on, or put the old ones back.',
        ),
      ];

const timeRow = z.array(z.object({ now: z.coerce.number() })).length(1);

const timeOf = async (db: Database): Promise<Instant | null> =>
  timeRow.parse(
    await db.select('SELECT toUnixTimestamp64Milli(now64(3)) AS now', { name: 'doctor-clock' }),
  )[0]?.now ?? null;

type Tokens =
  | { readonly kept: Readonly<Record<string, TokenEntry>>; readonly faults: readonly [] }
  | { readonly kept: null; readonly faults: readonly [Check] };

const readTokens = (data: string): Tokens => {
  try {
    return { kept: createTokenStore(join(data, 'tokens.json')).all(), faults: [] };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    const fault = problem('tokens', error.message, 'Until then no authorised account can be read.');
    return { kept: null, faults: [fault] };
  }
};

const checkSpool = async ({ spool, config }: App): Promise<Check[]> => {
  const folder = new SpoolFolder(join(config.data, 'spool'));
  const refused = (await folder.list()).filter(({ state }) => state === 'refused');
  const [sealed, oldest] = [await spool.sealed(), await spool.oldest()];
  const aside = refused.map(({ name, state }) =>
    problem(
      'spool',
      `${folder.path(name, state)} could not be stored and was put aside.`,
      'Keep it, and report it with the log of that night.',
    ),
  );
  if (sealed.length === 0) return aside.length > 0 ? aside : [well('spool', 'Nothing waits to be stored.')];
  const since = oldest === null ? '' : `, the oldest since ${iso(oldest)}`;
  return [
    ...aside,
    warning(
      'spool',
      `${sealed.length} files of readings wait to be stored${since}.`,
      'They are stored as soon as the database takes them; look for its error in the log.',
    ),
  ];
};
