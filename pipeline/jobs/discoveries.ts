import { join } from 'node:path';
import { readIfPresent, writeAtomic } from '../../collectors/atomic-file.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { isRunning, OURSELVES, type ProcessStamp } from '../process-stamp.ts';
import type { App } from './app.ts';
import { type DiscoverScope, discover, type ListedAccount } from './discover.ts';

/** A look for new items on our accounts: under way, or the last one. */
export type Discovery = {
  /** Who asked; empty: the schedule. */
  readonly by: string;
  readonly startedAt: Instant;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  /** How many lists there are to look at. */
  readonly total: number;
  /** Those that were looked at. */
  readonly accounts: readonly ListedAccount[];
  /** New in the inbox, and those of them that are sure. */
  readonly found: number;
  readonly sure: number;
  /** Why it ended early; null where it did not. */
  readonly fault: string | null;
};

type Kept = Discovery & { readonly process: ProcessStamp };

const fileOf = (data: string): string => join(data, 'discovery.json');

/** The look that is under way, of any process on the data folder, or the last one; null before the first. */
export const lastDiscovery = (data: string): Discovery | null => {
  const text = readIfPresent(fileOf(data));
  if (text === null) return null;
  const { process, ...kept } = JSON.parse(text) as Kept;
  const isCut = kept.endedAt === null && !isRunning(process);
  return isCut ? { ...kept, endedAt: kept.startedAt, fault: 'the process ended before it did' } : kept;
};

const underWay = (): ConfigError =>
  new ConfigError(
    'New items are being looked for already: nothing else was begun. Wait until it has ended.',
    [],
    {
      told: { code: 'discovery-under-way', params: {} },
    },
  );

/**
 * Looks for new items, and keeps how far it is where every page sees it. One look at a time on a data folder.
 * @param begun told once it is sure that there is something to look at
 * @throws ConfigError when another look is under way, or nothing can be listed
 */
export const lookForItems = async (
  app: App,
  { by, ...scope }: DiscoverScope & { readonly by: string },
  begun: () => void = () => {},
): Promise<Discovery> => {
  const { data } = app.config;
  const before = lastDiscovery(data);
  if (before !== null && before.endedAt === null) throw underWay();
  let now: Discovery = {
    ...{ by, startedAt: app.clock.now(), endedAt: null, total: 0, accounts: [] },
    ...{ found: 0, sure: 0, fault: null },
  };
  const put = (change: Partial<Discovery>): void => {
    now = { ...now, ...change };
    const kept: Kept = { ...now, process: OURSELVES };
    writeAtomic(fileOf(data), JSON.stringify(kept), { durable: false });
  };
  try {
    const { found } = await discover(app, scope, (total, accounts) => {
      put({ total, accounts, found: accounts.reduce((sum, account) => sum + account.found, 0) });
      begun();
    });
    await app.drain();
    put({
      endedAt: app.clock.now(),
      found: found.length,
      sure: found.filter(({ proposal }) => proposal?.isConfident).length,
    });
    return now;
  } catch (error) {
    // Before the first list nothing was begun: whoever asked is told, and the last look stays the last.
    if (now.total > 0) {
      put({ endedAt: app.clock.now(), fault: error instanceof Error ? error.message : String(error) });
    }
    throw error;
  }
};
