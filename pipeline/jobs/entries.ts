import type { Batch } from '../../collectors/rows.ts';
import type { BroadcastFigure } from '../domain/broadcast.ts';
import type { Instant } from '../domain/reading.ts';
import type { HotRank } from '../store/hot-ranks.ts';
import type { Import } from '../store/imports.ts';
import type { Run } from '../store/runs.ts';

/**
 * What waits in the spool: what one request brought, a new version of a run's ledger line, a sheet taken in, where topics
 * stood on hot lists, or what was stated of broadcasts.
 */
export type Entry =
  | { readonly batch: Batch }
  | { readonly run: Run }
  | { readonly import: Import }
  | { readonly ranks: readonly HotRank[] }
  | { readonly broadcast: readonly BroadcastFigure[] };

/** The oldest `recorded_at` of an entry's readings and misses; null where it holds none. */
export const recordedAtOf = (entry: Entry): Instant | null => {
  if (!('batch' in entry)) return null;
  const instants = [
    ...entry.batch.readings.map(reading => reading.recordedAt),
    ...entry.batch.misses.map(miss => miss.at),
  ];
  return instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b));
};
