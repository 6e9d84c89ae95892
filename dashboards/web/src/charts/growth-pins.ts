import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import { textWidth } from './name-layout.ts';
import type { ChartTheme } from './theme.ts';

/** Something that happened to a total on a day of the curve: a threshold crossed, a rule changed, a figure frozen. */
export type Pin = {
  readonly kind: 'milestone' | 'break' | 'publication';
  /** Index of its day. */
  readonly index: number;
  /** What stands beside its mark where there is room. */
  readonly short: string;
};

/** A pin with what is said of it below the chart, and where it leads. */
export type NamedPin = Pin & {
  readonly key: string;
  readonly date: string;
  readonly text: string;
  readonly note: string;
  /** The page as of a wall time, the definitions, or a publication. */
  readonly to: { readonly asOf: string } | { readonly publication: string } | 'formula';
};

const SYMBOLS = { milestone: 'diamond', break: 'rect', publication: 'pin' } as const;
const SIZES: Record<Pin['kind'], number | [number, number]> = {
  milestone: 9,
  break: [3, 12],
  publication: 16,
};
/** How far above the plot the marks stand, in pixels. */
const LANE = 12;
const GAP = 8;

/**
 * Which pins get their words: left to right, each only where these end before the next mark and before the edge.
 * @param xs pixels of the marks, in the order of the pins
 */
export const namedPins = (
  xs: readonly number[],
  shorts: readonly string[],
  right: number,
): readonly boolean[] => {
  let taken = Number.NEGATIVE_INFINITY;
  return xs.map((x, at) => {
    const from = x + GAP;
    const to = from + textWidth(shorts[at] ?? '');
    const next = xs.slice(at + 1).find(other => other > x) ?? Number.POSITIVE_INFINITY;
    // Of several on one day the last is named: the highest threshold.
    if (xs.lastIndexOf(x) !== at || from < taken || to > right || to > next - GAP) return false;
    taken = to;
    return true;
  });
};

type Input = {
  readonly pins: readonly Pin[];
  readonly days: number;
  readonly theme: ChartTheme;
  /** Value at the top of the plot, and its edges in pixels. */
  readonly frame: {
    readonly left: number;
    readonly right: number;
    readonly max: number;
    readonly narrow: boolean;
  };
};

/** The pins in a lane above the plot; a change of definition is a line through all of it, since the curve breaks there. */
export const pinSeries = ({
  pins,
  days,
  theme,
  frame,
}: Input): [] | [LineSeriesOption, ScatterSeriesOption] => {
  if (pins.length === 0) return [];
  const xs = pins.map(
    ({ index }) => frame.left + ((index + 0.5) / Math.max(1, days)) * (frame.right - frame.left),
  );
  const named = namedPins(
    xs,
    pins.map(({ short }) => short),
    // Where it is narrow the last value of the curve stands in the lane's last part.
    frame.narrow ? frame.right - 76 : frame.right + 20,
  );
  const breaks = pins.filter(({ kind }) => kind === 'break');
  return [
    {
      type: 'line',
      data: [],
      silent: true,
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        label: { show: false },
        lineStyle: { color: theme.ink2, width: 1, type: [3, 3] },
        data: breaks.map(({ index }) => ({ xAxis: index })),
      },
    } as LineSeriesOption,
    {
      type: 'scatter',
      silent: true,
      clip: false,
      z: 4,
      data: pins.map(({ kind, index, short }, at) => ({
        value: [index, frame.max],
        symbol: SYMBOLS[kind],
        symbolSize: SIZES[kind],
        symbolOffset: [0, -LANE],
        itemStyle: { color: kind === 'break' ? theme.ink2 : theme.accent, opacity: 1 },
        label: {
          show: named[at] === true,
          formatter: () => short,
          position: 'right',
          distance: 4,
          color: theme.ink2,
          fontFamily: theme.font,
          fontSize: 12,
        },
      })),
    } as ScatterSeriesOption,
  ];
};
