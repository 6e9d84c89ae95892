import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Collector, Credentials, PlatformSettings } from '../collectors/contract.ts';
import { hitsFrom } from './config/hits.ts';
import { rulesFrom } from './config/rules.ts';
import { configSchema } from './config/schema.ts';
import type { Account } from './domain/catalogue.ts';
import type { HitRules } from './domain/hits.ts';
import type { MatchRules } from './domain/match.ts';
import type { Rules } from './domain/rules.ts';
import { ConfigError, type Problem, refusal } from './problems.ts';
import { readYaml, validate } from './yaml-file.ts';

/** Environment variables, as `process.env` holds them. Passed in, so that a test sets its own. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where the database is: our own embedded server, or one that is already running. */
type ClickHouseSettings =
  | { readonly kind: 'embedded'; readonly database: string }
  | {
      readonly kind: 'server';
      readonly url: string;
      readonly username: string;
      readonly password: string;
      readonly database: string;
    };

export type Config = {
  /** The file it came from, absolute. */
  readonly file: string;
  /** Folder of the database, the spool and the tokens, absolute. */
  readonly data: string;
  /** Catalogue files, absolute. */
  readonly catalogues: readonly string[];
  /** Zone of the schedule. */
  readonly timeZone: string;
  readonly clickhouse: ClickHouseSettings;
  readonly dashboard: { readonly host: string; readonly port: number };
  /** Cron expressions. */
  readonly schedule: { readonly hourly: string; readonly nightly: string };
  /** How often a placement is read by its age: hourly, then daily, then weekly. */
  readonly cadence: { readonly hourlyForHours: number; readonly dailyForDays: number };
  /** The numbers in the rules of verdicts. Others than those in force wait for `renci recount`. */
  readonly rules: Rules;
  /** What is called a hit (爆款). */
  readonly hits: HitRules;
  /** Settings of the platforms named in the file, by platform id; credentials come by {@link platformSettings}. */
  readonly platforms: Readonly<
    Record<
      string,
      {
        readonly baseUrl?: string;
        readonly batchSize?: number;
        readonly codes: Credentials;
        /** Set where its collectors that are off by default may be used. */
        readonly unofficial?: true;
      }
    >
  >;
  /** What a campaign's items and topics are recognised by, by campaign id. */
  readonly campaigns: Readonly<Record<string, MatchRules>>;
  /** Cron expression: when hot lists are looked at. */
  readonly hotListSchedule: string;
  /** Hot lists named in the file, by id: the others are read as their own default says. */
  readonly hotLists: Readonly<Record<string, { readonly enabled: boolean; readonly baseUrl?: string }>>;
  /** Watched folder for partners' sheets, absolute; null where there is none. */
  readonly importFolder: string | null;
  /** How long what platforms said is kept, in days; null for ever. What a publication names always is. */
  readonly keepPayloadsDays: number | null;
  /** Null where RENCI_LOG_LEVEL is not set: each command has its own default. */
  readonly logLevel: LogLevel | null;
  /** A credential by the name of its environment variable; null where it is not set. Not printable on purpose. */
  secret(name: string): string | null;
};

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the environment alone says: enough for commands that need no file, such as the demo. */
export type Environment = {
  readonly data: string | null;
  readonly logLevel: LogLevel | null;
  /** Null where RENCI_CLICKHOUSE_URL is not set. */
  readonly clickhouse: Omit<Extract<ClickHouseSettings, { kind: 'server' }>, 'kind' | 'database'> | null;
};

const ENVIRONMENT = 'environment';
const inEnvironment = (field: string, message: string): Problem => ({
  file: ENVIRONMENT,
  line: 0,
  column: 0,
  field,
  message,
});

/** A variable that is set to nothing counts as not set. */
const variable = (env: Env, name: string): string | null => {
  const value = env[name]?.trim();
  return value ? value : null;
};

const isHttpUrl = (text: string): boolean => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');

const readLogLevel = (env: Env): { level: LogLevel | null; problems: Problem[] } => {
  const written = variable(env, 'RENCI_LOG_LEVEL');
  const level = LOG_LEVELS.find(known => known === written?.toLowerCase()) ?? null;
  if (written === null || level !== null) return { level, problems: [] };
  const message = `expected one of ${LOG_LEVELS.join(', ')}, found "${written}".`;
  return { level, problems: [inEnvironment('RENCI_LOG_LEVEL', message)] };
};

const readServer = (env: Env): { server: Environment['clickhouse']; problems: Problem[] } => {
  const url = variable(env, 'RENCI_CLICKHOUSE_URL');
  const username = variable(env, 'RENCI_CLICKHOUSE_USER');
  if (url === null) return { server: null, problems: [] };
  if (!isHttpUrl(url)) {
    const message = 'expected the HTTP address of a ClickHouse server, such as http://localhost:8123.';
    return { server: null, problems: [inEnvironment('RENCI_CLICKHOUSE_URL', message)] };
  }
  const password = env.RENCI_CLICKHOUSE_PASSWORD ?? '';
  return { server: { url, username: username ?? 'default', password }, problems: [] };
};

/**
 * The environment's own settings.
 * @throws ConfigError with every variable that is wrong.
 */
export const readEnvironment = (env: Env): Environment => {
  const { level, problems: logProblems } = readLogLevel(env);
  const { server, problems: serverProblems } = readServer(env);
  const problems = [...logProblems, ...serverProblems];
  if (problems.length > 0) throw refusal('The environment', problems);
  const data = variable(env, 'RENCI_DATA');
  return { data: data === null ? null : resolve(data), logLevel: level, clickhouse: server };
};

