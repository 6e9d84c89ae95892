import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryCompiler,
  type Dialect,
  type DialectAdapter,
  DialectAdapterBase,
  type Driver,
  Kysely,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Ask, Database } from './client.ts';
import { AbortedError } from './errors.ts';
import { encode, TypedValue, typeOf } from './values.ts';

/**
 * Kysely on one of our databases. Every value travels as a typed {p1:Type} parameter and never as SQL text. The
 * client belongs to the database: `destroy` leaves it open.
 * @param name Goes into the query's id and its errors.
 * Rows come as the client gives them: 64-bit integers and decimals as text, instants as "2022-12-30 10:00:00.000".
 * `execute({ signal })` and `stream({ chunkSize, signal })` can be aborted; the server then ends the query.
 */
export const kyselyOn = <Schema>(db: Database, name: string): Kysely<Schema> =>
  new Kysely<Schema>({ dialect: new ClickHouseDialect(db, name) });

/**
 * A value that travels as the given ClickHouse type where its own would not do: `typed(id, 'UInt64')` for digits in
 * text, `typed([], 'Array(String)')`, `typed(null, 'Nullable(Date)')`.
 * A long list goes as one parameter: sql`${ref} IN ${typed(list, 'Array(String)')}`.
 * @throws TypeError for text that is not a type.
 */
export const typed = <T>(value: T, type: string): RawBuilder<T> => sql<T>`${new TypedValue(value, type)}`;

class ClickHouseDialect implements Dialect {
  readonly #db: Database;
  readonly #name: string;
  constructor(db: Database, name: string) {
    this.#db = db;
    this.#name = name;
  }
  createAdapter(): DialectAdapter {
    return new ClickHouseAdapter();
  }
  createDriver(): Driver {
    return new ClickHouseDriver(this.#db, this.#name);
  }
  createQueryCompiler(): ClickHouseCompiler {
    return new ClickHouseCompiler();
  }
  createIntrospector(): never {
    throw new Error('Ask system.tables and system.columns instead.');
  }
}

/** Tables are made by sql/migrations, not by Kysely. */
class ClickHouseAdapter extends DialectAdapterBase {
  override async acquireMigrationLock(): Promise<void> {
    throw new Error('Migrations are run by renci migrate.');
  }
  override async releaseMigrationLock(): Promise<void> {}
}

const escapeWith = (text: string, quote: string): string =>
  text.replace(/[\\`']/g, character =>
    character === '\\' || character === quote ? `\\${character}` : character,
  );

class ClickHouseCompiler extends DefaultQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (value === null) {
      this.append('NULL');
      return;
    }
    const type = typeOf(value);
    this.addParameter(encode(value));
    this.append(`{p${this.numParameters}:${type}}`);
  }
  protected override getLeftIdentifierWrapper(): string {
    return '`';
  }
  protected override getRightIdentifierWrapper(): string {
    return '`';
  }
  protected override sanitizeIdentifier(identifier: string): string {
    return escapeWith(identifier, '`');
  }
  protected override sanitizeStringLiteral(value: string): string {
    return escapeWith(value, "'");
  }
}

/** One HTTP client serves all: there are no connections to keep and no transactions to open. */
class ClickHouseDriver implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(db: Database, name: string) {
    this.#connection = new ClickHouseConnection(db, name);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<never> {
    throw new Error('ClickHouse has no transactions.');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

/** How a statement that answers with rows begins. */
const ANSWERS = /^[\s(]*(select|with|show|desc|describe|explain|exists)\b/i;

type Options = { readonly signal?: AbortSignal | undefined };

class ClickHouseConnection implements DatabaseConnection {
  readonly #db: Database;
  readonly #name: string;
  constructor(db: Database, name: string) {
    this.#db = db;
    this.#name = name;
  }
  async executeQuery<Row>(query: CompiledQuery, options?: Options): Promise<QueryResult<Row>> {
    try {
      if (ANSWERS.test(query.sql))
        return { rows: (await this.#db.select(query.sql, this.#ask(query, options))) as Row[] };
      await this.#db.command(query.sql, this.#ask(query, options));
    } catch (error) {
      // Kysely has told the caller of the abort already, and would print this one.
      if (!(error instanceof AbortedError)) throw error;
    }
    return { rows: [] };
  }
  async *streamQuery<Row>(
    query: CompiledQuery,
    _chunkSize: number,
    options?: Options,
  ): AsyncIterableIterator<QueryResult<Row>> {
    for await (const rows of this.#db.stream(query.sql, this.#ask(query, options)))
      yield { rows: rows as Row[] };
  }
  #ask({ parameters }: CompiledQuery, options?: Options): Ask {
    return {
      name: this.#name,
      params: Object.fromEntries(parameters.map((value, index) => [`p${index + 1}`, value])),
      signal: options?.signal,
    };
  }
}
