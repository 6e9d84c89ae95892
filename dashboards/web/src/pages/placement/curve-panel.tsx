import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { Series } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Seen } from '../../components/seen.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { fileStem } from '../../format/csv.ts';
import { formatDate, formatMomentShort, wallOf } from '../../format/dates.ts';
import { formatBounds, formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { campaignPart, clocksOf } from '../campaign/queries.ts';
import { useSourceLine } from '../campaign/use-source-line.ts';
import { usePlacementContext } from './context.ts';
import { HEIGHT } from './curve-height.ts';
import type { Reading } from './reading-key.ts';
import { usePlacementWords } from './words.ts';

const ReadingChart = lazy(() => import('./reading-chart.tsx'));

type Bucket = Series['buckets'][number];

/** What it counted as after each reading, with held readings and falls; as a table, the end of each day. */
export const CurvePanel = () => {
  const { locale, words } = useLocale();
  const own = usePlacementWords();
  const { id, campaign, moment, asOf, timeZone } = useCampaignContext();
  const { detail, readings, falls } = usePlacementContext();
  const { placement } = detail;
  const query = campaignPart(id, 'series', {
    by: 'day',
    placement: String(placement.placementId),
    ...clocksOf(moment),
  });
  // Of gauges and rates there is no series, and no table of days: their readings are listed below.
  const days = useGet<Series>(query, { keep: true }).data?.buckets.filter(({ expected }) => expected > 0);
  const oldestFirst = useMemo(() => (readings ? readings.readings.toReversed() : []), [readings]);
  const columns = useDayColumns();
  const at = useCallback(
    (text: string) => formatMomentShort(Date.parse(text), timeZone, locale),
    [timeZone, locale],
  );
  const describe = useCallback(
    ({ observedAt, low, high, countLow, countHigh, verdict, reason }: Reading): string[] => [
      at(observedAt),
      `${own.curve.read}${words.colon}${formatBoundsFull({ low, high }, locale)}`,
      ...(countLow === null
        ? []
        : [
            `${own.curve.counted}${words.colon}${formatBoundsFull({ low: countLow, high: countHigh }, locale)}`,
          ]),
      [words.verdicts[verdict], words.reasons[reason]].filter(Boolean).join(words.dot),
    ],
    [at, own, words, locale],
  );
  const [first, last] = [oldestFirst[0], oldestFirst.at(-1)];
  const count =
    placement.low === null ? own.none : formatBounds({ low: placement.low, high: placement.high }, locale);
  return (
    <ChartFrame
      id="curve"
      title={own.curve.title}
      subtitle={own.curve.subtitle(words.metrics[placement.metric])}
      source={useSourceLine()}
      name={fileStem(
        id,
        `placement-${placement.placementId}-daily`,
        wallOf(asOf, timeZone),
        campaign.formula.name,
      )}
      table={days && days.length > 0 ? { columns, rows: days, rowKey: day => day.name } : null}
    >
      <Seen height={HEIGHT} fallback={<Bone width="100%" height={HEIGHT} />}>
        {first && last && first !== last ? (
          <Suspense fallback={<Bone width="100%" height={HEIGHT} />}>
            <ReadingChart
              readings={oldestFirst}
              falls={falls}
              timeZone={timeZone}
              locale={locale}
              describe={describe}
              names={{ held: own.curve.held, fall: own.curve.fall }}
              label={own.curve.aria(at(first.observedAt), at(last.observedAt), count)}
            />
          </Suspense>
        ) : (
          readings && <p className="table-empty">{own.curve.flat}</p>
        )}
      </Seen>
    </ChartFrame>
  );
};

const useDayColumns = (): Column<Bucket>[] => {
  const { locale } = useLocale();
  const own = usePlacementWords().curve;
  return [
    { key: 'day', header: own.day, value: day => day.name, cell: day => formatDate(day.name, locale) },
    { key: 'low', header: own.low, numeric: true, value: day => day.low },
    { key: 'high', header: own.high, numeric: true, value: day => day.high },
    { key: 'growth', header: own.growth, numeric: true, value: day => day.growth?.low ?? null },
    { key: 'estimated', header: own.estimated, value: day => (day.estimated ? own.yes : own.no) },
  ];
};
