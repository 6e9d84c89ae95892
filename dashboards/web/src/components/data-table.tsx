import { type ReactNode, useMemo, useState } from 'react';
import type { CsvCell } from '../format/csv.ts';
import { useLocale } from '../locales/use-locale.tsx';
import './data-table.css';

export type Column<Row> = {
  readonly key: string;
  readonly header: string;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted, filtered and exported by; null is missing, and sorts last either way. */
  readonly value: (row: Row) => CsvCell;
  /** In the CSV only: exact ends and ids that the page shows in another form. */
  readonly csvOnly?: boolean;
  /** The header in the CSV, where each end of an interval has a column of its own. */
  readonly csvHeader?: string;
};

type Props<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Cells of the totals row by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  readonly filter?: boolean;
  readonly empty: string;
};

type Sort = { readonly key: string; readonly down: boolean };

/** Drawn at first and with each “more”: a phone lays out 200 rows in a few milliseconds. */
const STEP = 200;

const compare = (a: CsvCell, b: CsvCell, down: boolean): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN');
  return down ? -order : order;
};

/** A table with sorting by its headers and filtering as one types; missing is “—”, never 0. */
export const DataTable = <Row,>({ caption, columns, rows, rowKey, totals, filter, empty }: Props<Row>) => {
  const { words } = useLocale();
  const [sort, setSort] = useState<Sort | null>(null);
  const [typed, setTyped] = useState('');
  const [limit, setLimit] = useState(STEP);
  const shown = columns.filter(column => !column.csvOnly);

  const wanted = useMemo(() => {
    const needle = typed.trim().toLowerCase();
    const kept = needle
      ? rows.filter(row =>
          columns.some(c =>
            String(c.value(row) ?? '')
              .toLowerCase()
              .includes(needle),
          ),
        )
      : rows;
    const column = sort && columns.find(c => c.key === sort.key);
    return column ? [...kept].sort((a, b) => compare(column.value(a), column.value(b), sort.down)) : kept;
  }, [rows, columns, typed, sort]);

  if (rows.length === 0) return <p className="table-empty">{empty}</p>;
  return (
    <div className="table">
      {filter && (
        <div className="table-tools">
          <input
            type="search"
            className="table-filter"
            placeholder={words.table.filterHint}
            aria-label={words.table.filter}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
          <span className="table-count">{words.table.rows(wanted.length, rows.length)}</span>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="table-scroll" tabIndex={0} aria-label={caption}>
        <table>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {shown.map(column => (
                <Header key={column.key} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, limit).map(row => (
              <tr key={rowKey(row)}>
                {shown.map((column, index) =>
                  index === 0 ? (
                    <th key={column.key} scope="row">
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={column.numeric ? 'numeric' : undefined}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
          {totals && typed.trim() === '' && (
            <tfoot>
              <tr>
                {shown.map(column => (
                  <td key={column.key} className={column.numeric ? 'numeric' : undefined}>
                    {totals[column.key]}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {wanted.length === 0 && <p className="table-empty">{words.table.noMatch}</p>}
      {wanted.length > limit && (
        <button type="button" className="button table-more" onClick={() => setLimit(limit + STEP)}>
          {words.table.more}（{limit} / {wanted.length}）
        </button>
      )}
    </div>
  );
};

type HeaderProps<Row> = { column: Column<Row>; sort: Sort | null; onSort: (sort: Sort) => void };

const Header = <Row,>({ column, sort, onSort }: HeaderProps<Row>) => {
  const { words } = useLocale();
  const active = sort?.key === column.key;
  const direction = active ? (sort.down ? 'descending' : 'ascending') : 'none';
  // Numbers are asked for largest first, words from the start of the alphabet.
  const next = active ? !sort.down : Boolean(column.numeric);
  return (
    <th scope="col" aria-sort={direction} className={column.numeric ? 'numeric' : undefined}>
      <button type="button" onClick={() => onSort({ key: column.key, down: next })}>
        {column.header}
        <span className="table-arrow" aria-hidden="true">
          {active ? (sort.down ? '↓' : '↑') : ''}
        </span>
        {active && (
          <span className="visually-hidden">
            {sort.down ? words.table.descending : words.table.ascending}
          </span>
        )}
      </button>
    </th>
  );
};

/** The columns of a table as CSV header and rows, everything in full. */
export const tableCsv = <Row,>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): { header: string[]; rows: CsvCell[][] } => ({
  header: columns.map(column => column.csvHeader ?? column.header),
  rows: rows.map(row => columns.map(column => column.value(row))),
});
