import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { kyselyOn, typed } from '../clickhouse/dialect.ts';
import { QueryError } from '../clickhouse/errors.ts';
import { dateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import { type Row, type Schema, TABLES, type Table } from './schema.ts';

/** The rows of a table before conditions and order. */
type Rows<T extends Table> = SelectQueryBuilder<Pick<Schema, T>, T, Schema[T]>;

/**
 * The last version of every row of a table, as `narrow` restricts and orders them. FINAL stands here, where it cannot
 * be left out: every one of these tables keeps a row's earlier versions until the engine merges them away. Conditions
 * on the key still reach the index through the subquery.
 * @throws QueryError, also for a row of another shape
 */
export const latestRows = async <T extends Table>(
  db: Database,
  table: T,
  narrow: (rows: Rows<T>) => Rows<T>,
): Promise<Row<T>[]> => {
  const last = sql<Schema[T]>`(SELECT * FROM ${sql.table(table)} FINAL)`.as(table);
  // Kysely cannot follow a table that is a type parameter; what it builds is of this type for each of them.
  const all = kyselyOn<Schema>(db, table).selectFrom(last).selectAll() as unknown as Rows<T>;
  const rows = z.array(TABLES[table]).safeParse(await narrow(all).execute());
  if (rows.success) return rows.data as Row<T>[];
  const [issue] = rows.error.issues;
  throw new QueryError(
    `The table ${table} answered a row of another shape: ${issue?.path.join('.')}: ${issue?.message}`,
    { query: table, queryId: '', url: db.url },
    null,
    { cause: rows.error },
  );
};

/** An instant in a condition of {@link latestRows}. */
export const instantOf = (instant: Instant): RawBuilder<string> =>
  typed(dateTime64(instant), "DateTime64(3, 'UTC')");
