import { useMemo } from 'react';
import { Link } from 'wouter';
import type { WindowsList } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { useCollection } from './context.tsx';
import { CollectionExport } from './export.tsx';
import { PlacementLinks } from './placement-links.tsx';
import { useCollectionWords } from './words.ts';

type Windows = WindowsList['windows'];
type Row = Windows[number]['closing'][number] & { readonly name: Windows[number]['name'] };

const HOUR = 3_600_000;

/** What closes soon, one by one; what has closed, in a sentence a platform. */
export const WindowLists = ({ windows }: { windows: Windows }) => {
  const { say } = useLocale();
  const { windows: own } = useCollectionWords();
  const rows = useMemo(
    () => windows.flatMap(({ name, closing }) => closing.map(each => ({ ...each, name }))),
    [windows],
  );
  return (
    <>
      {rows.length === 0 ? <p className="collection-quiet">{own.none}</p> : <ClosingTable rows={rows} />}
      {windows
        .filter(({ closed }) => closed > 0)
        .map(({ collector, name, closed, lookBackDays, lost }) => (
          <div key={collector} className="collection-quiet">
            <p>{own.closed(say(name), formatFull(closed), formatFull(lookBackDays))}</p>
            {lost.length > 0 && (
              <>
                <p className="mark-carried">{own.lost(formatFull(lost.length))}</p>
                <PlacementLinks placements={lost.map(({ placementId }) => placementId)} />
              </>
            )}
          </div>
        ))}
    </>
  );
};

const ClosingTable = ({ rows }: { rows: readonly Row[] }) => {
  const { say } = useLocale();
  const { windows: own } = useCollectionWords();
  const { at, now } = useCollection();
  const links = useLinks();
  const columns = useMemo<Column<Row>[]>(() => {
    const left = (row: Row): string => {
      const hours = Math.floor((Date.parse(row.certainUntil) - now) / HOUR);
      if (hours < 0) return own.late;
      return hours < 48 ? own.hours(formatFull(hours)) : own.days(formatFull(Math.floor(hours / 24)));
    };
    return [
      {
        key: 'work',
        header: own.work,
        value: row => row.workTitle,
        cell: row => (
          <Link className="quiet-link cell-title" href={links.placement(row.placementId)}>
            {row.workTitle}
          </Link>
        ),
      },
      { key: 'platform', header: own.platform, value: row => say(row.name) },
      { key: 'item', header: own.item, csvOnly: true, value: row => row.externalId },
      {
        key: 'closes',
        header: own.closes,
        value: row => row.certainUntil,
        cell: row => (
          <span className="nowrap number">
            {at(row.certainUntil)}
            <span className="cell-note">{left(row)}</span>
          </span>
        ),
      },
      {
        key: 'readAt',
        header: own.readAt,
        value: row => row.readAt,
        cell: row => (
          <span className={row.readAt === null ? 'mark-failed' : 'nowrap number'}>
            {row.readAt === null ? own.never : at(row.readAt)}
          </span>
        ),
      },
    ];
  }, [own, say, at, now, links]);
  return (
    <DataTable
      caption={own.title}
      columns={columns}
      rows={rows}
      rowKey={row => String(row.placementId)}
      tools={<CollectionExport what="windows" title={own.title} columns={columns} rows={rows} />}
      empty={own.none}
    />
  );
};
