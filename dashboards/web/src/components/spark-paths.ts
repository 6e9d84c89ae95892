type SparkPaths = {
  /** Stretches without a gap, as points of a polyline. */
  readonly lines: readonly string[];
  /** Where the last value stands; null without any. */
  readonly end: { readonly x: number; readonly y: number } | null;
};

/** Room for the line's width and the dot at the edges. */
const EDGE = 2.5;

const at = (value: number): number => Math.round(value * 10) / 10;

/** A series in a drawing `width` × `height`: its lowest value at the bottom, its highest at the top, gaps left open. */
export const sparkPaths = (values: readonly (number | null)[], width: number, height: number): SparkPaths => {
  const known = values.filter(value => value !== null);
  if (known.length === 0) return { lines: [], end: null };
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const place = (value: number, index: number) => ({
    x: at(values.length === 1 ? width / 2 : EDGE + (index / (values.length - 1)) * (width - 2 * EDGE)),
    // A series that never moved is a line through the middle.
    y: at(range === 0 ? height / 2 : height - EDGE - ((value - low) / range) * (height - 2 * EDGE)),
  });
  const stretches: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) {
      stretches.push([]);
      return;
    }
    const { x, y } = place(value, index);
    stretches.at(-1)?.push(`${x},${y}`);
  });
  const last = values.findLastIndex(value => value !== null);
  const lastValue = values[last];
  return {
    lines: stretches.filter(points => points.length > 1).map(points => points.join(' ')),
    end: lastValue === null || lastValue === undefined ? null : place(lastValue, last),
  };
};
