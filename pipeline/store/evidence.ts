import type { Attempt, Miss, Payload, Reject } from '../../collectors/rows.ts';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';

/** What the platforms said, once each: the hash of the body is the key. */
export const insertPayloads = (db: Database, payloads: readonly Payload[]): Promise<void> =>
  insertRows(
    db,
    'payloads',
    ['payload_id', 'platform', 'fetched_at', 'content_type', 'body'],
    payloads.map(payload => ({
      payload_id: payload.id,
      platform: payload.platform,
      fetched_at: dateTime64(payload.fetchedAt),
      content_type: payload.contentType,
      body: payload.body,
    })),
  );

/** Each request of a run and how it went. */
export const insertAttempts = (db: Database, attempts: readonly Attempt[]): Promise<void> =>
  insertRows(
    db,
    'attempts',
    [
      'run_id',
      'platform',
      'collector',
      'account_id',
      'started_at',
      'duration_ms',
      'url',
      'status',
      'items',
      'error_kind',
      'error',
      'payload_id',
    ],
    attempts.map(attempt => ({
      run_id: attempt.runId,
      platform: attempt.platform,
      collector: attempt.collector,
      account_id: attempt.accountId,
      started_at: dateTime64(attempt.startedAt),
      duration_ms: attempt.durationMs,
      url: attempt.url,
      status: attempt.status,
      items: attempt.items,
      error_kind: attempt.errorKind,
      error: attempt.error,
      payload_id: attempt.payloadId,
    })),
  );

/** Targets that ended without a value. */
export const insertMisses = (db: Database, misses: readonly Miss[]): Promise<void> =>
  insertRows(
    db,
    'misses',
    [
      'placement_id',
      'metric',
      'source',
      'run_id',
      'at',
      'recorded_at',
      'status',
      'kind',
      'reason',
      'payload_id',
    ],
    misses.map(miss => ({
      placement_id: miss.placementId,
      metric: miss.metric,
      source: miss.source,
      run_id: miss.runId,
      at: dateTime64(miss.at),
      recorded_at: dateTime64(miss.recordedAt),
      status: miss.status,
      kind: miss.kind,
      reason: miss.reason,
      payload_id: miss.payloadId,
    })),
  );

/** What could not be read, with its evidence. */
export const insertRejects = (db: Database, rejects: readonly Reject[]): Promise<void> =>
  insertRows(
    db,
    'rejects',
    ['run_id', 'platform', 'placement_id', 'at', 'kind', 'reason', 'evidence', 'payload_id'],
    rejects.map(reject => ({
      run_id: reject.runId,
      platform: reject.platform,
      placement_id: reject.placementId,
      at: dateTime64(reject.at),
      kind: reject.kind,
      reason: reject.reason,
      evidence: reject.evidence,
      payload_id: reject.payloadId,
    })),
  );
