import { ClickHouseError } from '@clickhouse/client';

/** The embedded server cannot be started or used. The message is for the person who started it. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}

/** The tables cannot be brought up to date. The message names the file and says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What was asked, for the error of a query. */
export type Asked = {
  /** The query's name: its file under sql/queries, or what the code calls it. */
  readonly query: string;
  readonly queryId: string;
  /** The server's address, secrets masked. */
  readonly url: string;
};

/** A query that failed, named, with the server's code (its number in ClickHouse; null when the server gave none). */
export class QueryError extends Error {
  override readonly name: string = 'QueryError';
  readonly query: string;
  readonly queryId: string;
  readonly code: number | null;
  constructor(message: string, { query, queryId }: Asked, code: number | null, options?: ErrorOptions) {
    super(message, options);
    this.query = query;
    this.queryId = queryId;
    this.code = code;
  }
}

/** The server did not answer at all: it may be away for a while, so what was to be written is kept and tried again. */
export class UnavailableError extends QueryError {
  override readonly name = 'UnavailableError';
}

/** The caller's signal ended the query. */
export class AbortedError extends QueryError {
  override readonly name = 'AbortedError';
}

/** ClickHouse codes that mean "not now" (shutting down, too many queries, no connection to a shard), by their number. */
const AWAY_CODES = new Set([202, 209, 210, 236, 279]);

/** Any error of the client as one of ours; errors that are ours already pass through. */
export const queryErrorOf = (error: unknown, asked: Asked, signal?: AbortSignal): QueryError => {
  if (error instanceof QueryError) return error;
  const options = { cause: error };
  if (signal?.aborted)
    return new AbortedError(`The query ${asked.query} was cancelled.`, asked, null, options);
  if (error instanceof ClickHouseError) {
    const code = Number(error.code);
    const message = `ClickHouse refused the query ${asked.query}: ${sentence(error.message)} (code ${error.code}${error.type ? `, ${error.type}` : ''})`;
    return AWAY_CODES.has(code)
      ? new UnavailableError(message, asked, code, options)
      : new QueryError(message, asked, code, options);
  }
  const reason = reasonOf(error);
  return reason === null
    ? new QueryError(`The query ${asked.query} failed: ${messageOf(error)}`, asked, null, options)
    : new UnavailableError(
        `ClickHouse at ${asked.url} cannot be reached (${reason}). Start it, or correct its address.`,
        asked,
        null,
        options,
      );
};

/** The address without its user and password, for people and logs. */
export const maskUrl = (url: string): string => {
  const parsed = URL.parse(url);
  if (!parsed) return '(not a URL)';
  const secret = parsed.username !== '' || parsed.password !== '';
  return `${parsed.protocol}//${secret ? '***@' : ''}${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}`;
};

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'the host has no address',
  EAI_AGAIN: 'the host has no address now',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to its network',
};

const reasonOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : NETWORK_REASONS[code];
  if (known !== undefined) return known;
  if (/timeout/i.test(error.message)) return 'no answer in time';
  if (/socket hang up|aborted/i.test(error.message)) return 'the connection was cut';
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? null : reasonOf(inner);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's message on one line, without its version and stack. */
const sentence = (message: string): string =>
  message
    .replace(/\s*\(version [^)]*\)[\s\S]*$/, '')
    .replace(/,? ?Stack trace[\s\S]*$/, '')
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, 600)
    .concat('.');
