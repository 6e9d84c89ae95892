import { lazy, Suspense, useCallback } from 'react';
import type { Daily } from '../../../../api/contract.ts';
import { type DayGrowth, type GrowthDay, hasTotal } from '../../charts/growth-days.ts';
import { GROWTH_HEIGHT } from '../../charts/growth-height.ts';
import type { NamedPin } from '../../charts/growth-pins.ts';
import { formatDate, formatMomentShort } from '../../format/dates.ts';
import { formatBounds, formatBoundsFull, formatFull, formatShare } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { ComingDrawing } from '../skeleton.tsx';
import { useCampaignWords } from './words.ts';

import '../../charts/growth.css';

const GrowthChart = lazy(() => import('../../charts/growth-chart.tsx'));

type Props = {
  readonly daily: Daily;
  readonly names: ReadonlyMap<number, string>;
  readonly growth: ReadonlyMap<number, DayGrowth>;
  readonly pins: readonly NamedPin[];
};

/** The curve with what a reader of the screen or a pointer is told of each day, and its legend. */
export const GrowthDrawing = ({ daily, names, growth, pins }: Props) => {
  const { locale, words } = useLocale();
  const own = useCampaignWords();
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
      const grown = growth.get(index);
      return [
        until,
        `${words.growth.total}${words.colon}${formatBoundsFull(day, locale)}`,
        ...(grown
          ? [`${words.growth.growth}${words.colon}${grown.risen > 0 ? '+' : ''}${formatFull(grown.risen)}`]
          : []),
        ...(grown && grown.across !== 0
          ? [own.growth.estimated(formatFull(grown.across), formatShare(grown.across, grown.risen))]
          : []),
        ...(grown && grown.unknown > 0 ? [own.growth.unknown(grown.unknown)] : []),
        ...(since ? [words.growth.between(since, until)] : []),
        ...(name ? [`${words.growth.broadcast}${words.colon}${name}`] : []),
        ...(day.carried > 0 ? [words.growth.carriedOf(day.carried, day.expected)] : []),
        ...pins
          .filter(pin => pin.index === index)
          .map(pin => `${own.growth.pinKinds[pin.kind]}${words.colon}${pin.text}`),
      ];
    },
    [days, timeZone, names, growth, pins, locale, words, own],
  );
  const label = words.growth.aria(
    formatDate(days[0]?.date ?? '', locale),
    formatDate(days.at(-1)?.date ?? '', locale),
    last ? formatBounds(last, locale) : '—',
  );
  const estimates = [...growth.values()].some(({ across }) => across !== 0);
  return (
    <div className="growth-place">
      <p className="growth-daily-title" aria-hidden="true">
        {words.growth.daily}
      </p>
      <Suspense fallback={<ComingDrawing height={GROWTH_HEIGHT} />}>
        <GrowthChart {...{ days, growth, pins, locale, label, describe }} broadcasts={names} />
      </Suspense>
      <ul className="legend" aria-hidden="true">
        {days.some(day => day.carried > 0) && (
          <li>
            <span className="legend-dots" />
            {own.growth.dotted}
          </li>
        )}
        {estimates && (
          <li>
            <span className="legend-hatch" />
            {own.growth.hatched}
          </li>
        )}
      </ul>
    </div>
  );
};
