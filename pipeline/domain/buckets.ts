import { DateTime } from 'luxon';
import { endOfDay, HOUR, iso, localDate, startOfDay } from '../days.ts';
import type { Instant } from './reading.ts';

export const GRAINS = ['hour', 'day'] as const;
export type Grain = (typeof GRAINS)[number];

/** Half-open, but for the last, which ends with the moment asked for. */
export type Bucket = {
  /** `2022-12-30` or `2022-12-30T18:00+08:00`, in the zone. */
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
};

/** An hourly series is for looking closely. */
const MOST_HOURS = 14 * 24;
/** Three years of days. */
const MOST_DAYS = 1_100;

export class SeriesRangeError extends Error {
  override readonly name = 'SeriesRangeError';
}

/**
 * The calendar days (23 to 25 hours where the clocks change) or hours of a zone that reach into [from, to). The last ends
 * at `to`, the first begins with its whole day or hour.
 * @throws SeriesRangeError when the range is empty or too long.
 */
export const bucketsOf = (grain: Grain, from: Instant, to: Instant, zone: string): Bucket[] => {
  if (from >= to) {
    throw new SeriesRangeError(
      `A series needs a beginning before its end; this one begins at ${iso(from)} and ends at ${iso(to)}.`,
    );
  }
  const buckets: Bucket[] = [];
  const most = grain === 'hour' ? MOST_HOURS : MOST_DAYS;
  for (let start = startOf(grain, from, zone); start < to; ) {
    const end = endOf(grain, start, zone);
    buckets.push({ name: nameOf(grain, start, zone), from: start, to: Math.min(end, to) });
    if (buckets.length > most) {
      throw new SeriesRangeError(
        grain === 'hour'
          ? `An hourly series covers at most ${MOST_HOURS} hours (14 days); ${iso(from)} to ${iso(to)} is longer. Ask for a part, or by day.`
          : `A daily series covers at most ${MOST_DAYS} days; ${iso(from)} to ${iso(to)} is longer. Ask for a part.`,
      );
    }
    start = end;
  }
  return buckets;
};

/** The zone's offset within the hour (India: 30 minutes) moves the full hours; no zone changes it within an hour. */
const startOf = (grain: Grain, at: Instant, zone: string): Instant =>
  grain === 'day'
    ? startOfDay(localDate(at, zone), zone)
    : DateTime.fromMillis(at, { zone }).startOf('hour').toMillis();

const endOf = (grain: Grain, start: Instant, zone: string): Instant =>
  grain === 'day' ? endOfDay(localDate(start, zone), zone) : start + HOUR;

const nameOf = (grain: Grain, start: Instant, zone: string): string =>
  grain === 'day'
    ? localDate(start, zone)
    : DateTime.fromMillis(start, { zone }).toFormat("yyyy-MM-dd'T'HH:mmZZ");

/** The edges of buckets: where each begins, and where the last ends. */
export const edgesOf = (buckets: readonly Bucket[]): Instant[] => [
  ...buckets.map(({ from }) => from),
  ...buckets.slice(-1).map(({ to }) => to),
];
