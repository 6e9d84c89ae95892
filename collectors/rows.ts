import type { Metric } from '../pipeline/domain/metrics.ts';
import type { Instant, Reading, Source } from '../pipeline/domain/reading.ts';
import type { ErrorKind } from './errors.ts';

/** What a platform said, secrets removed; `id` is the hash of the body, so the same answer is kept once. */
export type Payload = {
  readonly id: string;
  readonly platform: string;
  readonly fetchedAt: Instant;
  readonly contentType: string;
  readonly body: string;
};

/** One request and how it went. `url` has its secrets masked; `status` is 0 when no answer came. */
export type Attempt = {
  readonly runId: string;
  readonly platform: string;
  readonly collector: string;
  readonly accountId: string;
  readonly startedAt: Instant;
  readonly durationMs: number;
  readonly url: string;
  readonly status: number;
  readonly items: number;
  readonly errorKind: ErrorKind | '';
  readonly error: string;
  readonly payloadId: string;
};

/** How one target of a run ended, without a value (with one it is a reading). */
export type Miss = {
  readonly placementId: number;
  readonly metric: Metric;
  readonly source: Source;
  readonly runId: string;
  readonly at: Instant;
  /** When we took it down; set once. A sheet tells of values that were missing long before. */
  readonly recordedAt: Instant;
  readonly status: 'absent' | 'hidden' | 'removed' | 'failed';
  readonly kind: ErrorKind | '';
  readonly reason: string;
  readonly payloadId: string;
};

/** What could not be read, and why, with the evidence, to be looked at and retried. */
export type Reject = {
  readonly runId: string;
  readonly platform: string;
  /** 0 when the whole answer was rejected. */
  readonly placementId: number;
  readonly at: Instant;
  readonly kind: ErrorKind;
  readonly reason: string;
  readonly evidence: string;
  readonly payloadId: string;
};

/** What one request (or one page of a sweep) brought. The unit that goes to the spool. */
export type Batch = {
  readonly readings: readonly Reading[];
  readonly misses: readonly Miss[];
  readonly rejects: readonly Reject[];
  readonly attempts: readonly Attempt[];
  readonly payloads: readonly Payload[];
};
