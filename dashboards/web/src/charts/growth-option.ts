import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { formatDayShort } from '../format/dates.ts';
import { formatRound, formatShort } from '../format/numbers.ts';
import type { Locale } from '../locales/locale.ts';
import { barOf, type DayGrowth, type GrowthDay, hasTotal, labelledDays, runsOf } from './growth-days.ts';
import { type Pin, pinSeries } from './growth-pins.ts';
import { hatch } from './hatch.ts';
import { placeNames, scaleTo, shortName } from './name-layout.ts';
import type { ChartTheme } from './theme.ts';

export type GrowthOption = ComposeOption<
  | LineSeriesOption
  | BarSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

export type GrowthInput = {
  readonly days: readonly GrowthDay[];
  /** Growth by day index; a day that is not in it, or whose growth nobody knows, has no bar. */
  readonly growth: ReadonlyMap<number, DayGrowth>;
  readonly pins: readonly Pin[];
  /** Broadcasts by day index: the names beside the dots. */
  readonly broadcasts: ReadonlyMap<number, string>;
  readonly locale: Locale;
  readonly theme: ChartTheme;
  /** Width of the drawing in pixels. */
  readonly width: number;
  readonly tooltip: (index: number) => string;
};

const CURVE = { top: 34, height: 234 };
const BARS = { top: 312, height: 76 };

/** Where the curve is drawn, in pixels, and the value at its top. */
type Frame = {
  readonly left: number;
  readonly right: number;
  readonly max: number;
  readonly narrow: boolean;
};

const category = (at: number, value: number | null): [number, number | null] => [at, value];

/** Curve with interval band and broadcasts above, daily growth below, on one axis of days. */
export const growthOption = (input: GrowthInput): GrowthOption => {
  const { days, locale, theme, width } = input;
  const narrow = width < 560;
  const right = narrow ? 26 : 92;
  const left = narrow ? 46 : 56;
  const named = labelledDays(days.length, Math.floor((width - left - right) / (narrow ? 76 : 92)));
  const text = { color: theme.ink3, fontFamily: theme.font, fontSize: 12 };
  const xAxis = (gridIndex: number, labels: boolean) => ({
    type: 'category' as const,
    gridIndex,
    data: days.map(day => day.date),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.lineStrong } },
    axisLabel: {
      ...text,
      show: labels,
      margin: 10,
      hideOverlap: false,
      interval: (index: number) => named.has(index),
      formatter: (date: string) => formatDayShort(date, locale),
    },
    axisPointer: {
      show: true,
      label: { show: false },
      lineStyle: { color: theme.lineStrong, type: 'solid' as const },
    },
  });
  const cumulative = scaleTo(Math.max(0, ...days.map(day => day.low)), 4);
  const frame = { left, right: width - right, max: cumulative.max, narrow };
  const yAxis = (gridIndex: number, scale: object) => ({
    type: 'value' as const,
    gridIndex,
    ...scale,
    axisLabel: { ...text, formatter: (value: number) => formatRound(Math.round(value), locale) },
    splitLine: { lineStyle: { color: theme.line } },
    axisLine: { show: false },
    axisPointer: { show: false },
  });
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    axisPointer: { link: [{ xAxisIndex: [0, 1] }] },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      padding: [10, 14],
      backgroundColor: theme.surface,
      borderColor: theme.lineStrong,
      borderWidth: 1,
      extraCssText: `box-shadow: 0 6px 24px ${theme.shadow}; border-radius: 6px;`,
      textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
      formatter: params => {
        const first = Array.isArray(params) ? params[0] : params;
        // A stretch of the curve counts its points from its own start; the axis names the day.
        const date = first && 'axisValue' in first ? first.axisValue : null;
        const index = days.findIndex(day => day.date === date);
        return index === -1 ? '' : input.tooltip(index);
      },
    },
    grid: [
      { ...CURVE, left, right, outerBoundsMode: 'none' },
      { ...BARS, left, right, outerBoundsMode: 'none' },
    ],
    xAxis: [xAxis(0, false), xAxis(1, true)],
    yAxis: [yAxis(0, { min: 0, ...cumulative }), yAxis(1, { splitNumber: 2 })],
    series: [
      ...band(input),
      ...curve(input, narrow),
      ...pinSeries({ pins: input.pins, days: days.length, theme, frame }),
      broadcastDots(input, frame),
      ...growthBars(input),
    ],
  } as GrowthOption;
};

