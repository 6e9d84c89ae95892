import type { ErrorKind } from './errors.ts';
import type { Batch } from './rows.ts';

/** How the targets of one collector ended. `targets` is the sum of the five ways. */
export type RunSummary = {
  readonly targets: number;
  readonly read: number;
  readonly absent: number;
  readonly hidden: number;
  readonly removed: number;
  readonly failed: number;
  readonly rejects: number;
  readonly requests: number;
  /** Failed targets by kind of error. */
  readonly failures: Readonly<Partial<Record<ErrorKind, number>>>;
};

/** Adds up batches as they pass: a target that is no miss was read. */
export const createTally = (targets: number): { add(batch: Batch): void; summary(): RunSummary } => {
  const missed = { absent: 0, hidden: 0, removed: 0, failed: 0 };
  const failures: Partial<Record<ErrorKind, number>> = {};
  let rejects = 0;
  let requests = 0;
  return {
    add: batch => {
      rejects += batch.rejects.length;
      requests += batch.attempts.length;
      for (const { status, kind } of batch.misses) {
        missed[status] += 1;
        if (kind !== '') failures[kind] = (failures[kind] ?? 0) + 1;
      }
    },
    summary: () => ({
      targets,
      read: targets - missed.absent - missed.hidden - missed.removed - missed.failed,
      ...missed,
      rejects,
      requests,
      failures: { ...failures },
    }),
  };
};
