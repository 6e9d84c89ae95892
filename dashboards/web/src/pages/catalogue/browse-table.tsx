import { useMemo } from 'react';
import { Link } from 'wouter';
import type { CampaignCatalogue, CatalogueOverview } from '../../../../api/contract.ts';
import { type Column, DataTable, tableCsv } from '../../components/data-table.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { formatMomentShort } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = { readonly overview: CatalogueOverview; readonly catalogue: CampaignCatalogue };
type Row = CampaignCatalogue['placements'][number] & {
  readonly title: string;
  readonly kind: CampaignCatalogue['works'][number]['kind'] | null;
  readonly number: number | null;
  readonly episode: string;
};

const rowsOf = ({ episodes, works, placements }: CampaignCatalogue, alone: string): Row[] => {
  const workOf = new Map(works.map(work => [work.id, work]));
  const episodeOf = new Map(episodes.map(episode => [episode.id, episode]));
  return placements.map(placement => {
    const work = workOf.get(placement.work);
    const episode = work?.episode ? episodeOf.get(work.episode) : undefined;
    return {
      ...placement,
      title: work?.title ?? placement.work,
      kind: work?.kind ?? null,
      number: episode?.number ?? null,
      episode: episode?.title ?? alone,
    };
  });
};

/** Every placement of a campaign, to sort, filter and take away. */
export const BrowseTable = ({ overview, catalogue }: Props) => {
  const { words, locale } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const links = useLinks();
  const view = useTableView();
  const rows = useMemo(() => rowsOf(catalogue, own.alone), [catalogue, own.alone]);
  const head = own.browse.columns;
  const moment = (at: string) => (
    <span className="nowrap">{formatMomentShort(Date.parse(at), catalogue.timeZone, locale)}</span>
  );
  const columns: Column<Row>[] = [
    {
      key: 'work',
      header: head.work,
      value: ({ title }) => title,
      cell: row => (
        <Link className="quiet-link cell-title" href={links.placement(row.placementId)}>
          {row.title}
        </Link>
      ),
    },
    { key: 'episode', header: head.episode, value: ({ episode }) => episode },
    { key: 'kind', header: head.kind, value: ({ kind }) => (kind === null ? null : words.kinds[kind]) },
    { key: 'platform', header: head.platform, value: ({ platform }) => names.platform(platform) },
    { key: 'account', header: head.account, value: ({ account }) => names.account(account) },
    {
      key: 'id',
      header: head.id,
      value: ({ externalId }) => externalId,
      cell: ({ externalId }) => <span className="mono">{externalId}</span>,
    },
    { key: 'metric', header: head.metric, value: ({ metric }) => words.metrics[metric], hidden: true },
    {
      key: 'published',
      header: head.published,
      value: ({ publishedAt }) => publishedAt,
      reason: () => own.browse.noDate,
      cell: ({ publishedAt }) =>
        publishedAt === null ? <span data-hint={own.browse.noDate}>—</span> : moment(publishedAt),
    },
    {
      key: 'registered',
      header: head.registered,
      value: ({ registeredAt }) => registeredAt,
      cell: ({ registeredAt }) => moment(registeredAt),
      hidden: true,
    },
    {
      key: 'number',
      header: head.number,
      numeric: true,
      hidden: true,
      value: ({ placementId }) => placementId,
    },
  ];
  return (
    <>
      <DataTable
        caption={own.browse.caption}
        columns={columns}
        rows={rows}
        rowKey={({ placementId }) => String(placementId)}
        filter
        choose="catalogue"
        {...view}
        tools={
          <ExportMenu
            name={`${catalogue.campaign}-catalogue`}
            about={[[own.campaign, names.campaign(catalogue.campaign)]]}
            table={() => tableCsv(columns, rows)}
          />
        }
        empty={own.browse.none}
      />
      <p className="field-note">{own.browse.zone(catalogue.timeZone)}</p>
    </>
  );
};
