import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Chart, createChart } from '../../charts/echarts.ts';
import { chartTheme } from '../../charts/theme.ts';
import { useDark } from '../../theme/theme.ts';
import { HEIGHT } from './curve-height.ts';
import type { Reading } from './reading-key.ts';
import { type ReadingInput, readingOption } from './reading-option.ts';

type Props = Pick<ReadingInput, 'readings' | 'falls' | 'timeZone' | 'locale' | 'names'> & {
  readonly label: string;
  /** Lines that say one reading in full; shown in the tooltip and read out by arrow keys. */
  readonly describe: (reading: Reading) => readonly string[];
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** The drawing, in the chunk that carries the chart library. Arrow keys walk the readings. */
const ReadingChart = ({ readings, falls, timeZone, locale, names, label, describe }: Props) => {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const dark = useDark();

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    chart.current = createChart(node);
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      chart.current?.resize();
      setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dark` changes what the colour tokens resolve to.
  useEffect(() => {
    if (width === 0) return;
    const tooltip = (index: number): string => {
      const reading = readings[index];
      return reading === undefined
        ? ''
        : describe(reading)
            .map(
              (line, row) => `<div style="${row === 0 ? 'font-weight:600' : ''}">${escapeHtml(line)}</div>`,
            )
            .join('');
    };
    chart.current?.setOption(
      readingOption({ readings, falls, timeZone, locale, names, theme: chartTheme(), width, tooltip }),
      true,
    );
  }, [readings, falls, timeZone, locale, names.held, names.fall, describe, width, dark]);

  const walk = (event: KeyboardEvent) => {
    const last = readings.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: Math.max(0, (at ?? last + 1) - 1),
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
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
