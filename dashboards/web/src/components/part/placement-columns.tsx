import { useMemo } from 'react';
import { Link } from 'wouter';
import type { PlacementRow, Trends } from '../../../../api/contract.ts';
import { formatMomentNear } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from '../campaign/context.ts';
import type { Column } from '../data-table.tsx';
import { Figure } from '../figure.tsx';
import { Sparkline } from '../sparkline.tsx';
import { StateMark } from '../state-mark.tsx';
import { useWorkWords } from './words.ts';

type Trend = ReadonlyMap<number, readonly (number | null)[]>;

export const placementTrends = (trends: Trends | undefined): Trend =>
  new Map(trends?.placements.map(({ placementId, lows }) => [placementId, lows]));

/** Placements with figure, shape of the last days and state; each leads to its own page. Ids and links go into files. */
export const usePlacementColumns = (trend: Trend | null, ofWork: boolean): Column<PlacementRow>[] => {
  const { locale, words, say } = useLocale();
  const own = useWorkWords().table;
  const { timeZone, id: campaign, asOf: asOfInstant } = useCampaignContext();
  const { asOf, knownAt, formula } = momentOf(usePageState().state);
  const links = useLinks();
  return useMemo(() => {
    const { placements } = words;
    const moment = { asOf, knownAt, formula };
    const page = (row: PlacementRow) => links.placement(row.placementId, moment);
    const csvOnly = (
      key: string,
      header: string,
      value: Column<PlacementRow>['value'],
    ): Column<PlacementRow> => ({ key, header, value, csvOnly: true, cell: () => null });
    const work: Column<PlacementRow> = {
      key: 'work',
      header: placements.work,
      value: row => row.workTitle,
      cell: row => (
        <span className="cell-title">
          <Link href={links.work(campaign, row.workId, moment)} className="quiet-link">
            {row.workTitle}
          </Link>
          <span className="cell-note">{words.kinds[row.kind]}</span>
        </span>
      ),
    };
    const platform: Column<PlacementRow> = {
      key: 'platform',
      header: placements.platform,
      value: row => say(row.platformName),
      cell: row => (
        <span className="cell-platform">
          <Link href={page(row)} className="quiet-link">
            {say(row.platformName)}
          </Link>
          <span className="cell-note">{row.account}</span>
        </span>
      ),
    };
    return [
      ...(ofWork ? [platform] : [work, platform]),
      {
        key: 'count',
        header: trend === null ? own.value : placements.count,
        csvHeader: placements.low,
        numeric: true,
        value: row => row.low,
        cell: row => (
          <Figure
            value={row.low === null ? null : { low: row.low, high: row.high }}
            href={page(row)}
            of={`${row.workTitle}${words.dot}${say(row.platformName)}`}
            reason={say(row.reasonText)}
          />
        ),
      },
      csvOnly('high', placements.high, row => (row.low === null ? null : row.high)),
      ...(trend === null
        ? [{ key: 'metric', header: own.metric, value: (row: PlacementRow) => words.metrics[row.metric] }]
        : [
            {
              key: 'trend',
              header: own.trend,
              value: () => null,
              cell: (row: PlacementRow) => (
                <Sparkline
                  values={trend.get(row.placementId) ?? []}
                  label={`${say(row.platformName)}${words.dot}${own.trend}`}
                />
              ),
            },
          ]),
      {
        key: 'state',
        header: placements.state,
        value: row => words.states[row.state],
        cell: row => (
          <>
            <StateMark state={row.state} />
            {row.reason !== '' && <span className="cell-note state-why">{say(row.reasonText)}</span>}
          </>
        ),
      },
      {
        key: 'readAt',
        header: placements.readAt,
        csvHeader: `${placements.readAt} (UTC)`,
        value: row => row.observedAt,
        seen: row =>
          row.observedAt === null
            ? ''
            : formatMomentNear(Date.parse(row.observedAt), asOfInstant, timeZone, locale),
        cell: row => (
          <span className="nowrap number">
            {row.observedAt === null
              ? '—'
              : formatMomentNear(Date.parse(row.observedAt), asOfInstant, timeZone, locale)}
          </span>
        ),
      },
      csvOnly('kind', placements.kind, row => words.kinds[row.kind]),
      csvOnly('account', placements.account, row => row.account),
      csvOnly('number', placements.number, row => String(row.placementId)),
      csvOnly('externalId', placements.externalId, row => row.externalId),
      csvOnly('url', placements.url, row => row.url),
      csvOnly('family', placements.family, row => words.families[row.family]),
      csvOnly('reason', placements.reason, row => say(row.reasonText)),
    ];
  }, [
    locale,
    words,
    say,
    own,
    timeZone,
    campaign,
    asOf,
    asOfInstant,
    knownAt,
    formula,
    links,
    trend,
    ofWork,
  ]);
};
