import type { Kinds } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useSourceLine } from '../../../components/campaign/use-source-line.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { ChartFrame } from '../../../components/chart-frame.tsx';
import type { Column } from '../../../components/data-table.tsx';
import { Figure } from '../../../components/figure.tsx';
import { RankedBars } from '../../../components/ranked-bars.tsx';
import { gapWords, hasCount } from '../../../format/coverage.ts';
import { fileStem } from '../../../format/csv.ts';
import { wallOf } from '../../../format/dates.ts';
import { formatBounds, formatShare } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { usePageState } from '../../../url/use-state.ts';
import { Fold } from '../fold.tsx';
import { TotalRow } from '../total-row.tsx';
import { useKinds } from './queries.ts';
import { useMoreWords } from './words.ts';

type Part = Omit<Kinds['kinds'][number], 'kind'> & { readonly id: string; readonly name: string };

/** The total by kind of work and, beside it, the series of works, which cut it in another way. */
export const KindsSection = () => {
  const { words } = useLocale();
  const { kinds } = useMoreWords();
  const query = useKinds();
  const { data } = query;
  const parts = data?.kinds.map(row => ({ ...row, id: row.kind, name: words.kinds[row.kind] }));
  const series = data?.series.map(row => ({ ...row, id: row.name, name: row.name }));
  return (
    <div className={series?.length === 0 ? undefined : 'campaign-columns'}>
      <Parts
        id="kinds"
        cut="kind"
        title={kinds.title}
        note={kinds.note}
        head={kinds.kind}
        rows={parts}
        query={query}
        total
      />
      {series?.length !== 0 && (
        <Parts
          id="series"
          cut="series"
          title={kinds.series}
          note={kinds.seriesNote}
          head={kinds.name}
          rows={series}
          query={query}
        />
      )}
    </div>
  );
};

type PartsProps = {
  readonly id: string;
  /** Which sheet a row opens. */
  readonly cut: 'kind' | 'series';
  readonly title: string;
  readonly note: string;
  readonly head: string;
  readonly rows: readonly Part[] | undefined;
  readonly query: ReturnType<typeof useKinds>;
  /** True where the parts make up the total. */
  readonly total?: boolean;
};

const Parts = ({ id, cut, title, note, head, rows, query, total = false }: PartsProps) => {
  const { locale, words } = useLocale();
  const { kinds } = useMoreWords();
  const { fold } = useCampaignWords();
  const { id: campaignId, campaign, asOf, timeZone } = useCampaignContext();
  const { sheetHref } = usePageState();
  const columns: Column<Part>[] = [
    { key: 'name', header: head, value: row => row.name },
    {
      key: 'low',
      header: words.placements.low,
      numeric: true,
      value: row => (hasCount(row.coverage) ? row.low : null),
    },
    {
      key: 'high',
      header: words.placements.high,
      numeric: true,
      value: row => (hasCount(row.coverage) ? row.high : null),
    },
    { key: 'works', header: kinds.worksHeader, numeric: true, value: row => row.works },
    {
      key: 'expected',
      header: words.platforms.placements,
      numeric: true,
      value: row => row.coverage.expected,
    },
  ];
  const first = rows?.find(row => hasCount(row.coverage));
  const source = useSourceLine();
  return (
    <Fold
      id={id}
      title={title}
      query={query}
      summary={first && <span>{fold.most(first.name, formatBounds(first, locale))}</span>}
    >
      <ChartFrame
        id={id}
        title={title}
        subtitle={note}
        source={source}
        name={fileStem(campaignId, id, wallOf(asOf, timeZone), campaign.formula.name)}
        table={rows ? { columns, rows, rowKey: row => row.id } : null}
      >
        <Answered query={query} what={kinds.what} partial>
          {data => (
            <>
              <RankedBars
                label={title}
                rows={(rows ?? []).map((row, index) => {
                  const value = hasCount(row.coverage) ? row : null;
                  const gap = gapWords(row.coverage, locale);
                  const href = sheetHref({ kind: cut, id: row.id }, []);
                  return {
                    key: row.id,
                    rank: String(index + 1),
                    name: row.name,
                    note: [kinds.works(row.works), gap].filter(Boolean).join(words.dot),
                    value,
                    figure: <Figure value={value} href={href} of={row.name} />,
                    share: value ? formatShare(row.low, data.total.low) : '',
                    colour: '--accent',
                    href,
                    label: `${row.name}${words.colon}${value ? formatBounds(row, locale) : words.table.missing}`,
                  };
                })}
              />
              {total && <TotalRow total={data.total} />}
            </>
          )}
        </Answered>
      </ChartFrame>
    </Fold>
  );
};
