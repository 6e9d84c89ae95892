import type { Database } from './client.ts';

/**
 * Inserts rows with every column named, in one block; acknowledged when stored. Without rows nothing is sent.
 * Values: text, numbers, booleans, null, bigints, arrays of these; instants as ClickHouse text.
 * @param token Identity of these rows: a repeated insert with the same token is dropped by tables that keep a
 *   deduplication window, so a retry after a lost reply cannot store them twice.
 * @throws TypeError for a row whose keys are not exactly the columns; QueryError.
 */
export const insertRows = async (
  db: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  token?: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await db.insert(
    table,
    columns,
    rows.map((row, index) => valuesOf(table, columns, row, index)),
    { name: `insert-${table}`, settings: token === undefined ? {} : { insert_deduplication_token: token } },
  );
};

const valuesOf = (
  table: string,
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
  index: number,
): unknown[] => {
  const values = columns.map(column => plain(row[column]));
  // JSON has no undefined: it would arrive as null. A missing key looks the same.
  const missing = columns.filter((_, at) => values[at] === undefined);
  if (missing.length > 0)
    throw new TypeError(`Row ${index + 1} for ${table} has no value for ${missing.join(', ')}.`);
  const extra =
    Object.keys(row).length === columns.length ? [] : Object.keys(row).filter(key => !columns.includes(key));
  if (extra.length > 0)
    throw new TypeError(`Row ${index + 1} for ${table} has values for unknown columns: ${extra.join(', ')}.`);
  return values;
};

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`${value} is not a value to store.`);
  return Array.isArray(value) ? value.map(plain) : value;
};
