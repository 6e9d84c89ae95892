import { resolve } from 'node:path';
import { type Problem, refusal } from '../problems.ts';

/** Environment variables, as `process.env` holds them. Passed in, so that a test sets its own. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where the database is: our own embedded server, or one that is already running. */
export type ClickHouseSettings =
  | { readonly kind: 'embedded'; readonly database: string }
  | {
      readonly kind: 'server';
      readonly url: string;
      readonly username: string;
      readonly password: string;
      readonly database: string;
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
/** A mistake in a variable. */
export const inEnvironment = (field: string, message: string): Problem => ({
  file: ENVIRONMENT,
  line: 0,
  column: 0,
  field,
  message,
});

/** A variable that is set to nothing counts as not set. */
export const variable = (env: Env, name: string): string | null => {
  const value = env[name]?.trim();
  return value ? value : null;
};

const isHttpUrl = (text: string): boolean => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');

/** Null where it is not set. */
export const readLogLevel = (env: Env): { level: LogLevel | null; problems: Problem[] } => {
  const written = variable(env, 'RENCI_LOG_LEVEL');
  const level = LOG_LEVELS.find(known => known === written?.toLowerCase()) ?? null;
  if (written === null || level !== null) return { level, problems: [] };
  const message = `expected one of ${LOG_LEVELS.join(', ')}, found "${written}".`;
  return { level, problems: [inEnvironment('RENCI_LOG_LEVEL', message)] };
};

/** The server that the variables name. */
export const readServer = (env: Env): { server: Environment['clickhouse']; problems: Problem[] } => {
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

/** The file's database, which the variables stand over. */
export const clickhouseOf = (
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
