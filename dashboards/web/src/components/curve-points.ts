import type { Readings } from '../../../api/contract.ts';

type Reading = Readings['readings'][number];
export type Point = { readonly x: number; readonly y: number };

/**
 * Readings as points of a drawing `width` × `height` whose value axis starts at zero: what the placement counted as
 * after each reading, and where readings were held. Instants `from` and `to` are the ends of the time axis, ms UTC.
 */
export const curvePoints = (
  readings: readonly Reading[],
  width: number,
  height: number,
): { counted: Point[]; held: Point[]; from: number; to: number } => {
  const rows = readings
    .map(reading => ({ ...reading, at: Date.parse(reading.observedAt) }))
    .sort((a, b) => a.at - b.at);
  const from = rows[0]?.at ?? 0;
  const to = rows.at(-1)?.at ?? 0;
  const most = Math.max(
    1,
    ...rows.flatMap(row => [row.low, ...(row.countLow === null ? [] : [row.countLow])]),
  );
  const point = (at: number, value: number): Point => ({
    x: to === from ? 0 : ((at - from) / (to - from)) * width,
    y: height - (value / most) * height,
  });
  return {
    counted: rows.flatMap(row => (row.countLow === null ? [] : [point(row.at, row.countLow)])),
    held: rows.flatMap(row => (row.verdict === 'held' ? [point(row.at, row.low)] : [])),
    from,
    to,
  };
};
