import type { Daily, Series } from '../../../api/contract.ts';

export type GrowthDay = Daily['days'][number];

/** A stretch of the curve drawn in one manner; neighbours share their end points, so that the line does not break. */
export type Run = { readonly dotted: boolean; readonly from: number; readonly to: number };

/**
 * What the total rose by on a day, which is the step of the curve to the digit; and how much of that lies between two
 * readings on either side of the day's beginning, so that the day it belongs to is an estimate.
 */
export type DayGrowth = { readonly risen: number; readonly across: number; readonly unknown: number };

/** The growth of the curve's days by their index; days that the series does not have, or without a total, are left out. */
export const growthByDay = (
  days: readonly GrowthDay[],
  buckets: Series['buckets'],
): ReadonlyMap<number, DayGrowth> => {
  const named = new Map(buckets.map(bucket => [bucket.name, bucket]));
  return new Map(
    days.flatMap((day, index) => {
      const bucket = named.get(day.date);
      if (!bucket || !hasTotal(day)) return [];
      return [[index, { risen: day.growth, across: bucket.acrossStart, unknown: bucket.unknown }] as const];
    }),
  );
};

/** A day's bar in two parts that end where it does: what grew on the day, and what may have grown the day before. */
export const barOf = ({ risen, across }: DayGrowth): { readonly sure: number; readonly estimate: number } => {
  const estimate = Math.min(Math.max(across, Math.min(0, risen)), Math.max(0, risen));
  return { sure: risen - estimate, estimate };
};

/** Days before the first placement was expected have no total: a gap, not a zero. */
export const hasTotal = (day: GrowthDay): boolean => day.expected > 0;

/**
 * Cuts the curve into stretches, as index pairs into `days`. The step into a day is dotted when some of that day's
 * placements were carried; days without a total break the line.
 */
export const runsOf = (days: readonly GrowthDay[]): Run[] => {
  const runs: Run[] = [];
  let last: Run | null = null;
  days.forEach((day, index) => {
    const before = days[index - 1];
    if (!hasTotal(day)) {
      last = null;
      return;
    }
    const dotted = day.carried > 0;
    if (last && before && hasTotal(before) && last.to > last.from && last.dotted === dotted) {
      last = { ...last, to: index };
      runs[runs.length - 1] = last;
      return;
    }
    if (before && hasTotal(before)) {
      // A stretch of one point has no manner yet; it takes that of its first step.
      const open = last && last.from === last.to;
      last = { dotted, from: index - 1, to: index };
      if (open) runs[runs.length - 1] = last;
      else runs.push(last);
      return;
    }
    last = { dotted: false, from: index, to: index };
    runs.push(last);
  });
  return runs;
};

/** Which days get a name under the axis: first and last always, others evenly and never crowding the last. */
export const labelledDays = (count: number, room: number): ReadonlySet<number> => {
  const wanted = Math.max(2, room);
  const step = Math.max(1, Math.ceil((count - 1) / (wanted - 1)));
  const shown = new Set<number>();
  for (let index = 0; index < count; index += step) if (count - 1 - index >= step * 0.75) shown.add(index);
  if (count > 0) shown.add(count - 1);
  return shown;
};
