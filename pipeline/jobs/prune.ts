import { DAY } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import { prunePayloads } from '../store/payloads.ts';
import type { App } from './app.ts';

/** What pruning did; `before` null where payloads are kept for ever. */
export type Pruned = { readonly before: Instant | null; readonly pruned: number };

/** Takes away the payloads that are older than the configuration keeps them. @throws QueryError */
export const pruneByAge = async ({
  db,
  clock,
  config,
}: Pick<App, 'db' | 'clock' | 'config'>): Promise<Pruned> => {
  if (config.keepPayloadsDays === null) return { before: null, pruned: 0 };
  const now = clock.now();
  const before = Math.max(0, now - config.keepPayloadsDays * DAY);
  return { before, pruned: await prunePayloads(db, before, now) };
};
