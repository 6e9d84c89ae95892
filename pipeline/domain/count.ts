/**
 * A count with bounds, in view-times (or whatever the metric counts). `high: null` is an open upper end
 * ("10万+": at least 100,001, nobody knows how many more). Exact when low equals high.
 */
export type Count = { readonly low: number; readonly high: number | null };

export const ZERO: Count = { low: 0, high: 0 };

/** The count of a number stated in full. */
export const exact = (value: number): Count => ({ low: value, high: value });

export const isExact = (count: Count): boolean => count.low === count.high;

/** Interval sum: lower ends add to the lower end; one open end leaves the sum open. */
export const add = (a: Count, b: Count): Count => ({
  low: a.low + b.low,
  high: a.high === null || b.high === null ? null : a.high + b.high,
});

export const sum = (counts: Iterable<Count>): Count => {
  let total = ZERO;
  for (const count of counts) total = add(total, count);
  return total;
};
