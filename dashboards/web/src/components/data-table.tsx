import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useLocale } from '../locales/use-locale.tsx';
import {
  type Column,
  filterRows,
  formatSort,
  parseSort,
  type Sort,
  searched,
  sortRows,
  type TableView,
} from './table/column.ts';
import { TableHead } from './table/head.tsx';
import { PlainRows, useHeldWidths, VIRTUAL_FROM, VirtualRows } from './table/rows.tsx';
import { TableTools } from './table/tools.tsx';
import { useCellKeys } from './table/use-cell-keys.ts';
import { useColumnChoice } from './table/use-columns.ts';
import { usePrinting } from './use-printing.ts';
import './data-table.css';

export { type Column, tableCsv } from './table/column.ts';

type Props<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Cells of the totals row by column key; shown while all rows are. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** A field that filters as one types. */
  readonly filter?: boolean;
  /** Lets the reader choose columns, remembered under this name. */
  readonly choose?: string;
  /** Sort and filter kept elsewhere: `{...useTableView()}` keeps them in the address bar. */
  readonly view?: TableView;
  readonly onView?: (view: TableView) => void;
  /** Beside the filter: an ExportMenu, a button. */
  readonly tools?: ReactNode;
  /** What is said without rows. */
  readonly empty: ReactNode;
};

const BLANK: TableView = { sort: '', q: '' };
/** Typing settles before the address changes: browsers refuse more than some hundred changes a minute. */
const SETTLE_MS = 300;

/**
 * A table of up to thousands of rows: sorting by its headers, filtering as one types, chosen columns, arrow keys from
 * cell to cell; missing is “—”, never 0. Only rows in sight are drawn from 150 rows on.
 */
export const DataTable = <Row,>(props: Props<Row>) => {
  const {
    caption,
    columns,
    rows,
    rowKey,
    totals,
    filter,
    choose,
    view = BLANK,
    onView,
    tools,
    empty,
  } = props;
  const { words } = useLocale();
  const [sort, setSort] = useState<Sort | null>(() => parseSort(view.sort));
  const [typed, setTyped] = useState(view.q);
  const sought = useDeferredValue(typed);
  const region = useRef<HTMLElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const reveal = useRef<(index: number) => void>(() => {});
  const choice = useColumnChoice(columns, choose);
  const { shown } = choice;

  const told = useRef(view);
  useEffect(() => {
    // The address changed from outside: the back button, or a link.
    if (view.sort === told.current.sort && view.q === told.current.q) return;
    told.current = view;
    setSort(parseSort(view.sort));
    setTyped(view.q);
  }, [view]);
  useEffect(() => {
    const next = { sort: formatSort(sort), q: typed.trim() };
    if (!onView || (next.sort === told.current.sort && next.q === told.current.q)) return;
    const timer = setTimeout(() => {
      told.current = next;
      onView(next);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [sort, typed, onView]);

  const wanted = useMemo(() => {
    const kept = filterRows(rows, columns, sought);
    const column = sort && columns.find(({ key }) => key === sort.key);
    return column ? sortRows(kept, column, sort.down) : kept;
  }, [rows, columns, sought, sort]);

  const isPrinting = usePrinting();
  // Paper shows every row.
  const virtual = wanted.length >= VIRTUAL_FROM && !isPrinting;
  const { held: widths, drawn } = useHeldWidths(
    table,
    virtual,
    shown.map(column => column.header).join('\n'),
  );
  const onReady = useCallback((to: (index: number) => void) => {
    reveal.current = to;
  }, []);
  const onKey = useCellKeys(
    region,
    wanted.length,
    useCallback(index => reveal.current(index), []),
  );

  const names = useMemo(() => searched(shown, rows).join(words.listComma), [shown, rows, words]);

  if (rows.length === 0) return <div className="table-empty">{empty}</div>;
  return (
    <div className={virtual ? 'table virtual' : 'table'}>
      {(filter || choose !== undefined || tools) && (
        <TableTools
          typed={filter ? typed : null}
          hint={words.table.filterHint(names)}
          onTyped={setTyped}
          count={words.table.rows(wanted.length, rows.length)}
          choice={choose === undefined ? null : choice}
        >
          {tools}
        </TableTools>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="table-scroll" tabIndex={0} aria-label={caption} ref={region} onKeyDown={onKey}>
        <table
          ref={table}
          aria-rowcount={virtual ? wanted.length + 1 : undefined}
          style={widths ? { tableLayout: 'fixed', width: widths.reduce((a, b) => a + b, 0) } : undefined}
        >
          <caption className="visually-hidden">{caption}</caption>
          {widths && (
            <colgroup>
              {shown.map((column, index) => (
                <col key={column.key} style={{ width: widths[index] }} />
              ))}
            </colgroup>
          )}
          <TableHead columns={shown} sort={sort} onSort={setSort} />
          {virtual ? (
            <VirtualRows
              columns={shown}
              rows={wanted}
              rowKey={rowKey}
              region={region}
              onReady={onReady}
              onDrawn={drawn}
            />
          ) : (
            <PlainRows columns={shown} rows={wanted} rowKey={rowKey} />
          )}
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
    </div>
  );
};
