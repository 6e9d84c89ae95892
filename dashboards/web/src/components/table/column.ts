import type { ReactNode } from 'react';
import type { CsvCell } from '../../format/csv.ts';

export type Column<Row> = {
  readonly key: string;
  /** With the unit, where there is one. */
  readonly header: string;
  /** Right-aligned, largest first when sorted. */
  readonly numeric?: boolean;
  /** What the column is sorted, filtered and exported by; null is missing, and sorts last either way. */
  readonly value: (row: Row) => CsvCell;
  /** The words that are seen, where they differ from the value (a date): the filter finds them as well. */
  readonly seen?: (row: Row) => string;
  /** What is shown; left out: the value, numbers in short form with full digits on focus, “—” when missing. */
  readonly cell?: (row: Row) => ReactNode;
  /** Why `value` is missing, said on focus of the “—” of a column without `cell`. */
  readonly reason?: (row: Row) => string;
  /** In exports only: exact ends and ids that the page shows in another form. */
  readonly csvOnly?: boolean;
  /** The header in exports, where each end of an interval has a column of its own. */
  readonly csvHeader?: string;
  /** Shown only once it is chosen. */
  readonly hidden?: boolean;
};

/** How a table is looked at, as the address bar has it: "low" ascending, "-low" descending, "" as it comes. */
export type TableView = { readonly sort: string; readonly q: string };

export type Sort = { readonly key: string; readonly down: boolean };

export const parseSort = (text: string): Sort | null =>
  text === '' ? null : text.startsWith('-') ? { key: text.slice(1), down: true } : { key: text, down: false };

export const formatSort = (sort: Sort | null): string => (sort ? `${sort.down ? '-' : ''}${sort.key}` : '');

const collator = new Intl.Collator('zh-CN', { numeric: true });

const compare = (a: CsvCell, b: CsvCell): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** The rows in order of one column; missing values last either way, equal ones as they came. */
export const sortRows = <Row>(rows: readonly Row[], column: Column<Row>, down: boolean): Row[] =>
  rows
    .map(row => ({ row, value: column.value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      const order = compare(a.value, b.value);
      return down ? -order : order;
    })
    .map(({ row }) => row);

/** What a row is searched in, by columns and row: formed once, not at every letter typed. */
const texts = new WeakMap<object, WeakMap<object, string>>();

const textOf = <Row>(columns: readonly Column<Row>[], row: Row): string => {
  if (typeof row !== 'object' || row === null) return String(row);
  const known = texts.get(columns) ?? new WeakMap<object, string>();
  texts.set(columns, known);
  const text =
    known.get(row) ??
    columns
      .map(column => [column.value(row) ?? '', column.seen?.(row) ?? ''].join('\n'))
      .join('\n')
      .toLowerCase();
  known.set(row, text);
  return text;
};

/** The rows that hold every word typed, in any column, shown or not. */
export const filterRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  typed: string,
): readonly Row[] => {
  const needles = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return rows;
  return rows.filter(row => {
    const text = textOf(columns, row);
    return needles.every(needle => text.includes(needle));
  });
};

const NAMED = 3;

/** Headers of the columns that a reader would search: those seen that hold words, the first few. */
export const searched = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] =>
  columns
    .filter(column => !column.numeric && rows.slice(0, 20).some(row => typeof column.value(row) === 'string'))
    .slice(0, NAMED)
    .map(({ header }) => header);

/** The columns of a table as header and rows of a file, everything in full. */
export const tableCsv = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): { header: string[]; rows: CsvCell[][] } => ({
  header: columns.map(column => column.csvHeader ?? column.header),
  rows: rows.map(row => columns.map(column => column.value(row))),
});
