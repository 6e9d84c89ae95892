import { useLocale } from '../../locales/use-locale.tsx';
import type { Column, Sort } from './column.ts';

type HeadProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
};

/** Headers that sort: first the natural way, then the other, then as the table came. */
export const TableHead = <Row,>({ columns, sort, onSort }: HeadProps<Row>) => (
  <thead>
    <tr>
      {columns.map(column => (
        <Header key={column.key} column={column} sort={sort} onSort={onSort} />
      ))}
    </tr>
  </thead>
);

type HeaderProps<Row> = Omit<HeadProps<Row>, 'columns'> & { readonly column: Column<Row> };

const Header = <Row,>({ column, sort, onSort }: HeaderProps<Row>) => {
  const { words } = useLocale();
  const active = sort?.key === column.key;
  const direction = active ? (sort.down ? 'descending' : 'ascending') : 'none';
  // Numbers are asked for largest first, words from the start of the alphabet.
  const natural = Boolean(column.numeric);
  const next = () => {
    if (!active) onSort({ key: column.key, down: natural });
    else onSort(sort.down === natural ? { key: column.key, down: !natural } : null);
  };
  return (
    <th scope="col" aria-sort={direction} className={column.numeric ? 'numeric' : undefined}>
      <button type="button" onClick={next}>
        {column.header}
        <span className="table-arrow" aria-hidden="true">
          {active ? (sort.down ? '↓' : '↑') : ''}
        </span>
      </button>
      {active && (
        <span className="visually-hidden" role="status">
          {words.table.sorted(column.header, sort.down)}
        </span>
      )}
    </th>
  );
};
