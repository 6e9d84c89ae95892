import { lazy, Suspense, useCallback, useMemo } from 'react';
import { NEVER_ADDED } from '../../../../../pipeline/domain/metrics.ts';
import type { Series } from '../../../../api/contract.ts';
import { campaignPart, clocksOf } from '../../api/campaign-part.ts';
import { useGet } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import type { Column } from '../../components/data-table.tsx';
import type { Reading } from '../../components/readings/reading-key.ts';
import { Seen } from '../../components/seen.tsx';
import { Bone, ComingDrawing } from '../../components/skeleton.tsx';
import { fileStem } from '../../format/csv.ts';
import { formatDate, formatMomentNear, wallOf } from '../../format/dates.ts';
import { formatBounds, formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePlacementContext } from './context.ts';
import { HEIGHT } from './curve-height.ts';
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
  const grows = !NEVER_ADDED.has(placement.family) || placement.family === 'engagement';
  const days = useGet<Series>(query, { keep: true, enabled: grows }).data?.buckets.filter(
    ({ expected }) => expected > 0,
  );
  const oldestFirst = useMemo(() => (readings ? readings.readings.toReversed() : []), [readings]);
  const columns = useDayColumns();
  const at = useCallback(
    (text: string) => formatMomentNear(Date.parse(text), asOf, timeZone, locale),
    [asOf, timeZone, locale],
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
  const drawable = first && last && first !== last;
  const isFresh = placement.state === 'fresh' || placement.state === 'stated';
  const carriedFrom = isFresh || placement.observedAt === null ? null : Date.parse(placement.observedAt);
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
      {readings && !drawable ? (
        <p className="table-empty">{placement.low === null ? own.curve.nothing : own.curve.flat}</p>
      ) : (
        <Seen height={HEIGHT} fallback={<Bone width="100%" height={HEIGHT} />}>
          {drawable && (
            <Suspense fallback={<ComingDrawing height={HEIGHT} />}>
              <ReadingChart
                readings={oldestFirst}
                falls={falls}
                until={asOf}
                carriedFrom={carriedFrom}
                timeZone={timeZone}
                locale={locale}
                describe={describe}
                names={{ held: own.curve.held, fall: own.curve.fall }}
                label={own.curve.aria(at(first.observedAt), at(last.observedAt), count)}
              />
            </Suspense>
          )}
        </Seen>
      )}
      {carriedFrom !== null && (
        <ul className="legend" aria-hidden="true">
          <li>
            <span className="legend-dots" />
            {own.curve.carried(at(placement.observedAt ?? ''))}
          </li>
        </ul>
      )}
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
