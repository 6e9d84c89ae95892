import { useEffect } from 'react';
import type { CampaignComparison } from '../../../api/contract.ts';
import { formatRound, formatShort } from '../format/numbers.ts';
import type { Locale } from '../locales/locale.ts';
import { useDark } from '../theme/theme.ts';
import { scaleTo } from './name-layout.ts';
import { type ChartTheme, chartTheme } from './theme.ts';
import { useChart } from './use-chart.ts';

type Props = {
  readonly data: CampaignComparison;
  readonly locale: Locale;
  readonly height: number;
  /** What stands at the end of each line: this campaign's, then the other's. */
  readonly names: readonly string[];
  readonly dayName: (day: number) => string;
  readonly label: string;
};

/** Two cumulative curves by day of the campaign, each named at its end. */
const ComparisonChart = ({ data, locale, height, names, dayName, label }: Props) => {
  const { element, chart, width } = useChart();
  const dark = useDark();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dark` changes what the colour tokens resolve to.
  useEffect(() => {
    if (width === 0) return;
    chart.current?.setOption(option({ data, locale, names, dayName, theme: chartTheme() }), true);
  }, [data, locale, names, dayName, width, dark]);

  return <div ref={element} style={{ height, width: '100%' }} role="img" aria-label={label} />;
};

type OptionInput = Pick<Props, 'data' | 'locale' | 'names' | 'dayName'> & { readonly theme: ChartTheme };

const option = ({ data: { days }, locale, names, dayName, theme }: OptionInput) => {
  const text = { color: theme.ink3, fontFamily: theme.font, fontSize: 12 };
  const lows = days.flatMap(({ campaign, other }) => [campaign?.low ?? 0, other?.low ?? 0]);
  const line = (side: 'campaign' | 'other', index: number) => {
    const end = days.findLastIndex(day => (day[side]?.low ?? null) !== null);
    return {
      type: 'line' as const,
      name: names[index] ?? '',
      showSymbol: false,
      lineStyle: { color: index === 0 ? theme.accent : theme.ink3, width: index === 0 ? 2.25 : 1.75 },
      itemStyle: { color: index === 0 ? theme.accent : theme.ink3 },
      data: days.map(day => day[side]?.low ?? null),
      endLabel: {
        show: end >= 0,
        formatter: names[index] ?? '',
        color: index === 0 ? theme.ink : theme.ink2,
        fontFamily: theme.font,
        fontSize: 14,
        fontWeight: index === 0 ? 600 : 400,
      },
    };
  };
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.surface,
      borderColor: theme.lineStrong,
      textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? formatShort(value, locale) : '—'),
    },
    grid: { top: 16, bottom: 28, left: 56, right: 56, outerBoundsMode: 'none' as const },
    xAxis: {
      type: 'category' as const,
      data: days.map(({ day }) => dayName(day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisLabel: text,
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      ...scaleTo(Math.max(0, ...lows), 4),
      axisLabel: { ...text, formatter: (value: number) => formatRound(Math.round(value), locale) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [line('campaign', 0), line('other', 1)],
  };
};

export default ComparisonChart;
