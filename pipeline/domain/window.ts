import { DAY, HOUR } from '../days.ts';
import type { Instant } from './reading.ts';

/** For how long a platform speaks of an item. */
export type Window = {
  /** Until then it answers for certain. */
  readonly certain: Instant;
  /** Until then its late numbers of the last days may still come: it answers, or says nothing. */
  readonly last: Instant;
};

/**
 * Where an item stands in its platform's look-back window: `open`, `closing` (an end of it comes before the next planned
 * reading, so this one is the last that is certain), or `closed` (the platform says nothing of it any more, and its last
 * count is final).
 */
export type WindowStanding = 'open' | 'closing' | 'closed';

/** The window of an item; null where the platform answers for ever, or the item's publication is unknown. */
export const windowOf = (
  publishedAt: Instant | null,
  { lookBackDays, delayHours }: { readonly lookBackDays: number | null; readonly delayHours: number | null },
): Window | null => {
  if (publishedAt === null || lookBackDays === null) return null;
  const certain = publishedAt + lookBackDays * DAY;
  // A delay nobody stated adds no time in which an answer could be counted on.
  return { certain, last: delayHours === null ? certain : certain + delayHours * HOUR };
};

/** @param nextReading when the item is sure to have been asked for again, the length of that run included */
export const windowStanding = (window: Window | null, now: Instant, nextReading: Instant): WindowStanding => {
  if (window === null) return 'open';
  if (now >= window.last) return 'closed';
  const ends = [window.certain, window.last];
  return ends.some(end => now < end && nextReading >= end) ? 'closing' : 'open';
};
