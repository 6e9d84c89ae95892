import type { FallRow } from '../../../../api/contract.ts';
import { scaleTo } from '../../charts/name-layout.ts';
import type { ChartTheme } from '../../charts/theme.ts';
import type { Reading } from '../../components/readings/reading-key.ts';
import { dayOf, formatDayShort, instantOf } from '../../format/dates.ts';
import { formatRound, formatShort } from '../../format/numbers.ts';
import type { Locale } from '../../locales/locale.ts';
import { colourOf } from '../../theme/theme.ts';

export type ReadingInput = {
  /** Oldest first. */
  readonly readings: readonly Reading[];
  readonly falls: readonly FallRow[];
  /** T: the count stands until then. */
  readonly until: number;
  /** From when on it is carried, not read; null: it is fresh. */
  readonly carriedFrom: number | null;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly names: { readonly held: string; readonly fall: string };
  readonly theme: ChartTheme;
  readonly width: number;
  readonly tooltip: (index: number) => string;
};

/** The count after each reading as steps, held readings where they were read, falls as upright lines. */
export const readingOption = (input: ReadingInput) => {
  const { readings, falls, until, carriedFrom, timeZone, locale, names, theme, width, tooltip } = input;
  const narrow = width < 560;
  const times = readings.map(({ observedAt }) => Date.parse(observedAt));
  const highest = readings.reduce((most, { low, countLow }) => Math.max(most, low, countLow ?? low), 0);
  const text = { color: theme.ink3, fontFamily: theme.font, fontSize: 12 };
  const held = colourOf('--held');
  const failed = colourOf('--failed');
  const last = readings.findLast(({ countLow }) => countLow !== null)?.countLow ?? null;
  const point = (index: number, value: number | null) => [times[index], value] as const;
  const counted = readings.map(({ countLow }, index) => point(index, countLow));
  const isCarried = ([at]: readonly [number | undefined, number | null]): boolean =>
    carriedFrom !== null && at !== undefined && at >= carriedFrom;
  const end = [until, last] as const;
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    grid: {
      top: 34,
      bottom: 28,
      left: narrow ? 46 : 56,
      right: narrow ? 26 : 92,
      outerBoundsMode: 'none' as const,
    },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      transitionDuration: 0,
      padding: [10, 14],
      backgroundColor: theme.surface,
      borderColor: theme.lineStrong,
      textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
      formatter: (params: unknown) => {
        const [first] = Array.isArray(params)
          ? (params as { value: readonly [number, number | null] }[])
          : [];
        const index = first ? times.indexOf(first.value[0]) : -1;
        return index === -1 ? '' : tooltip(index);
      },
    },
    // Instants as numbers, so that days are named in the campaign's zone and not the reader's.
    xAxis: {
      type: 'value' as const,
      ...axisOf([...times, until], timeZone, width),
      splitLine: { show: false },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisLabel: {
        ...text,
        hideOverlap: true,
        // The end is seldom a midnight: its name would stand on the one before it.
        showMaxLabel: false,
        formatter: (at: number) => formatDayShort(dayOf(at, timeZone), locale),
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      ...scaleTo(highest, 4),
      axisLabel: { ...text, formatter: (value: number) => formatRound(Math.round(value), locale) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        type: 'line' as const,
        step: 'end' as const,
        showSymbol: false,
        lineStyle: { color: theme.accent, width: 2.25 },
        itemStyle: { color: theme.accent },
        // The first point that is carried ends what was read.
        data:
          carriedFrom === null
            ? [...counted, end]
            : counted.filter(([at]) => at !== undefined && at <= carriedFrom),
        endLabel: {
          show: !narrow && last !== null && carriedFrom === null,
          formatter: () => (last === null ? '' : formatShort(last, locale)),
          color: theme.ink,
          fontFamily: theme.font,
          fontSize: 16,
          fontWeight: 600,
        },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: failed, width: 1, type: [3, 3] as [number, number] },
          label: {
            formatter: names.fall,
            color: failed,
            fontFamily: theme.font,
            fontSize: 12,
            position: 'end' as const,
          },
          data: falls.map(({ at }) => ({ xAxis: Date.parse(at) })),
        },
      },
      {
        type: 'line' as const,
        step: 'end' as const,
        showSymbol: false,
        silent: true,
        tooltip: { show: false },
        lineStyle: {
          color: theme.accent,
          width: 2.25,
          type: [1.5, 5] as [number, number],
          cap: 'round' as const,
        },
        itemStyle: { color: theme.accent },
        data: carriedFrom === null ? [] : [...counted.filter(isCarried), end],
        endLabel: {
          show: !narrow && last !== null,
          formatter: () => (last === null ? '' : formatShort(last, locale)),
          color: theme.ink,
          fontFamily: theme.font,
          fontSize: 16,
          fontWeight: 600,
        },
      },
      {
        type: 'scatter' as const,
        name: names.held,
        symbol: 'circle',
        symbolSize: 8,
        itemStyle: { color: theme.ground, borderColor: held, borderWidth: 2, opacity: 1 },
        data: readings.flatMap(({ verdict, low }, index) => (verdict === 'held' ? [point(index, low)] : [])),
      },
    ],
  };
};

const DAY = 86_400_000;

/** From the midnight before the first reading to the last, named every so many whole days. */
const axisOf = (times: readonly number[], timeZone: string, width: number) => {
  const [first = 0, last = first] = [times[0], times.at(-1)];
  const min = instantOf(`${dayOf(first, timeZone)}T00:00`, timeZone) ?? first;
  const named = Math.max(2, Math.floor(width / 130));
  return { min, max: last, interval: Math.max(1, Math.ceil((last - min) / DAY / named)) * DAY };
};
