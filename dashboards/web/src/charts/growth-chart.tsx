import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Locale } from '../locales/locale.ts';
import { useDark } from '../theme/theme.ts';
import type { DayGrowth, GrowthDay } from './growth-days.ts';
import { GROWTH_HEIGHT } from './growth-height.ts';
import { growthOption } from './growth-option.ts';
import type { Pin } from './growth-pins.ts';
import { chartTheme } from './theme.ts';
import { tooltipHtml, useChart } from './use-chart.ts';
import { walkTo } from './walk.ts';

type GrowthChartProps = {
  readonly days: readonly GrowthDay[];
  readonly growth: ReadonlyMap<number, DayGrowth>;
  readonly pins: readonly Pin[];
  readonly broadcasts: ReadonlyMap<number, string>;
  readonly locale: Locale;
  readonly label: string;
  /** Lines that say one day in full; shown in the tooltip and read out by arrow keys. */
  readonly describe: (index: number) => readonly string[];
};

/** The drawing itself, in the chunk that carries the chart library. Arrow keys walk the days. */
const GrowthChart = ({ days, growth, pins, broadcasts, locale, label, describe }: GrowthChartProps) => {
  const { element, chart, width } = useChart();
  const [at, setAt] = useState<number | null>(null);
  const dark = useDark();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dark` changes what the colour tokens resolve to.
  useEffect(() => {
    if (width === 0) return;
    const tooltip = (index: number) => tooltipHtml(describe(index));
    chart.current?.setOption(
      growthOption({ days, growth, pins, broadcasts, locale, theme: chartTheme(), width, tooltip }),
      true,
    );
  }, [days, growth, pins, broadcasts, locale, describe, width, dark]);

  const walk = (event: KeyboardEvent) => {
    const next = walkTo(event.key, at, days.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    // The bars: one series with a value for every day.
    const series = Number((chart.current?.getOption().series as unknown[] | undefined)?.length) - 1;
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: series, dataIndex: next });
  };

  const read = at ?? days.length - 1;
  return (
    <div
      ref={element}
      className="growth-canvas"
      style={{ height: GROWTH_HEIGHT }}
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={days.length - 1}
      aria-valuenow={read}
      aria-valuetext={describe(read).join(' · ')}
      tabIndex={0}
      onKeyDown={walk}
      onBlur={() => {
        setAt(null);
        chart.current?.dispatchAction({ type: 'hideTip' });
      }}
    />
  );
};

export default GrowthChart;
