import { Link } from 'wouter';
import type { Rejects } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { useCollection } from './context.tsx';
import { kindWords, useCollectionWords } from './words.ts';

type Reject = Rejects['rejects'][number];

/** Says whether what was rejected has been read since. */
export const useReadState = () => {
  const { rejects: own } = useCollectionWords();
  const { at } = useCollection();
  return (reject: Reject): string => {
    if (reject.placements.length === 0) return own.imported;
    return reject.readAt === null ? own.unread : own.read(at(reject.readAt));
  };
};

export const RejectTable = ({ rows }: { rows: readonly Reject[] }) => {
  const { words, say } = useLocale();
  const own = useCollectionWords();
  const { at, platform } = useCollection();
  const sheets = useSheets();
  const stateOf = useReadState();
  const { rejects } = own;
  const columns: Column<Reject>[] = [
    {
      key: 'reason',
      header: rejects.reason,
      value: row => say(row.cause),
      cell: row => (
        <Link className="quiet-link cell-title" href={sheets.hrefOf('reject', row.id)}>
          {row.platform === ''
            ? rejects.sheetRow
            : `${platform(row.platform)}${words.dot}${kindWords(own, row.kind).name}`}
          <span className="cell-note reject-reason">{say(row.cause)}</span>
        </Link>
      ),
    },
    {
      key: 'last',
      header: rejects.last,
      value: row => row.lastAt,
      cell: row => <span className="nowrap number">{at(row.lastAt)}</span>,
    },
    {
      key: 'times',
      header: rejects.times,
      numeric: true,
      value: row => row.times,
      cell: row => formatFull(row.times),
    },
    {
      key: 'placements',
      header: rejects.placements,
      numeric: true,
      value: row => row.concerned,
      cell: row => (row.concerned === 0 ? '—' : formatFull(row.concerned)),
    },
    {
      key: 'state',
      header: rejects.state,
      value: stateOf,
      cell: row => <span className={row.readAt === null ? 'mark-carried' : 'nowrap'}>{stateOf(row)}</span>,
    },
  ];
  return (
    <DataTable
      caption={rejects.title}
      columns={columns}
      rows={rows}
      rowKey={row => row.id}
      empty={rejects.none}
    />
  );
};
