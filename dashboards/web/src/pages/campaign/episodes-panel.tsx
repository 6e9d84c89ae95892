import { Link } from 'wouter';
import type { Episodes } from '../../../../api/contract.ts';
import { useEpisodes } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Figure } from '../../components/figure.tsx';
import { Problem } from '../../components/problem.tsx';
import { RankedBars, type RankedRow } from '../../components/ranked-bars.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { coverageWords, gapWords, hasCount } from '../../format/coverage.ts';
import { fileStem } from '../../format/csv.ts';
import { dayOf, formatDayShort, formatMomentShort, wallOf } from '../../format/dates.ts';
import { organisationName } from '../../format/names.ts';
import { formatShare, numberOf, percentOf } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { AdjustedNote } from './adjusted-note.tsx';
import { AgeChoice } from './age-choice.tsx';
import { TotalRow } from './total-row.tsx';

type Row = Episodes['episodes'][number];

/** Episodes from the largest down, the works of the campaign itself, and the sum that equals the headline. */
export const EpisodesPanel = () => {
  const { words } = useLocale();
  const { id, moment, campaign, asOf, timeZone } = useCampaignContext();
  const { data, error, refetch } = useEpisodes(id, moment);
  const columns = useColumns(data);
  return (
    <ChartFrame
      id="episodes"
      title={words.episodes.title}
      subtitle={words.episodes.subtitle}
      source={useSourceLine()}
      tools={<AgeChoice />}
      name={fileStem(id, 'episodes', wallOf(asOf, timeZone), campaign.formula.name)}
      table={
        data && data.episodes.length > 0
          ? {
              columns,
              rows: data.episodes,
              rowKey: row => row.id,
            }
          : null
      }
    >
      {error && !data && (
        <Problem error={error} what={words.what.episodes} partial onRetry={() => void refetch()} />
      )}
      {!data && !error && <BoneRows rows={11} height={56} />}
      {data && data.episodes.length === 0 && <p className="table-empty">{words.episodes.empty}</p>}
      {data && data.episodes.length > 0 && <Ranking data={data} />}
    </ChartFrame>
  );
};

const Ranking = ({ data }: { data: Episodes }) => {
  const { asOf, timeZone } = useCampaignContext();
  const { locale, words, say } = useLocale();
  const { sheetHref } = usePageState();
  const name = (row: Row) => organisationName(row, locale);
  const notYet = (row: Row) =>
    row.airedAt !== null && Date.parse(row.airedAt) > asOf && row.status === 'aired';
  const rows = data.episodes.map((row, index): RankedRow => {
    const href = sheetHref({ kind: 'episode', id: row.id }, []);
    const counted = hasCount(row.coverage);
    const gap = gapWords(row.coverage, locale);
    return {
      key: row.id,
      rank: counted ? String(index + 1) : '',
      name: <span className="episode-organisation">{name(row)}</span>,
      note: (
        <>
          {row.airedAt && formatDayShort(dayOf(Date.parse(row.airedAt), timeZone), locale)}
          {!row.title.includes(row.organisation) && `${words.dot}${row.title}`}
          {row.status === 'cancelled' && `${words.dot}${words.episodes.cancelled}`}
          {(row.status === 'planned' || notYet(row)) && `${words.dot}${words.episodes.notAired}`}
          <AdjustedNote adjusted={row.adjusted} />
          {gap && <span className="row-gap">{`${words.dot}${gap}`}</span>}
        </>
      ),
      value: counted ? row : null,
      figure: (
        <Figure
          value={counted ? row : null}
          href={href}
          of={name(row)}
          reason={row.coverage.expected === 0 ? words.episodes.notAired : words.table.missing}
        />
      ),
      share: counted ? formatShare(row.low, data.total.low) : '',
      colour: '--accent',
      href,
      label: counted ? `${name(row)}${words.colon}${say(row.wording)}` : name(row),
    };
  });
  return (
    <>
      <RankedBars rows={rows} label={words.episodes.title} />
      {data.campaignLevel.coverage.expected > 0 && (
        <p className="ranked-extra">
          <span data-hint={words.episodes.campaignLevelNote}>{words.episodes.campaignLevel}</span>
          <Figure
            value={data.campaignLevel}
            of={words.episodes.campaignLevel}
            href={sheetHref({ kind: 'own' }, [])}
          />
          <span className="number">{formatShare(data.campaignLevel.low, data.total.low)}</span>
        </p>
      )}
      <TotalRow total={data.total} />
    </>
  );
};

const useColumns = (data: Episodes | undefined): Column<Row>[] => {
  const { locale, words, say } = useLocale();
  const { timeZone } = useCampaignContext();
  const { sheetHref } = usePageState();
  const total = data?.total.low ?? null;
  const counted = (row: Row) => hasCount(row.coverage);
  const share = (row: Row) => (total === null || !counted(row) ? null : percentOf(row.low, total));
  return [
    {
      key: 'organisation',
      header: words.episodes.organisation,
      value: row => organisationName(row, locale),
      cell: row => (
        <Link href={sheetHref({ kind: 'episode', id: row.id }, [])} className="quiet-link nowrap">
          {organisationName(row, locale)}
        </Link>
      ),
    },
    {
      key: 'number',
      header: words.episodes.number,
      numeric: true,
      value: row => row.number,
      cell: row => row.number,
    },
    { key: 'title', header: words.episodes.name, csvOnly: true, value: row => row.title, cell: () => null },
    {
      key: 'low',
      header: words.episodes.value,
      csvHeader: words.placements.low,
      numeric: true,
      value: row => (counted(row) ? row.low : null),
      cell: row => (
        <Figure value={counted(row) ? row : null} href={sheetHref({ kind: 'episode', id: row.id }, [])} />
      ),
    },
    {
      key: 'high',
      header: words.placements.high,
      csvOnly: true,
      value: row => (counted(row) ? row.high : null),
      cell: () => null,
    },
    {
      key: 'share',
      header: words.episodes.share,
      numeric: true,
      value: row => numberOf(share(row)),
      cell: row => share(row) ?? '—',
    },
    {
      key: 'wording',
      header: words.episodes.wording,
      value: row => (counted(row) ? say(row.wording) : null),
      cell: row => <span className="nowrap">{counted(row) ? say(row.wording) : '—'}</span>,
    },
    {
      key: 'coverage',
      header: words.episodes.coverage,
      value: row => coverageWords(row.coverage, locale),
      cell: row => <span className="nowrap">{coverageWords(row.coverage, locale)}</span>,
    },
    {
      key: 'aired',
      header: words.episodes.aired,
      csvHeader: `${words.episodes.aired} (UTC)`,
      value: row => row.airedAt,
      cell: row => (
        <span className="nowrap">
          {row.airedAt ? formatMomentShort(Date.parse(row.airedAt), timeZone, locale) : '—'}
        </span>
      ),
    },
  ];
};
