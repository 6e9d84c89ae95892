import { useMemo } from 'react';
import { Link } from 'wouter';
import type { PlacementRow } from '../../../../../api/contract.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useSourceLine } from '../../../components/campaign/use-source-line.ts';
import { type Column, DataTable, tableCsv } from '../../../components/data-table.tsx';
import { ExportMenu } from '../../../components/export-menu.tsx';
import { Figure } from '../../../components/figure.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useTableView } from '../../../components/table/use-table-view.ts';
import { fileStem } from '../../../format/csv.ts';
import { formatMomentShort, wallOf } from '../../../format/dates.ts';
import type { Bounds } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';

type Props = {
  readonly caption: string;
  readonly rows: readonly PlacementRow[];
  readonly total?: Bounds;
  /** Part of the download's name: which placements these are. */
  readonly what: string;
  /** What is counted, where it stands beside the total; left out: view-times of the total. */
  readonly counting?: string;
};

/** Stands for a row's number in its address. */
const NUMBER = 4_294_967_295;

const boundsOf = (row: PlacementRow): Bounds | null =>
  row.low === null ? null : { low: row.low, high: row.high };

/** Placements with count and state; each leads to its readings. */
export const PlacementTable = ({ caption, rows, total, what, counting }: Props) => {
  const { words } = useLocale();
  const columns = useColumns(counting);
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={row => String(row.placementId)}
      filter={rows.length > 8}
      tools={<PlacementExport {...{ rows, what, counting }} />}
      {...useTableView()}
      empty={words.placements.empty}
      {...(total ? { totals: { work: words.placements.total, count: <Figure value={total} /> } } : {})}
    />
  );
};

/** Placements as a file, with the ids, links and both ends that the page leaves out. */
export const PlacementExport = ({
  rows,
  what,
  counting,
}: Pick<Props, 'rows' | 'what'> & { readonly counting?: string | undefined }) => {
  const { words } = useLocale();
  const { id, asOf, timeZone, campaign } = useCampaignContext();
  const columns = useColumns(counting);
  const source = useSourceLine();
  return (
    <ExportMenu
      name={fileStem(id, what, wallOf(asOf, timeZone), campaign.formula.name)}
      about={[
        [words.placements.title, what],
        [words.exports.about, source],
      ]}
      table={() => tableCsv(columns, rows)}
    />
  );
};

const useColumns = (counting: string | undefined): Column<PlacementRow>[] => {
  const { locale, words, say } = useLocale();
  const { timeZone } = useCampaignContext();
  const { state, sheetHref } = usePageState();
  const links = useLinks();
  const at = momentOf(state);
  // An address differs from row to row by its number alone: it is written once.
  const [before = '', after = ''] =
    counting === undefined
      ? sheetHref({ kind: 'placement', id: NUMBER }).split(String(NUMBER))
      : links.placement(NUMBER, at).split(String(NUMBER));
  return useMemo(() => {
    const { placements } = words;
    const open = (row: PlacementRow) => `${before}${row.placementId}${after}`;
    const readAt = (row: PlacementRow) =>
      row.observedAt === null ? null : formatMomentShort(Date.parse(row.observedAt), timeZone, locale);
    const csvOnly = (
      key: string,
      header: string,
      value: Column<PlacementRow>['value'],
    ): Column<PlacementRow> => ({ key, header, value, csvOnly: true, cell: () => null });
    return [
      {
        key: 'work',
        header: placements.work,
        value: row => row.workTitle,
        cell: row => (
          <span className="cell-title">
            <Link href={open(row)} className="quiet-link">
              {row.workTitle}
            </Link>
            <span className="cell-note">{words.kinds[row.kind]}</span>
          </span>
        ),
      },
      csvOnly('kind', placements.kind, row => words.kinds[row.kind]),
      csvOnly('episode', placements.episode, row => row.episodeTitle),
      csvOnly('account', placements.account, row => row.account),
      csvOnly('externalId', placements.externalId, row => row.externalId),
      csvOnly('url', placements.url, row => row.url),
      csvOnly('family', placements.family, row => words.families[row.family]),
      {
        key: 'count',
        header: counting ?? placements.count,
        csvHeader: placements.low,
        numeric: true,
        value: row => row.low,
        cell: row => (
          <Figure value={boundsOf(row)} href={open(row)} of={row.workTitle} reason={say(row.reasonText)} />
        ),
      },
      csvOnly('high', placements.high, row => (row.low === null ? null : row.high)),
      {
        key: 'state',
        header: placements.state,
        value: row => words.states[row.state],
        cell: row => <StateMark state={row.state} />,
      },
      {
        key: 'platform',
        header: placements.platform,
        value: row => say(row.platformName),
        cell: row => (
          <span className="cell-platform">
            {say(row.platformName)}
            <span className="cell-note">{row.account}</span>
          </span>
        ),
      },
      {
        key: 'readAt',
        header: placements.readAt,
        csvHeader: `${placements.readAt} (UTC)`,
        value: row => row.observedAt,
        cell: row => <span className="nowrap number">{readAt(row) ?? '—'}</span>,
      },
      csvOnly('reason', placements.reason, row => say(row.reasonText)),
    ];
  }, [locale, words, say, timeZone, counting, before, after]);
};
