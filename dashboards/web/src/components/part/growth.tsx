import { useMemo } from 'react';
import type { Daily, Series } from '../../../../api/contract.ts';
import { campaignPart } from '../../api/campaign-part.ts';
import { useGet } from '../../api/queries.ts';
import { growthByDay, hasTotal } from '../../charts/growth-days.ts';
import { GROWTH_HEIGHT } from '../../charts/growth-height.ts';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Answered } from '../answered.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { useGrowthColumns } from '../campaign/growth-columns.tsx';
import { GrowthDrawing } from '../campaign/growth-drawing.tsx';
import { useSourceLine } from '../campaign/use-source-line.ts';
import { ChartFrame } from '../chart-frame.tsx';
import { Seen } from '../seen.tsx';
import { Bone } from '../skeleton.tsx';
import { seriesDays } from './series-days.ts';
import { Steps } from './steps.tsx';
import { useWorkWords } from './words.ts';

type Props = {
  /** Which part of the campaign, as the API is asked for it. */
  readonly part: { readonly episode: string } | { readonly work: string };
  /** Part of the name of files. */
  readonly what: string;
  /** Day on which the episode went on the air, and what it is called there; null: none to mark. */
  readonly broadcast: { readonly date: string; readonly name: string } | null;
};

/** How a part of the campaign grew, day by day, as the series of the API has it. */
export const PartGrowth = ({ part, what, broadcast }: Props) => {
  const { words } = useLocale();
  const own = useWorkWords();
  const { id, moment, campaign, asOf, timeZone } = useCampaignContext();
  const query = useGet<Series>(campaignPart(id, 'series', { by: 'day', ...part, ...moment }), { keep: true });
  const { data } = query;
  const overdue = useGet<Daily>(campaignPart(id, 'daily', { ...part, ...moment }), { keep: true }).data;
  const daily = useMemo(() => (data ? dailyOf(data, overdue) : undefined), [data, overdue]);
  const growth = useMemo(() => growthByDay(daily?.days ?? [], data?.buckets ?? []), [daily, data]);
  const names = useMemo(() => {
    const index = daily?.days.findIndex(({ date }) => date === broadcast?.date) ?? -1;
    return new Map(broadcast && index >= 0 ? [[index, broadcast.name]] : []);
  }, [daily, broadcast]);
  const columns = useGrowthColumns(daily, names, growth);
  const drawn = daily?.days.some(hasTotal) === true;
  return (
    <ChartFrame
      id="growth"
      title={words.growth.title}
      subtitle={words.growth.subtitle}
      source={useSourceLine()}
      name={fileStem(id, `${what}-daily`, wallOf(asOf, timeZone), campaign.formula.name)}
      table={
        daily && drawn
          ? {
              columns,
              rows: daily.days,
              rowKey: day => day.date,
            }
          : null
      }
    >
      <Answered
        query={query}
        what={own.what.series}
        partial
        skeleton={<Bone width="100%" height={GROWTH_HEIGHT} />}
        empty={() => (drawn ? null : <p className="table-empty">{words.growth.empty}</p>)}
      >
        {() => (
          <Seen height={GROWTH_HEIGHT} fallback={<Bone width="100%" height={GROWTH_HEIGHT} />}>
            {daily && <GrowthDrawing daily={daily} {...{ names, growth }} pins={NO_PINS} />}
          </Seen>
        )}
      </Answered>
      {data && <Steps buckets={data.buckets} />}
    </ChartFrame>
  );
};

const NO_PINS: readonly never[] = [];

const dailyOf = (series: Series, overdue: Daily | undefined): Daily => ({
  asOf: series.asOf,
  knownAt: series.knownAt,
  formula: series.formula ?? '',
  timeZone: series.timeZone,
  days: seriesDays(series.buckets, new Map(overdue?.days.map(({ date, carried }) => [date, carried]))),
  adjustments: [],
  breaks: [],
  broadcasts: [],
});
