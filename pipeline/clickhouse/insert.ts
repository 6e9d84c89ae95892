import type { Database } from './client.ts';
import { type Column, type Columns, columnsOf, forgetColumns } from './columns.ts';

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
  const targets = await targetsOf(db, table, columns);
  const values = rows.map((row, index) => valuesOf(table, targets, row, index));
  await db.insert(table, columns, values, {
    name: `insert-${table}`,
    settings: token === undefined ? {} : { insert_deduplication_token: token },
  });
};

type Target = Column & { readonly name: string };

/** The columns as the table has them now. */
const targetsOf = async (db: Database, table: string, columns: readonly string[]): Promise<Target[]> => {
  const cached = match(await columnsOf(db, table), columns);
  if (typeof cached !== 'string') return cached;
  forgetColumns(db, table);
  const fresh = match(await columnsOf(db, table), columns);
  if (typeof fresh === 'string') throw new TypeError(`An insert into ${table} ${fresh}.`);
  return fresh;
};

/** The columns named, or what is wrong with the list. */
const match = (known: Columns, columns: readonly string[]): Target[] | string => {
  // The server would fill it with 0 or '' in silence.
  for (const [name, { hasDefault }] of known)
    if (!hasDefault && !columns.includes(name)) return `leaves out the column ${name}`;
  const targets: Target[] = [];
  for (const name of columns) {
    const column = known.get(name);
    if (!column) return `names the unknown column ${name}`;
    targets.push({ name, ...column });
  }
  return targets;
};

/** The values in the order of the columns. Plain loops: this is done for every row of every night. */
const valuesOf = (table: string, targets: readonly Target[], row: Row, index: number): unknown[] => {
  let keys = 0;
  for (const _ in row) keys += 1;
  if (keys > targets.length) {
    const extra = Object.keys(row).filter(key => !targets.some(({ name }) => name === key));
    throw new TypeError(`Row ${index + 1} for ${table} has values for other columns: ${extra.join(', ')}.`);
  }
  const values: unknown[] = [];
  for (const { name, type, check } of targets) {
    const value = row[name];
    if (!check(value)) {
      throw new TypeError(
        value === undefined
          ? `Row ${index + 1} for ${table} has no value for ${name}.`
          : `Row ${index + 1} for ${table}: ${shown(value)} is not a value of ${name} (${type}).`,
      );
    }
    values.push(plain(value));
  }
  return values;
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
