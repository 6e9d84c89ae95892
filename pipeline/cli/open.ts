import { systemClock } from '../clock.ts';
import type { LogLevel } from '../config/environment.ts';
import type { Config } from '../config.ts';
import type { App } from '../jobs/app.ts';
import type { Role } from '../jobs/lock.ts';
import { createLogger } from '../log.ts';
import { ConfigError } from '../problems.ts';
import { readDate } from '../sheets/dates.ts';
import { note } from './output.ts';

/**
 * Opens what a command works with, hands it over, and closes it again however that ended. The heavy parts are loaded
 * here, when usage and configuration have been found right.
 * @param level of the log where RENCI_LOG_LEVEL does not say: a command at a terminal tells only what is wrong
 * @param role a service keeps the folder to itself; a command works through the service that has it
 */
export const withApp = async <T>(
  config: Config,
  work: (app: App) => Promise<T>,
  { level = 'warn', role = 'command' }: { level?: LogLevel; role?: Role } = {},
): Promise<T> => {
  const { openApp } = await import('../jobs/app.ts');
  const log = createLogger(config.logLevel ?? level);
  const app = await openApp(config, { clock: systemClock, log, role, say: note });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};

/** A moment given on the command line, in a zone (the campaign's); a day alone means its last millisecond. */
export const momentOf = (flag: string, text: string, timeZone: string): number => {
  const exact = readDate(text, { timeZone });
  if (exact.ok) return exact.instant;
  const day = readDate(text, { timeZone, time: '24:00' });
  if (day.ok) return day.instant - 1;
  throw new ConfigError(
    `${flag} "${text}" is neither a moment such as "2022-12-30 18:00" nor a day such as 2022-12-30.`,
  );
};

/**
 * Refuses what is no moment before anything is opened; it is read again in the campaign's zone once that is known.
 * @throws ConfigError
 */
export const checkMoments = (moments: Readonly<Record<string, string | undefined>>): void => {
  for (const [flag, text] of Object.entries(moments)) if (text !== undefined) momentOf(flag, text, 'UTC');
};

/** Only the fields that are set: an option left out is left out of what is passed on. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
