import type { Instant } from '../../pipeline/domain/reading.ts';

/** China has one zone and no summer time: the partners' days are UTC+8 all year. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** "2022-12-06T23:30:00+08:00", as platforms of the mainland write an instant. */
export const beijingIso = (instant: Instant): string =>
  `${new Date(instant + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** "2022-12-06 23:30", as people write it in a sheet. */
export const beijingMinute = (instant: Instant): string =>
  new Date(instant + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');

/** "2022-12-06". */
export const beijingDay = (instant: Instant): string =>
  new Date(instant + OFFSET_MS).toISOString().slice(0, 10);

/** First instant of the Beijing day that `instant` lies in. */
export const beijingMidnight = (instant: Instant): Instant =>
  Math.floor((instant + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;

/** Hours since 1970 on a Beijing clock, with fractions: 0 modulo 24 is midnight there. */
export const beijingHours = (instant: Instant): number => (instant + OFFSET_MS) / 3_600_000;
