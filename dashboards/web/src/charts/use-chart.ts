import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { usePrinting } from '../components/use-printing.ts';
import { type Chart, createChart } from './echarts.ts';

type ChartOnPage = {
  /** Where it is drawn. */
  readonly element: RefObject<HTMLDivElement | null>;
  readonly chart: RefObject<Chart | null>;
  /** Of the drawing, px; 0 until it is laid out: nothing is drawn before. */
  readonly width: number;
};

/** A chart that lives as long as its component and keeps its element's width. */
export const useChart = (): ChartOnPage => {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const [width, setWidth] = useState(0);
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
  const printing = usePrinting();
  useLayoutEffect(() => {
    const svg = element.current?.querySelector('svg');
    if (!printing || !svg) return;
    // Paper is narrower than the window it was drawn for: with this it shrinks whole (theme/print.css).
    svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
    return () => svg.removeAttribute('viewBox');
  }, [printing]);
  return { element, chart, width };
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** Lines of a tooltip as HTML, the first one heavier. */
export const tooltipHtml = (lines: readonly string[]): string =>
  lines
    .map((line, row) => `<div style="${row === 0 ? 'font-weight:600' : ''}">${escapeHtml(line)}</div>`)
    .join('');
