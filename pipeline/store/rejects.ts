import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { DAY, dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);

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
  /** What the last one left unread: the first of them, and how many they are. */
  readonly placements: readonly number[];
  readonly concerned: number;
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
  }),
});

const rejectedPlacements = defineQuery({
  name: 'rejected-placements',
  params: z.object({ runs: z.array(z.string()), since: z.string(), until: z.string(), most: z.int() }),
  row: z.object({
    run_id: z.string(),
    kind: z.string(),
    reason: z.string(),
    placements: z.array(z.int()),
    concerned: z.int(),
  }),
});

/** A run is over within this time. */
const LONGEST_RUN = 2 * DAY;

type Asked = { readonly id?: string; readonly since: Instant; readonly limit: number; readonly most: number };

/** Newest first; with an id that one alone. @param most placements of a whole answer that are named */
export const readRejects = async (
  db: Database,
  { id = '', since, limit, most }: Asked,
): Promise<RejectRecord[]> => {
  const rows = await rejects(db, { id, since: dateTime64(since), limit });
  const ofAnswers = rows.filter(row => row.placement_id === 0);
  const times = ofAnswers.map(({ last_at }) => last_at);
  const concerned =
    ofAnswers.length === 0
      ? []
      : await rejectedPlacements(db, {
          runs: [...new Set(ofAnswers.map(({ run_id }) => run_id))],
          since: dateTime64(Math.max(0, Math.min(...times) - LONGEST_RUN)),
          until: dateTime64(Math.max(...times) + LONGEST_RUN),
          most,
        });
  const left = new Map(concerned.map(row => [[row.run_id, row.kind, row.reason].join('\n'), row]));
  return rows.map(row => {
    const found = left.get([row.run_id, row.kind, row.reason].join('\n'));
    return {
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
      placements: row.placement_id > 0 ? [row.placement_id] : (found?.placements ?? []),
      concerned: row.placement_id > 0 ? 1 : (found?.concerned ?? 0),
    };
  });
};
