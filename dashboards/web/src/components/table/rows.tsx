import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { formatFull } from '../../format/numbers.ts';
import { Figure } from '../figure.tsx';
import type { Column } from './column.ts';

/** From this many rows on only those in sight are drawn; fewer lay out in a few milliseconds, and print whole. */
export const VIRTUAL_FROM = 150;
const ROW = 48;

type CellProps<Row> = { readonly column: Column<Row>; readonly row: Row };

const Content = <Row,>({ column, row }: CellProps<Row>): ReactNode => {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  if (value === null || value === '') {
    return <Figure value={null} reason={column.reason?.(row) ?? ''} of={column.header} />;
  }
  return typeof value === 'number' ? formatFull(value) : value;
};

type RowProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly index: number;
  readonly total?: number;
  readonly measure?: (node: Element | null) => void;
};

const TableRow = <Row,>({ columns, row, index, total, measure }: RowProps<Row>) => (
  // The virtualizer reads the index from `data-index`, the keyboard from `data-row`.
  <tr
    data-row={index}
    data-index={index}
    ref={measure}
    // The header is row 1.
    aria-rowindex={total === undefined ? undefined : index + 2}
  >
    {columns.map((column, at) =>
      at === 0 ? (
        <th key={column.key} scope="row">
          <Content column={column} row={row} />
        </th>
      ) : (
        <td key={column.key} className={column.numeric ? 'numeric' : undefined}>
          <Content column={column} row={row} />
        </td>
      ),
    )}
  </tr>
);

type RowsProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
};

export const PlainRows = <Row,>({ columns, rows, rowKey }: RowsProps<Row>) => (
  <tbody>
    {rows.map((row, index) => (
      <TableRow key={rowKey(row)} columns={columns} row={row} index={index} />
    ))}
  </tbody>
);

type VirtualProps<Row> = RowsProps<Row> & {
  readonly region: RefObject<HTMLElement | null>;
  /** Receives the way to bring a row into sight. */
  readonly onReady: (reveal: (index: number) => void) => void;
  /** Called once rows are laid out. */
  readonly onDrawn: () => void;
};

/** Only the rows in sight, between two blank rows that stand for the others. */
export const VirtualRows = <Row,>(props: VirtualProps<Row>) => {
  const { columns, rows, rowKey, region, onReady, onDrawn } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => ROW,
    getItemKey: index => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 12,
    // The sticky header covers the top of the region.
    scrollPaddingStart: ROW,
    scrollPaddingEnd: ROW,
  });
  useLayoutEffect(() => onReady(index => virtual.scrollToIndex(index)), [onReady, virtual]);
  const items = virtual.getVirtualItems();
  const any = items.length > 0;
  useLayoutEffect(() => {
    if (any) onDrawn();
  }, [any, onDrawn]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody>
      {above > 0 && <Blank height={above} span={columns.length} />}
      {items.map(({ index, key }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <TableRow
            key={key}
            columns={columns}
            row={row}
            index={index}
            total={rows.length}
            measure={virtual.measureElement}
          />
        );
      })}
      {below > 0 && <Blank height={below} span={columns.length} />}
    </tbody>
  );
};

const Blank = ({ height, span }: { height: number; span: number }) => (
  <tr className="table-blank">
    <td colSpan={span} style={{ height }} />
  </tr>
);

/** Widths in whole pixels, as the engine wants them: what a table that fits its room loses the first column gets. */
const wholePixels = (heads: readonly Element[], room: number): number[] => {
  const widths = heads.map(head => Math.floor(head.getBoundingClientRect().width));
  const lost = room - widths.reduce((a, b) => a + b, 0);
  return widths.map((width, index) => (index === 0 && lost > 0 ? width + lost : width));
};

/**
 * Widths as laid out with the first rows, held while rows come and go, so that columns do not jump under the eye.
 * Another set of columns or another width of the region is laid out anew.
 */
export const useHeldWidths = (
  table: RefObject<HTMLTableElement | null>,
  active: boolean,
  columns: string,
): { held: readonly number[] | null; drawn: () => void } => {
  const [room, setRoom] = useState(0);
  const [widths, setWidths] = useState<{ shape: string; of: readonly number[] } | null>(null);
  const shape = `${room} ${columns}`;
  const held = active && widths?.shape === shape ? widths.of : null;
  useLayoutEffect(() => {
    const region = table.current?.parentElement;
    if (!active || !region) return;
    const observer = new ResizeObserver(() => setRoom(region.clientWidth));
    observer.observe(region);
    return () => observer.disconnect();
  }, [active, table]);
  const drawn = useCallback(() => {
    const heads = table.current?.tHead?.rows[0]?.cells;
    if (!active || room === 0 || !heads) return;
    setWidths(before => (before?.shape === shape ? before : { shape, of: wholePixels([...heads], room) }));
  }, [active, room, shape, table]);
  return { held, drawn };
};
