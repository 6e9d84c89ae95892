import { useMemo } from 'react';
import type { Daily } from '../../../../api/contract.ts';
import { useDaily } from '../../api/queries.ts';
import { type GrowthDay, growthByDay, hasTotal } from '../../charts/growth-days.ts';
import { GROWTH_HEIGHT } from '../../charts/growth-height.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useGrowthColumns } from '../../components/campaign/growth-columns.tsx';
import { GrowthDrawing } from '../../components/campaign/growth-drawing.tsx';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Problem } from '../../components/problem.tsx';
import { Seen } from '../../components/seen.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { fileStem } from '../../format/csv.ts';
import { formatDayShort, wallOf } from '../../format/dates.ts';
import { formatGrowth } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Fold } from './fold.tsx';
import { GrowthPins } from './growth-pins.tsx';
import { useSeries } from './queries.ts';
import { useGrowthPins } from './use-growth-pins.ts';

/** How the total grew: in one line the last day and the shape, opened the curve with each day's growth. */
export const GrowthPanel = () => {
  const { locale, words } = useLocale();
  const { id, moment } = useCampaignContext();
  const query = useDaily(id, moment);
  const days = query.data?.days;
  const last = days?.findLast(hasTotal);
  return (
    <Fold
      id="growth"
      title={words.growth.title}
      query={query}
      summary={
        days && (
          <>
            <span>
              {last
                ? `${formatDayShort(last.date, locale)} ${formatGrowth(last.growth, locale)}`
                : words.growth.empty}
            </span>
            <Sparkline
              values={days.map(day => (hasTotal(day) ? day.low : null))}
              label={words.growth.total}
            />
          </>
        )
      }
    >
      <GrowthFrame />
    </Fold>
  );
};

/** The cumulative curve and each day's growth, as a chart and as a table. */
const GrowthFrame = () => {
  const { words } = useLocale();
  const own = useCampaignWords();
  const printing = usePrinting();
  const { id, moment, campaign, asOf, timeZone } = useCampaignContext();
  const { data, error, refetch } = useDaily(id, moment);
  const series = useSeries();
  const names = useBroadcastNames(data);
  const pins = useGrowthPins(data);
  const buckets = series.data?.buckets;
  const growth = useMemo(() => growthByDay(data?.days ?? [], buckets ?? []), [data, buckets]);
  const columns = useGrowthColumns(data, names, growth);
  const days = data?.days;
  const blank = days !== undefined && !days.some(hasTotal);
  return (
    <ChartFrame
      id="growth"
      title={words.growth.title}
      subtitle={words.growth.subtitle}
      source={useSourceLine()}
      name={fileStem(id, 'daily', wallOf(asOf, timeZone), campaign.formula.name)}
      table={
        days && !blank
          ? {
              columns,
              rows: days,
              rowKey: dateOf,
            }
          : null
      }
    >
      {error && !data && (
        <Problem error={error} what={words.what.daily} partial onRetry={() => void refetch()} />
      )}
      {blank && <p className="table-empty">{words.growth.empty}</p>}
      {!error && !blank && (
        <Seen
          height={GROWTH_HEIGHT}
          // A chart that was never in sight cannot be drawn while paper is laid out; its figures can.
          fallback={
            printing && days ? (
              <DataTable
                caption={words.growth.title}
                columns={columns}
                rows={days}
                rowKey={dateOf}
                empty=""
              />
            ) : (
              <Bone width="100%" height={GROWTH_HEIGHT} />
            )
          }
        >
          {data && !series.isLoading && <GrowthDrawing daily={data} {...{ names, growth, pins }} />}
        </Seen>
      )}
      {series.error && !series.data && (
        <Problem error={series.error} what={own.what.series} partial onRetry={() => void series.refetch()} />
      )}
      <GrowthPins pins={pins} />
    </ChartFrame>
  );
};

const dateOf = (day: GrowthDay): string => day.date;

/** Names of the broadcasts by index of their day; the organisation is what people call an episode by. */
const useBroadcastNames = (daily: Daily | undefined): ReadonlyMap<number, string> => {
  const { locale } = useLocale();
  return useMemo(() => {
    const names = new Map<number, string>();
    for (const broadcast of daily?.broadcasts ?? []) {
      const index = daily?.days.findIndex(day => day.date === broadcast.date) ?? -1;
      if (index === -1) continue;
      const zh = locale === 'zh-CN';
      const name = zh ? broadcast.label : broadcast.labelEn;
      const before = names.get(index);
      names.set(index, before === undefined ? name : `${before}${zh ? '、' : ', '}${name}`);
    }
    return names;
  }, [daily, locale]);
};
