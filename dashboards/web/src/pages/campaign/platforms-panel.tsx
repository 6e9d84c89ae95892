import { Link } from 'wouter';
import { PLATFORM_GROUPS } from '../../../../../pipeline/domain/catalogue.ts';
import type { Platforms } from '../../../../api/contract.ts';
import { usePlatforms } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Figure } from '../../components/figure.tsx';
import { Problem } from '../../components/problem.tsx';
import { RankedBars, type RankedRow } from '../../components/ranked-bars.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { coverageWords, gapWords, hasCount } from '../../format/coverage.ts';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { formatBounds, formatShare, numberOf, percentOf } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { AdjustedNote } from './adjusted-note.tsx';
import { Fold } from './fold.tsx';
import { TotalRow } from './total-row.tsx';

type Row = Platforms['platforms'][number];

/** Platforms: in one line the largest and how many there are. */
export const PlatformsPanel = () => {
  const { words, say } = useLocale();
  const { fold } = useCampaignWords();
  const { id, moment } = useCampaignContext();
  const query = usePlatforms(id, moment);
  const { data } = query;
  const [first] = data?.platforms ?? [];
  return (
    <Fold
      id="platforms"
      title={words.platforms.title}
      query={query}
      summary={
        data && (
          <span>
            {first
              ? [
                  fold.most(say(first.name), formatShare(first.low, data.total.low)),
                  fold.platforms(data.platforms.length),
                ].join(words.dot)
              : words.platforms.empty}
          </span>
        )
      }
    >
      <PlatformsFrame />
    </Fold>
  );
};

/** Platforms from the largest down, each in the colour of its kind. */
const PlatformsFrame = () => {
  const { words } = useLocale();
  const { id, moment, campaign, asOf, timeZone } = useCampaignContext();
  const { data, error, refetch } = usePlatforms(id, moment);
  const columns = useColumns(data);
  return (
    <ChartFrame
      id="platforms"
      title={words.platforms.title}
      subtitle={words.platforms.subtitle}
      source={useSourceLine()}
      name={fileStem(id, 'platforms', wallOf(asOf, timeZone), campaign.formula.name)}
      table={
        data && data.platforms.length > 0
          ? {
              columns,
              rows: data.platforms,
              rowKey: row => row.id,
            }
          : null
      }
    >
      {error && !data && (
        <Problem error={error} what={words.what.platforms} partial onRetry={() => void refetch()} />
      )}
      {!data && !error && <BoneRows rows={11} height={56} />}
      {data && data.platforms.length === 0 && <p className="table-empty">{words.platforms.empty}</p>}
      {data && data.platforms.length > 0 && <Ranking data={data} />}
    </ChartFrame>
  );
};

const Ranking = ({ data }: { data: Platforms }) => {
  const { locale, words, say } = useLocale();
  const { sheetHref } = usePageState();
  const rows = [...data.platforms]
    .sort((a, b) => b.low - a.low)
    .map((row, index): RankedRow => {
      const href = sheetHref({ kind: 'platform', id: row.id }, []);
      const gap = gapWords(row.coverage, locale);
      const name = say(row.name);
      return {
        key: row.id,
        rank: String(index + 1),
        name,
        note: (gap || row.adjusted) && (
          <>
            {gap && <span className="row-gap">{gap}</span>}
            <AdjustedNote adjusted={row.adjusted} first={gap === ''} />
          </>
        ),
        value: row,
        figure: <Figure value={hasCount(row.coverage) ? row : null} href={href} of={name} />,
        share: formatShare(row.low, data.total.low),
        colour: `--group-${row.group}`,
        href,
        label: `${name}${words.colon}${formatBounds(row, locale)}`,
      };
    });
  const present = PLATFORM_GROUPS.filter(group => data.platforms.some(row => row.group === group));
  return (
    <>
      <ul className="legend groups" aria-label={words.platforms.group}>
        {present.map(group => (
          <li key={group}>
            <span className="group-dot" style={{ background: `var(--group-${group})` }} />
            {words.groups[group]}
          </li>
        ))}
      </ul>
      <RankedBars rows={rows} label={words.platforms.title} />
      <TotalRow total={data.total} />
    </>
  );
};

const useColumns = (data: Platforms | undefined): Column<Row>[] => {
  const { locale, words, say } = useLocale();
  const { sheetHref } = usePageState();
  const total = data?.total.low ?? null;
  const share = (row: Row) => (total === null ? null : percentOf(row.low, total));
  return [
    {
      key: 'name',
      header: words.platforms.name,
      value: row => say(row.name),
      cell: row => (
        <Link href={sheetHref({ kind: 'platform', id: row.id }, [])} className="quiet-link nowrap">
          {say(row.name)}
        </Link>
      ),
    },
    {
      key: 'group',
      header: words.platforms.group,
      value: row => words.groups[row.group],
      cell: row => <span className="nowrap">{words.groups[row.group]}</span>,
    },
    {
      key: 'low',
      header: words.platforms.value,
      csvHeader: words.placements.low,
      numeric: true,
      value: row => (hasCount(row.coverage) ? row.low : null),
      cell: row => (
        <Figure
          value={hasCount(row.coverage) ? row : null}
          href={sheetHref({ kind: 'platform', id: row.id }, [])}
        />
      ),
    },
    { key: 'high', header: words.placements.high, csvOnly: true, value: row => row.high, cell: () => null },
    {
      key: 'share',
      header: words.platforms.share,
      numeric: true,
      value: row => numberOf(share(row)),
      cell: row => share(row) ?? '—',
    },
    {
      key: 'placements',
      header: words.platforms.placements,
      numeric: true,
      value: row => row.placements,
      cell: row => row.placements,
    },
    {
      key: 'coverage',
      header: words.episodes.coverage,
      value: row => coverageWords(row.coverage, locale),
      cell: row => <span className="nowrap">{coverageWords(row.coverage, locale)}</span>,
    },
  ];
};
