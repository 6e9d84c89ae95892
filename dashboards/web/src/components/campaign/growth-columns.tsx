import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Daily } from '../../../../api/contract.ts';
import { type DayGrowth, type GrowthDay, hasTotal } from '../../charts/growth-days.ts';
import { formatDate, formatMomentShort, wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import type { Column } from '../data-table.tsx';
import { Figure, Growth } from '../figure.tsx';
import { useCampaignWords } from './words.ts';

/** The columns of the growth table; each day's total leads to the page as of that moment. */
export const useGrowthColumns = (
  daily: Daily | undefined,
  names: ReadonlyMap<number, string>,
  growth: ReadonlyMap<number, DayGrowth>,
): Column<GrowthDay>[] => {
  const { locale, words } = useLocale();
  const own = useCampaignWords();
  const { href } = usePageState();
  return useMemo(() => {
    if (!daily) return [];
    const { days, timeZone } = daily;
    const indexOf = new Map(days.map((day, index) => [day.date, index]));
    const growthOf = (day: GrowthDay) => growth.get(indexOf.get(day.date) ?? -1) ?? null;
    const nameOf = (day: GrowthDay) => names.get(indexOf.get(day.date) ?? -1) ?? null;
    const between = (day: GrowthDay): string => {
      const before = days[(indexOf.get(day.date) ?? 0) - 1];
      const until = formatMomentShort(Date.parse(day.at), timeZone, locale);
      return before
        ? words.growth.between(formatMomentShort(Date.parse(before.at), timeZone, locale), until)
        : until;
    };
    const asOfDay = (day: GrowthDay) => href({ asOf: wallOf(Date.parse(day.at), timeZone), sheet: [] });
    return [
      {
        key: 'date',
        header: words.growth.date,
        value: day => day.date,
        cell: day => (
          <Link href={asOfDay(day)} className="quiet-link nowrap" data-hint={words.growth.asOfDay}>
            {formatDate(day.date, locale)}
          </Link>
        ),
      },
      {
        key: 'at',
        header: `${words.growth.at} (UTC)`,
        csvOnly: true,
        value: day => day.at,
        cell: () => null,
      },
      {
        key: 'low',
        header: words.growth.low,
        numeric: true,
        value: day => (hasTotal(day) ? day.low : null),
        cell: day => (
          <Figure value={hasTotal(day) ? { low: day.low, high: day.low } : null} href={asOfDay(day)} />
        ),
      },
      {
        key: 'high',
        header: words.growth.high,
        numeric: true,
        value: day => (hasTotal(day) ? day.high : null),
        cell: day => (
          <Figure value={hasTotal(day) && day.high !== null ? { low: day.high, high: day.high } : null} />
        ),
      },
      {
        key: 'growth',
        header: words.growth.growth,
        numeric: true,
        value: day => growthOf(day)?.risen ?? null,
        cell: day => {
          const grown = growthOf(day);
          if (grown === null) return <Figure value={null} reason={own.growth.nobody} />;
          return <Growth value={grown.risen} between={between(day)} />;
        },
      },
      {
        key: 'estimated',
        header: own.growth.across,
        numeric: true,
        value: day => growthOf(day)?.across ?? null,
        cell: day => {
          const across = growthOf(day)?.across ?? null;
          return across === null ? '—' : <Growth value={across} between={own.growth.acrossHint} />;
        },
      },
      {
        key: 'expected',
        header: words.growth.expected,
        numeric: true,
        value: day => day.expected,
        cell: day => day.expected,
      },
      {
        key: 'carried',
        header: words.growth.carried,
        numeric: true,
        value: day => day.carried,
        cell: day => day.carried,
      },
      {
        key: 'broadcast',
        header: words.growth.broadcast,
        value: nameOf,
        cell: day => <span className="nowrap">{nameOf(day) ?? ''}</span>,
      },
    ];
  }, [daily, names, growth, locale, words, own, href]);
};
