import { useMemo } from 'react';
import type { Authorisations } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatFull } from '../../format/numbers.ts';
import { daysLeft } from './alarms.ts';
import { ConsentLink } from './consent-link.tsx';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

type Row = Authorisations['authorisations'][number];

/** Who must consent again, and when. */
export const AuthorisationTable = ({ rows }: { rows: readonly Row[] }) => {
  const { authorisations: own } = useCollectionWords();
  const { at, now, platform } = useCollection();
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'platform', header: own.platform, value: row => platform(row.platform) },
      { key: 'account', header: own.account, value: row => row.accountName },
      {
        key: 'state',
        header: own.state,
        value: row => own.states[row.state],
        cell: row => (
          <span className={`nowrap ${row.state === 'ended' || row.state === 'never' ? 'mark-failed' : ''}`}>
            {own.states[row.state]}
          </span>
        ),
      },
      {
        key: 'days',
        header: own.days,
        numeric: true,
        value: row => (row.consentBy && row.state === 'valid' ? daysLeft(row.consentBy, now) : null),
        cell: row =>
          row.consentBy === null || row.state !== 'valid' ? (
            <span className="cell-muted">{row.state === 'valid' ? own.noDue : '—'}</span>
          ) : (
            <span className={row.warning === null ? 'number' : 'number mark-carried'}>
              {formatFull(daysLeft(row.consentBy, now))}
              {row.warning !== null && <span className="cell-note">{own.warning(row.warning)}</span>}
            </span>
          ),
      },
      {
        key: 'by',
        header: own.by,
        value: row => row.consentBy,
        cell: row => <span className="nowrap number">{row.consentBy ? at(row.consentBy) : '—'}</span>,
      },
      {
        key: 'renewals',
        header: own.renewals,
        numeric: true,
        value: row => row.renewalsLeft,
        cell: row =>
          row.renewalsLeft !== null ? (
            formatFull(row.renewalsLeft)
          ) : (
            <span className="cell-muted">{row.validUntil ? own.unlimited : '—'}</span>
          ),
      },
      {
        key: 'token',
        header: own.token,
        value: row => row.validUntil,
        cell: row => <span className="nowrap number">{row.validUntil ? at(row.validUntil) : '—'}</span>,
      },
      {
        key: 'code',
        header: own.enter,
        value: () => null,
        cell: row => (row.takesCode ? <ConsentLink platform={row.platform} account={row.account} /> : ''),
      },
    ],
    [own, at, now, platform],
  );
  return (
    <DataTable
      caption={own.title}
      columns={columns}
      rows={rows}
      rowKey={row => `${row.platform} ${row.account}`}
      empty={own.empty}
    />
  );
};
