import type { Asked, RunContext } from './ask.ts';
import { withLast } from './attempts.ts';
import type { Collector, Target } from './contract.ts';
import { missOf, type Origin, type Rows, rejectOf } from './convert.ts';
import type { CollectorError } from './errors.ts';
import type { Batch } from './rows.ts';

const EVIDENCE_LENGTH = 2_000;

export const originOf = <Body>(
  collector: Collector<Body>,
  { runId, clock }: RunContext,
  payloadId: string,
): Origin => ({
  collector,
  runId,
  at: clock.now(),
  payloadId,
});

/** Ends targets with the error that came in place of their answer; an answer of the wrong shape is kept as evidence. */
export const failRest = <Body>(
  rows: Rows,
  open: readonly Target[],
  error: CollectorError,
  asked: Asked<Body>,
  origin: Origin,
): void => {
  for (const target of open) rows.misses.push(missOf(target, 'failed', error.kind, error.message, origin));
  if (error.kind === 'shape') {
    const evidence = asked.payload?.body.slice(0, EVIDENCE_LENGTH) ?? '';
    rows.rejects.push(rejectOf(null, error.kind, error.message, evidence, origin));
  }
};

/**
 * The rows of one request. A request that was answered is completed by what was read of it, or by why it could not
 * be; one that failed says so itself.
 */
export const batchOf = <Body>(asked: Asked<Body>, rows: Rows, error: CollectorError | null): Batch => ({
  ...rows,
  attempts: 'error' in asked ? asked.attempts : withLast(asked.attempts, readingOf(rows, error)),
  payloads: asked.payload ? [asked.payload] : [],
});

const readingOf = ({ readings }: Rows, error: CollectorError | null): Parameters<typeof withLast>[1] => ({
  items: new Set(readings.map(({ placementId }) => placementId)).size,
  ...(error && { errorKind: error.kind, error: error.message }),
});

/** Targets that end without a request. */
export const failedBatch = (targets: readonly Target[], error: CollectorError, origin: Origin): Batch => ({
  readings: [],
  misses: targets.map(target => missOf(target, 'failed', error.kind, error.message, origin)),
  rejects: [],
  attempts: [],
  payloads: [],
});