const clickhouseOf = (
  file: { url?: string | undefined; username?: string | undefined; database: string },
  server: Environment['clickhouse'],
  env: Env,
): ClickHouseSettings => {
  const { database } = file;
  if (server) return { kind: 'server', ...server, database };
  if (file.url === undefined) return { kind: 'embedded', database };
  const username = variable(env, 'RENCI_CLICKHOUSE_USER') ?? file.username ?? 'default';
  return { kind: 'server', url: file.url, username, password: env.RENCI_CLICKHOUSE_PASSWORD ?? '', database };
};

/**
 * Reads `renci.yaml` and the environment, which stands over the file: RENCI_CLICKHOUSE_URL, _USER and _PASSWORD,
 * RENCI_DATA, RENCI_LOG_LEVEL, consent codes RENCI_CODE_<ACCOUNT>. Paths in the file are relative to the file.
 * `knownPlatforms`, where given, is what `platforms:` may name.
 * @throws ConfigError with every mistake of both, by place.
 */
export const loadConfig = (file: string, env: Env, knownPlatforms?: readonly string[]): Config => {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigError(
      `There is no configuration at ${path}. ` +
        'Run `renci init` to write one to fill in, or `renci demo` to see the system at work without one.',
    );
  }
  const yaml = readYaml(path);
  const { value, problems } = validate(yaml, configSchema(knownPlatforms ?? null));
  const { level, problems: logProblems } = readLogLevel(env);
  const { server, problems: serverProblems } = readServer(env);
  const all = [...problems, ...logProblems, ...serverProblems];
  if (value === null || all.length > 0) throw refusal(path, all);
  const from = (relative: string): string => resolve(dirname(path), relative);
  const data = variable(env, 'RENCI_DATA');
  return {
    file: path,
    data: data === null ? from(value.data) : resolve(data),
    catalogues: value.catalogue.map(from),
    timeZone: value.time_zone,
    clickhouse: clickhouseOf(value.clickhouse, server, env),
    dashboard: value.dashboard,
    schedule: {
      hourly: value.schedule.hourly,
      nightly: value.schedule.nightly,
    },
    cadence: { hourlyForHours: value.cadence.hourly_for_hours, dailyForDays: value.cadence.daily_for_days },
    rules: rulesFrom(value.rules),
    hits: hitsFrom(value.hits),
    platforms: Object.fromEntries(
      Object.entries(value.platforms).map(([id, { base_url, batch_size, codes, unofficial }]) => [
        id,
        {
          codes,
          ...(base_url === undefined ? {} : { baseUrl: base_url }),
          ...(batch_size === undefined ? {} : { batchSize: batch_size }),
          ...(unofficial && { unofficial }),
        },
      ]),
    ),
    campaigns: Object.fromEntries(
      Object.entries(value.campaigns).map(([id, { broadcast_hours, ...rules }]) => [
        id,
        { ...rules, broadcastHours: broadcast_hours },
      ]),
    ),
    hotListSchedule: value.schedule.hot_lists,
    hotLists: Object.fromEntries(
      Object.entries(value.hot_lists).map(([id, { enabled, base_url }]) => [
        id,
        { enabled, ...(base_url === undefined ? {} : { baseUrl: base_url }) },
      ]),
    ),
    importFolder: value.import_folder === undefined ? null : from(value.import_folder),
    keepPayloadsDays: value.keep_payloads_days || null,
    logLevel: level,
    secret: name => variable(env, name),
  };
};

/** `tianjin-radio` is asked for its consent code as RENCI_CODE_TIANJIN_RADIO. */
export const codeVariable = (accountId: string): string =>
  `RENCI_CODE_${accountId.toUpperCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`;

/** Platforms whose collectors that are off by default may be used. */
export const unofficialPlatforms = ({ platforms }: Pick<Config, 'platforms'>): ReadonlySet<string> =>
  new Set(Object.keys(platforms).filter(id => platforms[id]?.unofficial === true));

type AccountIds = Pick<Account, 'id' | 'externalId'>;
type Needing = Pick<Collector, 'platform' | 'needs' | 'options'>;

/** Every credential of a collector that is not set, as mistakes of the environment. */
export const missingCredentials = (config: Pick<Config, 'secret'>, { platform, needs }: Needing): Problem[] =>
  needs
    .filter(name => config.secret(name) === null)
    .map(name => inEnvironment(name, `is not set: platform "${platform}" needs it.`));

/**
 * What one collector is run with: what is not set is left out, and the runner then says so for its targets alone.
 * @param accounts its accounts, whose consent codes may stand in the environment
 */
export const platformSettings = (
  config: Pick<Config, 'platforms' | 'secret'>,
  { platform, needs, options = [] }: Needing,
  accounts: readonly AccountIds[],
): PlatformSettings => {
  const { codes, unofficial: _, ...settings } = config.platforms[platform] ?? { codes: {} };
  const set = (name: string, variableName: string): [string, string][] => {
    const value = config.secret(variableName);
    return value === null ? [] : [[name, value]];
  };
  const known = accounts.flatMap(({ id, externalId }) =>
    externalId === undefined ? [] : [[id, externalId]],
  );
  return {
    ...settings,
    credentials: Object.fromEntries([...needs, ...options].flatMap(name => set(name, name))),
    codes: {
      ...codes,
      ...Object.fromEntries(accounts.flatMap(({ id }) => set(id, codeVariable(id)))),
    },
    ...(known.length > 0 && { accountIds: Object.fromEntries(known) }),
  };
};
