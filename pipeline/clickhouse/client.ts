import { randomUUID } from 'node:crypto';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { type Asked, maskUrl, queryErrorOf, UnavailableError } from './errors.ts';

export type Connection = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** Longest wait for an answer, ms. */
  readonly timeoutMs?: number;
  readonly maxConnections?: number;
};

/** How a statement is asked: its name goes into its id, the server's log and errors. */
export type Ask = {
  readonly name: string;
  /** Values of the statement's {name:Type} parameters. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly settings?: ClickHouseSettings;
  readonly signal?: AbortSignal | undefined;
};

/** One database on one server. All methods throw QueryError (UnavailableError when nobody answers). */
export type Database = {
  /** The database that unqualified table names mean. */
  readonly name: string;
  /** The server's address, secrets masked. */
  readonly url: string;
  /** All rows of a query. 64-bit integers come as text. Complete or an error: never a part. */
  select(sql: string, ask: Ask): Promise<unknown[]>;
  /** The rows of a query in chunks as they come; ending the loop early cancels the query. */
  stream(sql: string, ask: Ask): AsyncGenerator<unknown[], void, undefined>;
  /** A statement without rows. */
  command(sql: string, ask: Ask): Promise<void>;
  /** Rows as arrays in the order of the columns. Acknowledged when stored. */
  insert(table: string, columns: readonly string[], rows: readonly unknown[][], ask: Ask): Promise<void>;
  /** @throws UnavailableError when the server does not answer. */
  ping(): Promise<void>;
  /** The same server and account, another database. To be closed by itself. */
  sibling(database: string): Database;
  close(): Promise<void>;
};

/**
 * What the safety of an insert or the answer of a query depends on is said with every statement, so that no profile
 * of a server changes it. Answers keep the server's own defaults: an analyst's console must agree with ours, and a
 * query that wants another rule (`join_use_nulls`) says so in its own SETTINGS.
 */
const PINNED: ClickHouseSettings = {
  // Inserts: acknowledged means stored; a null, an unknown or a doubtful field is an error and never a default.
  async_insert: 0,
  wait_for_async_insert: 1,
  insert_deduplicate: 1,
  // A repeated insert that the table knows already still reaches rollups that a crash left without it.
  deduplicate_blocks_in_dependent_materialized_views: 1,
  materialized_views_ignore_errors: 0,
  distributed_foreground_insert: 1,
  input_format_null_as_default: 0,
  input_format_skip_unknown_fields: 0,
  input_format_allow_errors_num: '0',
  input_format_allow_errors_ratio: 0,
  date_time_input_format: 'best_effort',
  // Answers: whole or an error.
  skip_unavailable_shards: 0,
  timeout_overflow_mode: 'throw',
  read_overflow_mode: 'throw',
  result_overflow_mode: 'throw',
  group_by_overflow_mode: 'throw',
  join_overflow_mode: 'throw',
  limit: '0',
  offset: '0',
  final: 0,
  join_use_nulls: 0,
  group_by_use_nulls: 0,
  transform_null_in: 0,
  aggregate_functions_null_for_empty: 0,
  join_default_strictness: 'ALL',
  prefer_column_name_to_alias: 0,
  session_timezone: 'UTC',
  // Text: 64-bit integers and decimals keep their digits, instants keep one form, NaN is not null.
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 1,
  output_format_json_named_tuples_as_objects: 1,
  date_time_output_format: 'simple',
  // Headers trickle during long statements, so that no proxy cuts a quiet connection.
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: '15000',
};

/** The whole answer is ready before its first byte, so an error can never follow rows that look complete. */
const WHOLE: ClickHouseSettings = { wait_end_of_query: 1 };
/** A question changes nothing, and the server ends it when the one who asked has left (it does so for readers only). */
const QUESTION: ClickHouseSettings = { readonly: '2', cancel_http_readonly_queries_on_client_close: 1 };

const TIMEOUT_MS = 300_000;
/** Below every server's own keep-alive (3 s in old versions), so that a socket is never written to as it closes. */
const IDLE_SOCKET_MS = 2_000;
const MAX_HEADER_BYTES = 1_048_576;

/** A client of one database: the embedded server, a single server or a cluster; only the URL differs. */
export const createDatabaseClient = (connection: Connection): Database => {
  const { database } = connection;
  const url = maskUrl(connection.url);
  const client = connect(connection, url);

  const asking = <T>(
    ask: Ask,
    call: (common: ReturnType<typeof commonOf>, asked: Asked) => Promise<T>,
  ): Promise<T> => {
    const common = commonOf(ask);
    const asked = { query: ask.name, queryId: common.query_id, url };
    return call(common, asked).catch(error => {
      throw queryErrorOf(error, asked, ask.signal);
    });
  };

  return {
    name: database,
    url,
    select: (sql, ask) =>
      asking(ask, async common => {
        const answer = await client.query({
          ...common,
          query: sql,
          format: 'JSONEachRow',
          clickhouse_settings: { ...WHOLE, ...QUESTION, ...ask.settings },
        });
        return answer.json<unknown>();
      }),
    stream: async function* (sql, ask) {
      const common = commonOf(ask);
      const asked = { query: ask.name, queryId: common.query_id, url };
      try {
        const answer = await client.query({
          ...common,
          query: sql,
          format: 'JSONEachRow',
          clickhouse_settings: { ...QUESTION, ...ask.settings },
        });
        for await (const rows of answer.stream<unknown>()) yield rows.map(row => row.json());
      } catch (error) {
        throw queryErrorOf(error, asked, ask.signal);
      }
    },
    command: (sql, ask) =>
      asking(ask, async common => {
        await client.command({ ...common, query: sql, clickhouse_settings: { ...WHOLE, ...ask.settings } });
      }),
    insert: (table, columns, rows, ask) =>
      asking(ask, async common => {
        const [first, ...others] = columns.map(quoteIdentifier);
        if (first === undefined) throw new Error('an insert names its columns');
        await client.insert({
          ...common,
          table: quoteIdentifier(table),
          columns: [first, ...others],
          values: rows as unknown[][],
          format: 'JSONCompactEachRow',
          clickhouse_settings: { ...WHOLE, ...ask.settings },
        });
      }),
    ping: async () => {
      const answer = await client.ping();
      if (!answer.success) throw queryErrorOf(answer.error, { query: 'ping', queryId: '', url });
    },
    sibling: name => createDatabaseClient({ ...connection, database: name }),
    close: () => client.close(),
  };
};

const connect = (connection: Connection, masked: string): ClickHouseClient => {
  const { database, timeoutMs = TIMEOUT_MS, maxConnections = 16 } = connection;
  const { url, username, password } = withoutSecrets(connection);
  // On this machine compressing costs more than it saves.
  const isFar = !['127.0.0.1', 'localhost', '[::1]'].includes(URL.parse(url)?.hostname ?? '');
  try {
    return createClient({
      url,
      username,
      password,
      database,
      application: 'renci',
      request_timeout: timeoutMs,
      max_open_connections: maxConnections,
      max_response_headers_size: MAX_HEADER_BYTES,
      compression: { request: isFar, response: isFar },
      keep_alive: { enabled: true, idle_socket_ttl: IDLE_SOCKET_MS },
      use_multipart_params_auto: true,
      clickhouse_settings: PINNED,
      log: { level: ClickHouseLogLevel.OFF },
    });
  } catch (error) {
    throw new UnavailableError(
      `${masked} is not an address of ClickHouse (${(error as Error).message}). It looks like http://host:8123.`,
      { query: 'connect', queryId: '', url: masked },
      null,
      { cause: error },
    );
  }
};

/** An account written into the address goes before the one beside it. */
const withoutSecrets = ({ url, username, password }: Connection) => {
  const parsed = URL.parse(url);
  if (!parsed?.username) return { url, username, password };
  const own = {
    username: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
  };
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.href, ...own };
};

const commonOf = ({ name, params, signal }: Ask) => ({
  query_id: `${name.replace(/[^\w.-]+/g, '_').slice(0, 80)}-${randomUUID()}`,
  query_params: { ...params },
  ...(signal ? { abort_signal: signal } : {}),
});

/** A name as ClickHouse quotes it; safe for any text. */
export const quoteIdentifier = (name: string): string =>
  `\`${name.replace(/[\\`]/g, character => `\\${character}`)}\``;
