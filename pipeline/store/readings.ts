import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64, localDate } from '../days.ts';
import { METRICS } from '../domain/metrics.ts';
import { type Instant, type JudgedReading, type Judgement, SOURCES } from '../domain/reading.ts';

/** A reading as stored: judged, with the revision of its series at that moment. */
export type StoredReading = JudgedReading & { readonly revision: number };

const KEY = ['placement_id', 'metric', 'source', 'observed_at', 'recorded_at'] as const;
const JUDGEMENT = [
  'verdict',
  'reason',
  'has_count',
  'count_low',
  'count_high',
  'accepted_at',
  'revision',
  'interval_s',
] as const;

const keyRow = (reading: JudgedReading) => ({
  placement_id: reading.placementId,
  metric: reading.metric,
  source: reading.source,
  observed_at: dateTime64(reading.observedAt),
  recorded_at: dateTime64(reading.recordedAt),
});

const judgementRow = ({ verdict, reason, count, acceptedAt }: Judgement) => ({
  verdict,
  reason,
  has_count: count !== null,
  // The column cannot be null; has_count says that this 0 is no count.
  count_low: count === null ? 0 : count.low,
  count_high: count === null ? null : count.high,
  accepted_at: acceptedAt === null ? null : dateTime64(acceptedAt),
});

/**
 * Appends judged readings; the rollups follow through their views. Writing the same rows twice changes nothing.
 * `zone` is the campaigns' zone, in which `local_date` is cut once, here.
 */
export const insertReadings = (
  db: Database,
  readings: readonly StoredReading[],
  zone: string,
  token?: string,
): Promise<void> =>
  insertRows(
    db,
    'readings',
    [
      ...KEY,
      'local_date',
      'low',
      'high',
      'text',
      'step',
      'others_positive',
      'published_at',
      'run_id',
      'payload_id',
      ...JUDGEMENT,
    ],
    readings.map(reading => ({
      ...keyRow(reading),
      local_date: localDate(reading.observedAt, zone),
      low: reading.low,
      high: reading.high,
      text: reading.text,
      step: reading.step,
      others_positive: reading.othersPositive,
      published_at: reading.publishedAt === null ? null : dateTime64(reading.publishedAt),
      run_id: reading.runId,
      payload_id: reading.payloadId,
      ...judgementRow(reading.judgement),
      revision: reading.revision,
      interval_s: reading.intervalS,
    })),
    token,
  );

/** Appends later verdicts of readings already stored, known from `knownSince` on. */
export const insertVerdicts = (db: Database, amended: readonly Amendment[]): Promise<void> =>
  insertRows(
    db,
    'verdicts',
    [...KEY, 'low', 'high', 'known_since', ...JUDGEMENT],
    amended.map(reading => ({
      ...keyRow(reading),
      low: reading.low,
      high: reading.high,
      known_since: dateTime64(reading.knownSince),
      ...judgementRow(reading.judgement),
      revision: reading.revision,
      interval_s: reading.intervalS,
    })),
  );

/**
 * The highest version stands: the revision first, then the instant (see the migration of the rollups); at the end a 1,
 * so that this row stands over what the view makes of the same reading, whichever comes first.
 */
const version = (reading: StoredReading): string =>
  ((BigInt(reading.revision) << 44n) + 2n * BigInt(reading.observedAt) + 1n).toString();

const rollupRow = (reading: Amendment) => ({
  ...keyRow(reading),
  known_since: dateTime64(reading.knownSince),
  ...judgementRow(reading.judgement),
  revision: reading.revision,
  interval_s: reading.intervalS,
  version: version(reading),
});

/** A stored reading with a verdict that is known only since later. */
export type Amendment = StoredReading & { readonly knownSince: Instant };

/** Rewrites the rollup rows of a series judged anew: its last reading, and the last one of each day given. */
export const rewriteRollups = async (
  db: Database,
  last: readonly Amendment[],
  daily: readonly Amendment[],
  zone: string,
): Promise<void> => {
  await insertRows(
    db,
    'placement_latest',
    [...KEY, 'known_since', ...JUDGEMENT, 'version'],
    last.map(rollupRow),
  );
  await insertRows(
    db,
    'placement_daily',
    ['local_date', ...KEY, 'known_since', ...JUDGEMENT, 'version'],
    daily.map(reading => ({ local_date: localDate(reading.observedAt, zone), ...rollupRow(reading) })),
  );
};

const instant = z.string().transform(fromDateTime64);
const historyRow = z.object({
  placement_id: z.number(),
  metric: z.enum(METRICS),
  source: z.enum(SOURCES),
  observed_at: instant,
  recorded_at: instant,
  low: z.coerce.number(),
  high: z.coerce.number().nullable(),
  text: z.string(),
  step: z.coerce.number(),
  others_positive: z.boolean(),
  published_at: instant.nullable(),
  interval_s: z.number(),
  run_id: z.string(),
  payload_id: z.string(),
  verdict: z.enum(['accepted', 'held']),
  reason: z.string(),
  has_count: z.boolean(),
  count_low: z.coerce.number(),
  count_high: z.coerce.number().nullable(),
  accepted_at: instant.nullable(),
  revision: z.number(),
});

const seriesHistory = defineQuery({
  name: 'series-history',
  params: z.object({ placements: z.array(z.number()) }),
  row: historyRow,
});

/** Every stored reading of the placements, with the verdict that stands now, by series and instant. */
export const readHistory = async (
  db: Database,
  placementIds: readonly number[],
): Promise<StoredReading[]> => {
  const rows = await seriesHistory(db, { placements: [...placementIds] });
  return rows.map(row => ({
    placementId: row.placement_id,
    metric: row.metric,
    source: row.source,
    observedAt: row.observed_at,
    recordedAt: row.recorded_at,
    low: row.low,
    high: row.high,
    text: row.text,
    step: row.step,
    othersPositive: row.others_positive,
    publishedAt: row.published_at,
    intervalS: row.interval_s,
    runId: row.run_id,
    payloadId: row.payload_id,
    revision: row.revision,
    judgement: {
      verdict: row.verdict,
      reason: row.reason,
      count: row.has_count ? { low: row.count_low, high: row.count_high } : null,
      acceptedAt: row.accepted_at,
    },
  }));
};
