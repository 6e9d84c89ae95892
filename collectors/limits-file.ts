import { z } from 'zod';
import { readIfPresent, writeAtomic } from './atomic-file.ts';
import { CollectorError } from './errors.ts';
import { withFileLock } from './file-lock.ts';

/** What every process that asks platforms has to know of the others, and of those before it. */
const Limits = z.object({
  /** Requests of each quota, on the day of its own zone on which it was last used. */
  used: z.record(z.string(), z.object({ day: z.iso.date(), count: z.int().nonnegative() })),
  /** From when on each host may be asked again: up to there its turns are somebody's already. */
  free: z.record(z.string(), z.int()).default({}),
});
export type Limits = z.infer<typeof Limits>;

/** Methods throw CollectorError of kind `config` when the file is not one of ours. */
export type LimitsFile = {
  read(): Limits;
  /** Runs a task that nobody else's change comes between, in this process or another; what it saves is on disk then. */
  change<T>(task: (before: Limits, save: (after: Limits) => void) => T): Promise<T>;
};

/**
 * Platforms count on when our process restarts, and do not care how many we run. So the file is read again for each
 * change, and a second process on the same data folder keeps the same limits.
 */
export const openLimitsFile = (file: string): LimitsFile => {
  const read = (): Limits => {
    const text = readIfPresent(file);
    return text === null ? { used: {}, free: {} } : parse(text, file);
  };
  // No flush to disk: a power cut may forget the last requests, a killed process does not.
  const save = (limits: Limits): void => writeAtomic(file, JSON.stringify(limits), { durable: false });
  return { read, change: task => withFileLock(file, () => task(read(), save)) };
};

const parse = (text: string, file: string): Limits => {
  try {
    return Limits.parse(JSON.parse(text));
  } catch (error) {
    throw new CollectorError(
      'config',
      `${file} should hold the day's request counts but cannot be read. Remove it to start counting anew.`,
      { cause: error },
    );
  }
};
