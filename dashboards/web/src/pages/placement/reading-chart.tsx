import { type KeyboardEvent, useEffect, useState } from 'react';
import { chartTheme } from '../../charts/theme.ts';
import { tooltipHtml, useChart } from '../../charts/use-chart.ts';
import { walkTo } from '../../charts/walk.ts';
import type { Reading } from '../../components/readings/reading-key.ts';
import { useDark } from '../../theme/theme.ts';
import { HEIGHT } from './curve-height.ts';
import { type ReadingInput, readingOption } from './reading-option.ts';

type Props = Pick<
  ReadingInput,
  'readings' | 'falls' | 'until' | 'carriedFrom' | 'timeZone' | 'locale' | 'names'
> & {
  readonly label: string;
  /** Lines that say one reading in full; shown in the tooltip and read out by arrow keys. */
  readonly describe: (reading: Reading) => readonly string[];
};

/** The drawing, in the chunk that carries the chart library. Arrow keys walk the readings. */
const ReadingChart = (props: Props) => {
  const { readings, falls, until, carriedFrom, timeZone, locale, names, label, describe } = props;
  const { element, chart, width } = useChart();
  const [at, setAt] = useState<number | null>(null);
  const dark = useDark();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dark` changes what the colour tokens resolve to.
  useEffect(() => {
    if (width === 0) return;
    const tooltip = (index: number): string => {
      const reading = readings[index];
      return reading === undefined ? '' : tooltipHtml(describe(reading));
    };
    chart.current?.setOption(
      readingOption({
        ...{ readings, falls, until, carriedFrom, timeZone, locale, names },
        ...{ theme: chartTheme(), width, tooltip },
      }),
      true,
    );
  }, [readings, falls, until, carriedFrom, timeZone, locale, names.held, names.fall, describe, width, dark]);

  const walk = (event: KeyboardEvent) => {
    const next = walkTo(event.key, at, readings.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next });
  };

  const shown = readings[at ?? readings.length - 1];
  return (
    <div
      ref={element}
      className="growth-canvas"
      style={{ height: HEIGHT }}
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={readings.length - 1}
      aria-valuenow={at ?? readings.length - 1}
      aria-valuetext={shown ? describe(shown).join(' · ') : ''}
      tabIndex={0}
      onKeyDown={walk}
      onBlur={() => {
        setAt(null);
        chart.current?.dispatchAction({ type: 'hideTip' });
      }}
    />
  );
};

export default ReadingChart;
