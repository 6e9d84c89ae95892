import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);
const status = z.enum(['absent', 'hidden', 'removed', 'failed']);
const digits = z.string().transform(Number).pipe(z.int().nonnegative());

/** A placement whose last asking gave nothing: the platform failed, or its answer did not speak of it. */
export type OpenFailure = {
  readonly placementId: number;
  readonly status: 'failed' | 'absent';
  /** Empty for an absent one. */
  readonly kind: string;
  readonly reason: string;
  readonly runId: string;
  readonly payloadId: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** In how many runs since its last reading. */
  readonly times: number;
};

const openFailures = defineQuery({
  name: 'open-failures',
  params: z.object({ since: z.string() }),
  row: z.object({
    placement_id: z.int(),
    last_at: instant,
    first_at: instant,
    times: digits,
    last: z.tuple([z.enum(['failed', 'absent']), z.string(), z.string(), z.string(), z.string()]),
  }),
});

/** What is still unread, in order of placement; what was last asked for before `since` is left out. */
export const readOpenFailures = async (db: Database, since: Instant): Promise<OpenFailure[]> => {
  const rows = await openFailures(db, { since: dateTime64(since) });
  return rows.map(({ last: [ended, kind, reason, runId, payloadId], ...row }) => ({
    placementId: row.placement_id,
    ...{ status: ended, kind, reason, runId, payloadId },
    firstAt: row.first_at,
    lastAt: row.last_at,
    times: row.times,
  }));
};

/** The requests of a run to one account of one platform. */
export type RunRequests = {
  readonly platform: string;
  readonly accountId: string;
  readonly requests: number;
  readonly failed: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Time they took together, ms. */
  readonly spentMs: number;
  readonly kinds: readonly string[];
};

const runAttempts = defineQuery({
  name: 'run-attempts',
  params: z.object({ run: z.string() }),
  row: z.object({
    platform: z.string(),
    account_id: z.string(),
    requests: z.int(),
    failed: z.int(),
    spent_ms: z.int(),
    first_at: instant,
    last_at: instant,
    kinds: z.array(z.string()),
  }),
});

export const readRunRequests = async (db: Database, run: string): Promise<RunRequests[]> =>
  (await runAttempts(db, { run })).map(row => ({
    platform: row.platform,
    accountId: row.account_id,
    requests: row.requests,
    failed: row.failed,
    firstAt: row.first_at,
    lastAt: row.last_at,
    spentMs: row.spent_ms,
    kinds: row.kinds,
  }));

/** How one target of a run ended without a value. */
export type RunMiss = {
  readonly placementId: number;
  readonly status: z.infer<typeof status>;
  readonly kind: string;
  readonly reason: string;
  readonly payloadId: string;
};

const runMisses = defineQuery({
  name: 'run-misses',
  params: z.object({ run: z.string(), limit: z.int() }),
  row: z.object({
    placement_id: z.int(),
    status,
    kind: z.string(),
    reason: z.string(),
    payload_id: z.string(),
  }),
});

/** Failures first, in order of placement. */
export const readRunMisses = async (db: Database, run: string, limit: number): Promise<RunMiss[]> =>
  (await runMisses(db, { run, limit })).map(row => ({
    placementId: row.placement_id,
    status: row.status,
    kind: row.kind,
    reason: row.reason,
    payloadId: row.payload_id,
  }));

/** What could not be read, with every time it came up. */
export type RejectRecord = {
  readonly id: string;
  /** Empty for a row of a sheet. */
  readonly platform: string;
  /** 0: a whole answer. */
  readonly placementId: number;
  readonly kind: string;
  readonly reason: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
  readonly runId: string;
  readonly evidence: string;
  readonly payloadId: string;
  /** The newest twenty, newest first. */
  readonly history: readonly { readonly at: Instant; readonly runId: string }[];
  /** What the last one left unread. */
  readonly placements: readonly number[];
};

const rejects = defineQuery({
  name: 'rejects',
  params: z.object({ id: z.string(), since: z.string(), limit: z.int() }),
  row: z.object({
    reject_id: z.string(),
    platform: z.string(),
    placement_id: z.int(),
    kind: z.string(),
    reason: z.string(),
    first_at: instant,
    last_at: instant,
    times: z.int(),
    run_id: z.string(),
    evidence: z.string(),
    payload_id: z.string(),
    history: z.array(z.tuple([instant, z.string()])),
    placements: z.array(z.int()),
  }),
});

/** Newest first; with an id that one alone. */
export const readRejects = async (
  db: Database,
  { id = '', since, limit }: { readonly id?: string; readonly since: Instant; readonly limit: number },
): Promise<RejectRecord[]> =>
  (await rejects(db, { id, since: dateTime64(since), limit })).map(row => ({
    id: row.reject_id,
    platform: row.platform,
    placementId: row.placement_id,
    kind: row.kind,
    reason: row.reason,
    firstAt: row.first_at,
    lastAt: row.last_at,
    times: row.times,
    runId: row.run_id,
    evidence: row.evidence,
    payloadId: row.payload_id,
    history: row.history.map(([at, runId]) => ({ at, runId })),
    placements: row.placements,
  }));
