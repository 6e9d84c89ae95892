import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { Run } from './runs.ts';

const instant = z.string().transform(fromDateTime64);
const status = z.enum(['absent', 'hidden', 'removed', 'failed']);

/** Placements of one account whose last asking gave nothing, in one way: the platform failed, or did not speak of them. */
export type OpenFailure = {
  readonly platform: string;
  readonly accountId: string;
  readonly status: 'failed' | 'absent';
  /** Empty for absent ones. */
  readonly kind: string;
  readonly reason: string;
  readonly placements: readonly number[];
  /** The last of them to be missed: its run and its evidence. */
  readonly runId: string;
  readonly payloadId: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** In how many runs since its last reading, at most. */
  readonly times: number;
};

const openFailures = defineQuery({
  name: 'open-failures',
  params: z.object({ since: z.string(), limit: z.int() }),
  row: z.object({
    platform: z.string(),
    account_id: z.string(),
    status: z.enum(['failed', 'absent']),
    kind: z.string(),
    reason_hash: z.string(),
    placements: z.array(z.int()),
    first_at: z.string(),
    last_at: z.string(),
    times: z.int(),
    witness: z.int(),
  }),
});

const missesAt = defineQuery({
  name: 'misses-at',
  params: z.object({ placements: z.array(z.int()), instants: z.array(z.string()) }),
  row: z.object({
    placement_id: z.int(),
    at: z.string(),
    said: z.tuple([z.string(), z.string(), z.string()]),
  }),
});

/** What is still unread, the largest groups first; what was last asked for before `since` is left out. */
export const readOpenFailures = async (
  db: Database,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<OpenFailure[]> => {
  const groups = await openFailures(db, { since: dateTime64(since), limit });
  if (groups.length === 0) return [];
  const witnesses = await missesAt(db, {
    placements: groups.map(({ witness }) => witness),
    instants: groups.map(({ last_at }) => last_at),
  });
  const said = new Map(witnesses.map(row => [`${row.placement_id} ${row.at}`, row.said]));
  return groups.map(row => {
    const [reason = '', runId = '', payloadId = ''] = said.get(`${row.witness} ${row.last_at}`) ?? [];
    return {
      platform: row.platform,
      accountId: row.account_id,
      ...{ status: row.status, kind: row.kind, reason, placements: row.placements, runId, payloadId },
      firstAt: fromDateTime64(row.first_at),
      lastAt: fromDateTime64(row.last_at),
      times: row.times,
    };
  });
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
  params: z.object({ run: z.string(), since: z.string(), until: z.string(), limit: z.int() }),
  row: z.object({
    placement_id: z.int(),
    status,
    kind: z.string(),
    reason: z.string(),
    payload_id: z.string(),
  }),
});

/** The newest instant that a column can hold: what an unended run has no end before. */
const NO_END = Date.UTC(2200, 0, 1);

/** Failures first, in order of placement. A sheet tells of values that were missing long before its run. */
export const readRunMisses = async (
  db: Database,
  { id, startedAt, endedAt, trigger }: Pick<Run, 'id' | 'startedAt' | 'endedAt' | 'trigger'>,
  limit: number,
): Promise<RunMiss[]> =>
  (
    await runMisses(db, {
      run: id,
      since: dateTime64(trigger === 'import' ? 0 : startedAt),
      until: dateTime64(endedAt ?? NO_END),
      limit,
    })
  ).map(row => ({
    placementId: row.placement_id,
    status: row.status,
    kind: row.kind,
    reason: row.reason,
    payloadId: row.payload_id,
  }));
