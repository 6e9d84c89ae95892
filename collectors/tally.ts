import type { ErrorKind } from './errors.ts';
import type { Batch } from './rows.ts';

/** An account that was not asked any further, because its answer would have been the same each time. */
export type Stop = { readonly accountId: string; readonly kind: ErrorKind; readonly message: string };

/** How the targets of one collector ended. `targets` is the sum of the five ways and of those left unasked. */
export type RunSummary = {
  readonly targets: number;
  readonly read: number;
  readonly absent: number;
  readonly hidden: number;
  readonly removed: number;
  readonly failed: number;
  /** Not asked any more: somebody stopped the run. */
  readonly unasked: number;
  readonly rejects: number;
  readonly requests: number;
  /** Failed targets by kind of error. */
  readonly failures: Readonly<Partial<Record<ErrorKind, number>>>;
  /** Each account that was left alone, once, in the order in which they were. */
  readonly stops: readonly Stop[];
};

export type Tally = {
  add(batch: Batch): void;
  stop(stop: Stop): void;
  /** Targets that are not asked any more. */
  skip(targets: number): void;
  summary(): RunSummary;
};

/** Adds up batches as they pass: a target that is no miss was read. */
export const createTally = (targets: number): Tally => {
  const missed = { absent: 0, hidden: 0, removed: 0, failed: 0 };
  const failures: Partial<Record<ErrorKind, number>> = {};
  const stops: Stop[] = [];
  let unasked = 0;
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
    stop: stop => {
      stops.push(stop);
    },
    skip: skipped => {
      unasked += skipped;
    },
    summary: () => ({
      targets,
      read: targets - missed.absent - missed.hidden - missed.removed - missed.failed - unasked,
      ...missed,
      unasked,
      rejects,
      requests,
      failures: { ...failures },
      stops: [...stops],
    }),
  };
};
