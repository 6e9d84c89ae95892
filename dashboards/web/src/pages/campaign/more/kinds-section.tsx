import type { Kinds } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
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
import { useCampaignContext } from '../context.ts';
import { TotalRow } from '../total-row.tsx';
import { useSourceLine } from '../use-source-line.ts';
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
  readonly title: string;
  readonly note: string;
  readonly head: string;
  readonly rows: readonly Part[] | undefined;
  readonly query: ReturnType<typeof useKinds>;
  /** True where the parts make up the total. */
  readonly total?: boolean;
};

const Parts = ({ id, title, note, head, rows, query, total = false }: PartsProps) => {
  const { locale, words } = useLocale();
  const { kinds } = useMoreWords();
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
  return (
    <ChartFrame
      id={id}
      title={title}
      subtitle={note}
      source={useSourceLine()}
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
                const href = sheetHref({ kind: 'total' }, []);
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
  );
};
