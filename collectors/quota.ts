import { z } from 'zod';
import type { Clock } from '../pipeline/clock.ts';
import { DAY, localDate } from '../pipeline/days.ts';
import { readIfPresent, writeAtomic } from './atomic-file.ts';
import { CollectorError } from './errors.ts';
import { withFileLock } from './file-lock.ts';

/** Requests of each key, on the day of its own zone on which it was last used. */
const Counts = z.object({
  used: z.record(z.string(), z.object({ day: z.iso.date(), count: z.int().nonnegative() })),
});
type Counts = z.infer<typeof Counts>;

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

/**
 * Requests made today, by key, kept in a file: a platform counts on when our process restarts. The file is read
 * again for each request, so a second process on the same data folder spends from the same quota.
 * @throws CollectorError of kind `config` when the file is not one of ours.
 */
export const createQuota = (file: string, clock: Clock): Quota => {
  const read = (): Counts['used'] => {
    const text = readIfPresent(file);
    return text === null ? {} : parse(text, file).used;
  };
  const today = ({ zone }: QuotaKey): string => localDate(clock.now(), zone);
  const countOf = (used: Counts['used'], key: QuotaKey): number => {
    const entry = used[key.name];
    return entry?.day === today(key) ? entry.count : 0;
  };
  const current = (used: Counts['used']): Counts['used'] => {
    const oldest = localDate(clock.now() - KEPT_MS, 'UTC');
    return Object.fromEntries(Object.entries(used).filter(([, { day }]) => day >= oldest));
  };
  return {
    used: key => countOf(read(), key),
    spend: (key, limit) =>
      withFileLock(file, () => {
        const used = read();
        const before = countOf(used, key);
        if (before >= limit) return false;
        const after = { ...current(used), [key.name]: { day: today(key), count: before + 1 } };
        // No flush to disk: a power cut may forget the last requests, a killed process does not.
        writeAtomic(file, JSON.stringify({ used: after }), { durable: false });
        return true;
      }),
  };
};

const parse = (text: string, file: string): Counts => {
  try {
    return Counts.parse(JSON.parse(text));
  } catch (error) {
    throw new CollectorError(
      'config',
      `${file} should hold the day's request counts but cannot be read. Remove it to start counting anew.`,
      { cause: error },
    );
  }
};
