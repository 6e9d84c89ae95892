import type { Database } from './client.ts';
import { type Columns, columnsOf, forgetColumns } from './columns.ts';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts rows with every column named, in one block; acknowledged when stored. Without rows nothing is sent.
 * Values: text, finite numbers, booleans, null, bigints, arrays of these; instants as text in UTC.
 * @param token Identity of these rows: a repeated insert with the same token is dropped by tables that keep a
 *   deduplication window, so a retry after a lost reply cannot store them twice.
 * @throws TypeError before anything is sent: a column of the table left out, a row whose keys are not exactly the
 *   columns, a value that the column would store as another one. QueryError.
 */
export const insertRows = async (
  db: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  token?: string,
): Promise<void> => {
  if (rows.length === 0) return;
  const known = await knownColumns(db, table, columns);
  const values = rows.map((row, index) => valuesOf(table, columns, known, row, index));
  await db.insert(table, columns, values, {
    name: `insert-${table}`,
    settings: token === undefined ? {} : { insert_deduplication_token: token },
  });
};

const knownColumns = async (db: Database, table: string, columns: readonly string[]): Promise<Columns> => {
  const known = await columnsOf(db, table);
  if (misfits(known, columns).length === 0) return known;
  forgetColumns(db, table);
  const fresh = await columnsOf(db, table);
  const [problem] = misfits(fresh, columns);
  if (problem !== undefined) throw new TypeError(`An insert into ${table} ${problem}.`);
  return fresh;
};

const misfits = (known: Columns, columns: readonly string[]): string[] => [
  ...columns.filter(column => !known.has(column)).map(column => `names the unknown column ${column}`),
  // The server would fill it with 0 or '' in silence.
  ...[...known]
    .filter(([column, { hasDefault }]) => !hasDefault && !columns.includes(column))
    .map(([column]) => `leaves out the column ${column}`),
];

const valuesOf = (
  table: string,
  columns: readonly string[],
  known: Columns,
  row: Row,
  index: number,
): unknown[] => {
  const keys = Object.keys(row);
  const extra = keys.length > columns.length ? keys.filter(key => !columns.includes(key)) : [];
  if (extra.length > 0)
    throw new TypeError(`Row ${index + 1} for ${table} has values for other columns: ${extra.join(', ')}.`);
  return columns.map(column => {
    const value = row[column];
    if (value === undefined) throw new TypeError(`Row ${index + 1} for ${table} has no value for ${column}.`);
    const { check, type } = known.get(column) ?? {};
    if (!check?.(value))
      throw new TypeError(
        `Row ${index + 1} for ${table}: ${shown(value)} is not a value of ${column} (${type}).`,
      );
    return plain(value);
  });
};

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/** JSON has no bigint; its digits in text are read as the same number. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  return Array.isArray(value) ? value.map(plain) : value;
};
