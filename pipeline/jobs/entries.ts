import type { Batch } from '../../collectors/rows.ts';
import type { BroadcastFigure } from '../domain/broadcast.ts';
import type { Instant, SeriesDecision } from '../domain/reading.ts';
import type { Statement } from '../domain/statement.ts';
import type { HotRank } from '../store/hot-ranks.ts';
import type { Import } from '../store/imports.ts';
import type { Run } from '../store/runs.ts';

/**
 * What waits in the spool: what one request brought, a new version of a run's ledger line, a sheet taken in, where topics
 * stood on hot lists, who told which figures, what was stated of broadcasts, or what a person decided on readings.
 */
export type Entry =
  | { readonly batch: Batch }
  | { readonly run: Run }
  | { readonly import: Import }
  | { readonly ranks: readonly HotRank[] }
  | { readonly statements: readonly Statement[] }
  | { readonly broadcast: readonly BroadcastFigure[] }
  | { readonly decisions: readonly SeriesDecision[] };

/** The oldest `recorded_at` of an entry's readings, misses, statements, figures and decisions; null where it holds none. */
export const recordedAtOf = (entry: Entry): Instant | null => {
  if ('decisions' in entry) return earliest(entry.decisions.map(({ recordedAt }) => recordedAt));
  if ('statements' in entry) return earliest(entry.statements.map(({ recordedAt }) => recordedAt));
  if ('broadcast' in entry) return earliest(entry.broadcast.map(({ recordedAt }) => recordedAt));
  if (!('batch' in entry)) return null;
  return earliest([
    ...entry.batch.readings.map(reading => reading.recordedAt),
    ...entry.batch.misses.map(miss => miss.recordedAt),
  ]);
};

const earliest = (instants: readonly Instant[]): Instant | null =>
  instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b));
