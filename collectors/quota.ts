import type { Clock } from '../pipeline/clock.ts';
import { DAY, localDate } from '../pipeline/days.ts';
import type { Limits, LimitsFile } from './limits-file.ts';

/** What a platform counts by: a name, and the zone in which its day begins. */
export type QuotaKey = { readonly name: string; readonly zone: string };

export type Quota = {
  /** Requests made today. */
  used(key: QuotaKey): number;
  /** Notes one request, on disk, before it is sent; false when the day's `limit` is used up. */
  spend(key: QuotaKey, limit: number): Promise<boolean>;
};

/** Longer than any zone's day lasts beyond the UTC one: what is older concerns nobody. */
const KEPT_MS = 2 * DAY;

/** Requests made today, by key: over restarts, and together with every other process on the same file. */
export const createQuota = (file: LimitsFile, clock: Clock): Quota => {
  const today = ({ zone }: QuotaKey): string => localDate(clock.now(), zone);
  const countOf = (used: Limits['used'], key: QuotaKey): number => {
    const entry = used[key.name];
    return entry?.day === today(key) ? entry.count : 0;
  };
  const current = (used: Limits['used']): Limits['used'] => {
    const oldest = localDate(clock.now() - KEPT_MS, 'UTC');
    return Object.fromEntries(Object.entries(used).filter(([, { day }]) => day >= oldest));
  };
  return {
    used: key => countOf(file.read().used, key),
    spend: (key, limit) =>
      file.change((before, save) => {
        const count = countOf(before.used, key);
        if (count >= limit) return false;
        const used = { ...current(before.used), [key.name]: { day: today(key), count: count + 1 } };
        save({ ...before, used });
        return true;
      }),
  };
};
