import { z } from 'zod';
import type { Clock } from '../pipeline/clock.ts';
import { localDate } from '../pipeline/days.ts';
import { readIfPresent, writeAtomic } from './atomic-file.ts';
import { CollectorError } from './errors.ts';
import { withFileLock } from './file-lock.ts';

const Counts = z.object({ day: z.iso.date(), used: z.record(z.string(), z.int().nonnegative()) });
type Counts = z.infer<typeof Counts>;

export type Quota = {
  used(key: string): number;
  /** Notes one request, on disk, before it is sent; false when the day's `limit` is used up. */
  spend(key: string, limit: number): Promise<boolean>;
};

/**
 * Requests made today, by key, kept in a file: a platform counts on when our process restarts. The file is read
 * again for each request, so a second process on the same data folder spends from the same quota.
 * @throws CollectorError of kind `config` when the file is not one of ours.
 */
export const createQuota = (file: string, clock: Clock, zone: string): Quota => {
  const today = (): Counts => {
    const day = localDate(clock.now(), zone);
    const text = readIfPresent(file);
    if (text === null) return { day, used: {} };
    const counts = parse(text, file);
    return counts.day === day ? counts : { day, used: {} };
  };
  return {
    used: key => today().used[key] ?? 0,
    spend: (key, limit) =>
      withFileLock(file, () => {
        const { day, used } = today();
        const before = used[key] ?? 0;
        if (before >= limit) return false;
        // No flush to disk: a power cut may forget the last requests, a killed process does not.
        writeAtomic(file, JSON.stringify({ day, used: { ...used, [key]: before + 1 } }), { durable: false });
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
