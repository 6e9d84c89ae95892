import { z } from 'zod';
import type { Database } from './client.ts';

/** True for a value that a column stores as it is. */
export type Check = (value: unknown) => boolean;

export type Column = {
  readonly type: string;
  readonly check: Check;
  /** The server has an expression for it, so an insert may leave it out. */
  readonly hasDefault: boolean;
};

export type Columns = ReadonlyMap<string, Column>;

const cache = new WeakMap<Database, Map<string, Promise<Columns>>>();
const columnRow = z.object({ name: z.string(), type: z.string(), default_type: z.string() });

/** The columns of a table, asked once. @throws QueryError; a failed answer is not remembered. */
export const columnsOf = (db: Database, table: string): Promise<Columns> => {
  const known = cache.get(db) ?? new Map<string, Promise<Columns>>();
  cache.set(db, known);
  const asked = known.get(table) ?? describe(db, table);
  known.set(table, asked);
  asked.catch(() => known.delete(table));
  return asked;
};

/** Asks again next time: a migration may have changed the table. */
export const forgetColumns = (db: Database, table: string): void => {
  cache.get(db)?.delete(table);
};

const describe = async (db: Database, table: string): Promise<Columns> => {
  const rows = await db.select('DESCRIBE TABLE {table:Identifier}', {
    name: `describe-${table}`,
    params: { table },
  });
  return new Map(
    z
      .array(columnRow)
      .parse(rows)
      .map(({ name, type, default_type }) => [
        name,
        { type, check: checkOf(type), hasDefault: default_type !== '' },
      ]),
  );
};

const isText: Check = value => typeof value === 'string';
const INTEGER_TEXT = /^-?\d+$/;

const integerOf = (value: unknown): bigint | null => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && INTEGER_TEXT.test(value) ? BigInt(value) : null;
};

const integerCheck = (low: bigint, high: bigint): Check => {
  const isSmall = high <= BigInt(Number.MAX_SAFE_INTEGER);
  const [least, most] = [Number(low), Number(high)];
  return value => {
    // The common case, without a bigint.
    if (typeof value === 'number' && (isSmall || value <= Number.MAX_SAFE_INTEGER))
      return Number.isSafeInteger(value) && value >= least && value <= most;
    const integer = integerOf(value);
    return integer !== null && integer >= low && integer <= high;
  };
};

/** Days and instants within what the type can hold, as text ("2022-12-30 10:00:00.000", ISO 8601). */
const instantCheck = (low: string, high: string, shape: RegExp): Check => {
  // The rows of an insert mostly share a day.
  let lastDay = '';
  return value => {
    if (typeof value !== 'string' || value < low || value >= high || !shape.test(value)) return false;
    if (lastDay !== '' && value.startsWith(lastDay)) return true;
    const day = value.slice(0, 10);
    if (!isDate(day)) return false;
    lastDay = day;
    return true;
  };
};

const isDate = (day: string): boolean => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\d[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * What a column of this type stores unchanged. The server would take much else in silence: null, '' and 2^64 become 0
 * in a UInt64, 256 becomes 0 in a UInt8, and a day that does not exist becomes 1970-01-01.
 */
export const checkOf = (type: string): Check => {
  const [, outer = type, inner = ''] = /^(\w+)\((.*)\)$/s.exec(type) ?? [];
  const integer = /^(U?)Int(\d+)$/.exec(outer);
  if (integer) {
    const bits = BigInt(integer[2] ?? 0);
    return integer[1]
      ? integerCheck(0n, 2n ** bits - 1n)
      : integerCheck(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n);
  }
  switch (outer) {
    case 'Nullable': {
      const check = checkOf(inner);
      return value => value === null || check(value);
    }
    case 'LowCardinality':
      return checkOf(inner);
    case 'Array': {
      const check = checkOf(inner);
      return value => Array.isArray(value) && value.every(check);
    }
    case 'Float32':
    case 'Float64':
      return Number.isFinite;
    case 'Bool':
      return value => typeof value === 'boolean';
    case 'Date':
      return instantCheck('1970-01-01', '2149-06-07', DAY);
    case 'Date32':
      return instantCheck('1900-01-01', '2300-01-01', DAY);
    case 'DateTime':
      return instantCheck('1970-01-01', '2106-02-07', INSTANT);
    case 'DateTime64':
      return instantCheck('1900-01-01', '2299-12-31', INSTANT);
    case 'String':
    case 'FixedString':
    case 'Enum8':
    case 'Enum16':
    case 'UUID':
      return isText;
    default:
      return value => value !== null && value !== undefined;
  }
};