/** The interval, drawn as it is: where it is thinner than the line it cannot be seen, and that is the message. */
const band = ({ days, theme }: GrowthInput): LineSeriesOption[] => {
  const shared = {
    type: 'line' as const,
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    z: 1,
  };
  const closed = (day: GrowthDay) => hasTotal(day) && day.high !== null;
  return [
    { ...shared, data: days.map((day, i) => category(i, closed(day) ? day.low : null)) },
    {
      ...shared,
      areaStyle: { color: theme.accent, opacity: 0.22 },
      data: days.map((day, i) => category(i, closed(day) && day.high !== null ? day.high - day.low : null)),
    },
  ];
};

const curve = ({ days, locale, theme }: GrowthInput, narrow: boolean): LineSeriesOption[] => {
  const runs = runsOf(days);
  const end = days.findLastIndex(hasTotal);
  return runs.map(run => ({
    type: 'line',
    silent: true,
    showAllSymbol: true,
    showSymbol: run.from === run.to || run.to === end,
    symbol: (_value: unknown, params: { dataIndex: number }) =>
      run.from + params.dataIndex === end ? 'circle' : 'none',
    symbolSize: 8,
    lineStyle: {
      color: theme.accent,
      width: 2.25,
      type: run.dotted ? [1.5, 5] : 'solid',
      cap: 'round',
    },
    itemStyle: { color: theme.accent },
    z: 3,
    data: days.slice(run.from, run.to + 1).map((day, offset) => ({
      value: category(run.from + offset, day.low),
      label: {
        show: run.from + offset === end,
        position: narrow ? 'top' : 'right',
        align: narrow ? 'right' : 'left',
        distance: narrow ? 8 : 12,
        formatter: () => formatShort(day.low, locale),
        color: theme.ink,
        fontFamily: theme.font,
        fontSize: narrow ? 14 : 16,
        fontWeight: 600,
      },
    })),
  }));
};

/** Broadcasts as open dots on the curve, named where there is room. */
const broadcastDots = ({ days, broadcasts, theme }: GrowthInput, frame: Frame): ScatterSeriesOption => {
  const dots = [...broadcasts].flatMap(([index, name]) => {
    const day = days[index];
    if (!day || !hasTotal(day)) return [];
    const x = frame.left + ((index + 0.5) / days.length) * (frame.right - frame.left);
    const y = CURVE.top + CURVE.height * (1 - day.low / frame.max);
    return [{ index, low: day.low, x, y, name: shortName(name, frame.narrow ? 104 : 300) }];
  });
  const end = { left: frame.right - 76, right: frame.right + 20, top: 0, bottom: CURVE.top + 26 };
  const bounds = { left: frame.left, right: frame.right, top: 0, bottom: CURVE.top + CURVE.height - 2 };
  const places = placeNames(dots, bounds, frame.narrow ? [end] : []);
  return {
    type: 'scatter',
    silent: true,
    symbol: 'circle',
    symbolSize: frame.narrow ? 6 : 8,
    z: 4,
    itemStyle: { color: theme.ground, borderColor: theme.accent, borderWidth: 1.75, opacity: 1 },
    labelLayout: ({ dataIndex }) => ({ dy: places[dataIndex ?? -1]?.dy ?? 0 }),
    data: dots.map(({ index, low, name }, at) => ({
      value: category(index, low),
      label: {
        show: Boolean(places[at]),
        formatter: () => name,
        position: places[at]?.side === 'below' ? 'right' : 'left',
        distance: 4,
        color: theme.ink2,
        textBorderColor: theme.ground,
        textBorderWidth: 3,
        fontFamily: theme.font,
        fontSize: 12,
      },
    })),
  } as ScatterSeriesOption;
};

/** One bar a day, from zero to what the total rose by; hatched where the day it belongs to is an estimate. */
const growthBars = ({ days, growth, theme }: GrowthInput): BarSeriesOption[] => {
  const bars = (part: 'sure' | 'estimate', itemStyle: BarSeriesOption['itemStyle']): BarSeriesOption => ({
    type: 'bar',
    stack: 'growth',
    xAxisIndex: 1,
    yAxisIndex: 1,
    silent: true,
    barMaxWidth: 22,
    barCategoryGap: '38%',
    ...(itemStyle && { itemStyle }),
    data: days.map((_, index) => {
      const day = growth.get(index);
      return day ? barOf(day)[part] : '-';
    }),
  });
  return [
    bars('sure', { color: theme.accent, opacity: 0.85 }),
    bars('estimate', { color: hatch(theme.accent), borderColor: theme.accent, borderWidth: 1 }),
  ];
};
