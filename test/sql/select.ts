import type { Database } from '../../pipeline/clickhouse/client.ts';
import { dateTime64 } from '../../pipeline/days.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';

/** A row as ClickHouse answers it: 64-bit integers and instants as text. */
export type Row = Readonly<Record<string, unknown>>;
type Params = Readonly<Record<string, unknown>>;

/** The two clocks as parameters of a statement. */
export const asOfParams = (asOf: Instant, knownAt: Instant) => ({
  as_of: dateTime64(asOf),
  known_at: dateTime64(knownAt),
});

export const select = async (db: Database, sql: string, params: Params = {}): Promise<Row[]> =>
  (await db.select(sql, { name: 'test', params })) as Row[];

export const execute = (db: Database, sql: string): Promise<void> => db.command(sql, { name: 'test' });

/** The plan of a query: an error when it names a table, column or function that is not there. */
export const explain = (db: Database, sql: string, params: Params): Promise<Row[]> =>
  select(db, `EXPLAIN ${sql}`, params);
