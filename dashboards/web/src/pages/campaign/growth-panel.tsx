import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { Daily } from '../../../../api/contract.ts';
import { useDaily } from '../../api/queries.ts';
import { type GrowthDay, hasTotal } from '../../charts/growth-days.ts';
import { GROWTH_HEIGHT } from '../../charts/growth-height.ts';
import { Panel } from '../../components/panel.tsx';
import { Problem } from '../../components/problem.tsx';
import { Seen } from '../../components/seen.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { csvName } from '../../format/csv.ts';
import { formatDate, formatMomentShort, wallOf } from '../../format/dates.ts';
import { formatBounds, formatBoundsFull, formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from './context.ts';
import { useGrowthColumns } from './growth-columns.tsx';
import { SourceLine } from './source-line.tsx';

const GrowthChart = lazy(() => import('../../charts/growth-chart.tsx'));

/** How the total grew: the cumulative curve and each day's growth, as a chart and as a table. */
export const GrowthPanel = () => {
  const { words } = useLocale();
  const { id, moment, campaign, asOf, timeZone } = useCampaignContext();
  const { data, error, refetch } = useDaily(id, moment);
  const names = useBroadcastNames(data);
  const columns = useGrowthColumns(data, names);
  const days = data?.days;
  const blank = days !== undefined && !days.some(hasTotal);
  return (
    <Panel
      id="growth"
      title={words.growth.title}
      subtitle={words.growth.subtitle}
      source={<SourceLine />}
      table={
        days && !blank
          ? {
              columns,
              rows: days,
              rowKey: day => day.date,
              csvName: csvName(id, 'daily', wallOf(asOf, timeZone), campaign.formula.name),
            }
          : null
      }
    >
      {error && !data && (
        <Problem error={error} what={words.what.daily} partial onRetry={() => void refetch()} />
      )}
      {blank && <p className="table-empty">{words.growth.empty}</p>}
      {!error && !blank && (
        <Seen height={GROWTH_HEIGHT} fallback={<Bone width="100%" height={GROWTH_HEIGHT} />}>
          {data && <Drawing daily={data} names={names} />}
        </Seen>
      )}
    </Panel>
  );
};

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

const Drawing = ({ daily, names }: { daily: Daily; names: ReadonlyMap<number, string> }) => {
  const { locale, words } = useLocale();
  const { days, timeZone } = daily;
  const last = days.findLast(hasTotal);
  const describe = useCallback(
    (index: number): string[] => {
      const day = days[index];
      if (!day) return [];
      const before: GrowthDay | undefined = days[index - 1];
      const until = formatMomentShort(Date.parse(day.at), timeZone, locale);
      const since = before ? formatMomentShort(Date.parse(before.at), timeZone, locale) : null;
      const name = names.get(index);
      return [
        until,
        `${words.growth.total}${words.colon}${formatBoundsFull(day, locale)}`,
        `${words.growth.growth}${words.colon}${day.growth > 0 ? '+' : ''}${formatFull(day.growth)}`,
        ...(since ? [words.growth.between(since, until)] : []),
        ...(name ? [`${words.growth.broadcast}${words.colon}${name}`] : []),
        ...(day.carried > 0 ? [words.growth.carriedOf(day.carried, day.expected)] : []),
      ];
    },
    [days, timeZone, names, locale, words],
  );
  const label = words.growth.aria(
    formatDate(days[0]?.date ?? '', locale),
    formatDate(days.at(-1)?.date ?? '', locale),
    last ? formatBounds(last, locale) : '—',
  );
  return (
    <div className="growth-place">
      <p className="growth-daily-title" aria-hidden="true">
        {words.growth.daily}
      </p>
      <Suspense fallback={<Bone width="100%" height={GROWTH_HEIGHT} />}>
        <GrowthChart days={days} broadcasts={names} locale={locale} label={label} describe={describe} />
      </Suspense>
      {days.some(day => day.carried > 0) && (
        <ul className="legend" aria-hidden="true">
          <li>
            <span className="legend-dots" />
            {words.growth.dottedHatch}
          </li>
        </ul>
      )}
    </div>
  );
};
