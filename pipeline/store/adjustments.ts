import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import {
  ADJUSTMENT_KINDS,
  type Adjustment,
  type AdjustmentRecord,
  type Withdrawal,
} from '../domain/adjustment.ts';
import { FAMILIES } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);
const amount = z.coerce.number().pipe(z.int());

const adjustmentsKnown = defineQuery({
  name: 'adjustments-known',
  params: z.object({ campaign: z.string(), known_at: z.string() }),
  row: z.object({
    adjustment_id: z.string(),
    episode_id: z.string(),
    placement_id: z.int().nonnegative(),
    family: z.enum(FAMILIES),
    low: amount,
    high: amount,
    effective_at: instant,
    recorded_at: instant,
    kind: z.enum(ADJUSTMENT_KINDS),
    reading_at: instant.nullable(),
    author: z.string(),
    reason: z.string(),
    withdrawn_at: instant.nullable(),
    withdrawn_by: z.string().nullable(),
    withdrawn_why: z.string().nullable(),
  }),
});

/** Every adjustment of a campaign made by K, in order of recording, each with its withdrawal where one was made by K. */
export const readAdjustments = async (
  db: Database,
  campaign: string,
  knownAt: Instant,
): Promise<AdjustmentRecord[]> => {
  const rows = await adjustmentsKnown(db, { campaign, known_at: dateTime64(knownAt) });
  return rows.map(row => ({
    id: row.adjustment_id,
    campaignId: campaign,
    episodeId: row.episode_id === '' ? null : row.episode_id,
    placementId: row.placement_id === 0 ? null : row.placement_id,
    family: row.family,
    low: row.low,
    high: row.high,
    effectiveAt: row.effective_at,
    recordedAt: row.recorded_at,
    kind: row.kind,
    readingAt: row.reading_at,
    author: row.author,
    reason: row.reason,
    withdrawal:
      row.withdrawn_at === null || row.withdrawn_by === null || row.withdrawn_why === null
        ? null
        : { recordedAt: row.withdrawn_at, author: row.withdrawn_by, reason: row.withdrawn_why },
  }));
};

const rowOf = (adjustment: Adjustment) => ({
  adjustment_id: adjustment.id,
  campaign_id: adjustment.campaignId,
  episode_id: adjustment.episodeId ?? '',
  placement_id: adjustment.placementId ?? 0,
  family: adjustment.family,
  low: adjustment.low,
  high: adjustment.high,
  effective_at: dateTime64(adjustment.effectiveAt),
  recorded_at: dateTime64(adjustment.recordedAt),
  kind: adjustment.kind,
  reading_at: adjustment.readingAt === null ? null : dateTime64(adjustment.readingAt),
  author: adjustment.author,
  reason: adjustment.reason,
});

const insert = (db: Database, row: Readonly<Record<string, unknown>>): Promise<void> =>
  insertRows(db, 'adjustments', Object.keys(row), [row]);

/** Appends an adjustment. */
export const insertAdjustment = (db: Database, adjustment: Adjustment): Promise<void> =>
  insert(db, rowOf(adjustment));

/** Appends the withdrawal of an adjustment, which stays as it was written. */
export const insertWithdrawal = (
  db: Database,
  adjustment: Adjustment,
  { author, reason, recordedAt }: Withdrawal,
): Promise<void> =>
  insert(db, {
    ...rowOf(adjustment),
    low: 0,
    high: 0,
    recorded_at: dateTime64(recordedAt),
    kind: 'withdrawal',
    author,
    reason,
  });
