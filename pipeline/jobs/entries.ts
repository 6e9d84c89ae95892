import type { Batch } from '../../collectors/contract.ts';
import type { Instant } from '../domain/reading.ts';
import type { Run } from '../store/runs.ts';

/** What waits in the spool: what one request brought, or a new version of a run's ledger line. */
export type Entry = { readonly batch: Batch } | { readonly run: Run };

/** The oldest `recorded_at` of an entry's readings and misses; null where it holds none. */
export const recordedAtOf = (entry: Entry): Instant | null => {
  if (!('batch' in entry)) return null;
  const instants = [
    ...entry.batch.readings.map(reading => reading.recordedAt),
    ...entry.batch.misses.map(miss => miss.at),
  ];
  return instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b));
};
