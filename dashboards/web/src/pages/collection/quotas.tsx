import { useMemo } from 'react';
import type { Quotas } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

type Row = Quotas['quotas'][number];

/** What may still be asked today. */
export const QuotaTable = ({ rows }: { rows: readonly Row[] }) => {
  const { say } = useLocale();
  const { quotas: own } = useCollectionWords();
  const { at, account } = useCollection();
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'platform', header: own.platform, value: row => say(row.name) },
      {
        key: 'account',
        header: own.account,
        value: row => (row.account === null ? own.shared : account(row.platform, row.account)),
      },
      {
        key: 'left',
        header: own.left,
        numeric: true,
        value: row => row.left,
        cell: row => (
          <span className={row.left < (row.forAll ?? 1) ? 'mark-carried' : undefined}>
            {formatFull(row.left)}
            <span className="quota-bar" aria-hidden="true">
              <span style={{ width: `${(100 * row.left) / row.perDay}%` }} />
            </span>
          </span>
        ),
      },
      {
        key: 'perDay',
        header: own.perDay,
        numeric: true,
        value: row => row.perDay,
        cell: row => formatFull(row.perDay),
      },
      {
        key: 'forAll',
        header: own.forAll,
        numeric: true,
        value: row => row.forAll,
        cell: row =>
          row.forAll === null ? <span className="cell-muted">{own.paged}</span> : formatFull(row.forAll),
      },
      {
        key: 'renews',
        header: own.renews,
        value: row => row.renewsAt,
        cell: row => <span className="nowrap number">{at(row.renewsAt)}</span>,
      },
    ],
    [own, say, at, account],
  );
  return (
    <DataTable
      caption={own.title}
      columns={columns}
      rows={rows}
      rowKey={row => `${row.collector} ${row.account ?? ''}`}
      empty={own.empty}
    />
  );
};
