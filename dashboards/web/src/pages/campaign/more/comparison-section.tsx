import { lazy, Suspense } from 'react';
import type { CampaignComparison } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useSourceLine } from '../../../components/campaign/use-source-line.ts';
import { ChartFrame } from '../../../components/chart-frame.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Figure } from '../../../components/figure.tsx';
import { RankedBars } from '../../../components/ranked-bars.tsx';
import { Seen } from '../../../components/seen.tsx';
import { Bone, ComingDrawing } from '../../../components/skeleton.tsx';
import { usePrinting } from '../../../components/use-printing.ts';
import { coverageWords } from '../../../format/coverage.ts';
import { fileStem } from '../../../format/csv.ts';
import { dayOf, formatMoment, wallOf } from '../../../format/dates.ts';
import { campaignName } from '../../../format/names.ts';
import { formatBounds } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { usePageState } from '../../../url/use-state.ts';
import { Fold } from '../fold.tsx';
import { useComparison } from './queries.ts';
import { useMoreWords } from './words.ts';

const ComparisonChart = lazy(() => import('../../../charts/comparison-chart.tsx'));
const HEIGHT = 260;

type Side = CampaignComparison['campaign'];
type Days = CampaignComparison['days'][number];

/**
 * Last year beside this, both at the same age; absent where the catalogue names no campaign before it, and while this one
 * has not begun.
 */
export const ComparisonSection = () => {
  const { campaign, asOf, timeZone } = useCampaignContext();
  const { previous, startsOn } = campaign.campaign;
  return previous === null || dayOf(asOf, timeZone) < startsOn ? null : <Comparison />;
};

const Comparison = () => {
  const { locale, words } = useLocale();
  const { comparison } = useMoreWords();
  const { id, asOf, timeZone, campaign } = useCampaignContext();
  const query = useComparison();
  const { data } = query;
  const columns = useColumns(data);
  const hours = data?.ageHours ?? 0;
  const title = comparison.title(data ? campaignName(data.other, locale) : '…');
  const source = useSourceLine();
  return (
    <Fold
      id="comparison"
      title={title}
      query={query}
      summary={
        data && (
          <span>
            {[data.campaign, data.other]
              .map(
                side => `${side.startsOn.slice(0, 4)}${words.colon}${formatBounds(side.atEqualAge, locale)}`,
              )
              .join(words.dot)}
          </span>
        )
      }
    >
      <ChartFrame
        id="comparison"
        title={title}
        subtitle={`${comparison.age(Math.floor(hours / 24), hours % 24)}${locale === 'zh-CN' ? '。' : '. '}${comparison.note}`}
        source={source}
        name={fileStem(id, 'comparison', wallOf(asOf, timeZone), campaign.formula.name)}
        table={data ? { columns, rows: data.days, rowKey: row => String(row.day) } : null}
      >
        <Answered
          query={query}
          what={comparison.what}
          partial
          skeleton={<Bone width="100%" height={HEIGHT + 120} />}
        >
          {found => <Drawing data={found} columns={columns} />}
        </Answered>
      </ChartFrame>
    </Fold>
  );
};

type DrawingProps = { readonly data: CampaignComparison; readonly columns: readonly Column<Days>[] };

const Drawing = ({ data, columns }: DrawingProps) => {
  const printing = usePrinting();
  const { locale, words } = useLocale();
  const { comparison } = useMoreWords();
  const { timeZone } = useCampaignContext();
  const { sheetHref } = usePageState();
  const links = useLinks();
  const row = (side: Side, href: string, colour: string) => {
    const name = campaignName(side, locale);
    return {
      key: side.id,
      rank: '',
      name,
      note: [
        comparison.at(formatMoment(Date.parse(side.equalAt), timeZone, locale)),
        coverageWords(side.atEqualAge.coverage, locale),
        ...(side.simulated ? [words.simulated] : []),
      ].join(words.dot),
      value: side.atEqualAge,
      figure: <Figure value={side.atEqualAge} href={href} of={name} />,
      share: '',
      colour,
      href,
      label: `${name}${words.colon}${formatBounds(side.atEqualAge, locale)}`,
    };
  };
  const before = { asOf: wallOf(Date.parse(data.other.equalAt), timeZone) };
  return (
    <>
      <RankedBars
        label={comparison.what}
        rows={[
          row(data.campaign, sheetHref({ kind: 'total' }, []), '--accent'),
          row(data.other, links.campaign(data.other.id, before), '--missing'),
        ]}
      />
      <Seen
        height={HEIGHT}
        // As with the growth chart: on paper figures, where the drawing was never in sight.
        fallback={
          printing ? (
            <DataTable
              caption={comparison.what}
              columns={columns}
              rows={data.days}
              rowKey={row => String(row.day)}
              empty=""
            />
          ) : (
            <Bone width="100%" height={HEIGHT} />
          )
        }
      >
        <Suspense fallback={<ComingDrawing height={HEIGHT} />}>
          <ComparisonChart
            data={data}
            locale={locale}
            height={HEIGHT}
            names={[data.campaign, data.other].map(side => side.startsOn.slice(0, 4))}
            dayName={comparison.dayN}
            label={comparison.aria(campaignName(data.campaign, locale), campaignName(data.other, locale))}
          />
        </Suspense>
      </Seen>
    </>
  );
};

const useColumns = (data: CampaignComparison | undefined): Column<Days>[] => {
  const { comparison } = useMoreWords();
  if (!data) return [];
  const of = (side: 'campaign' | 'other'): Column<Days>[] => {
    const year = data[side].startsOn.slice(0, 4);
    return [
      {
        key: `${side}-date`,
        header: comparison.daily(year, comparison.date),
        value: row => row[side]?.date ?? null,
      },
      {
        key: `${side}-low`,
        header: comparison.daily(year, comparison.low),
        numeric: true,
        value: row => row[side]?.low ?? null,
      },
      {
        key: `${side}-growth`,
        header: comparison.daily(year, comparison.growth),
        numeric: true,
        value: row => row[side]?.risen ?? null,
      },
    ];
  };
  return [
    { key: 'day', header: comparison.day, numeric: true, value: row => row.day, cell: row => row.day },
    ...of('campaign'),
    ...of('other'),
  ];
};
