import type { Attempt } from './rows.ts';

/** The same attempts with the last one completed by what its answer turned out to be. */
export const withLast = (
  attempts: readonly Attempt[],
  patch: Partial<Pick<Attempt, 'items' | 'errorKind' | 'error' | 'payloadId'>>,
): Attempt[] =>
  attempts.map((attempt, i) => (i === attempts.length - 1 ? { ...attempt, ...patch } : attempt));
