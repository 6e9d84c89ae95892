import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import type { Row } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { ADJUSTMENT_KINDS, type CountedAdjustment } from '../domain/adjustment.ts';
import { APART } from '../domain/apart.ts';
import { FAMILIES, METRICS } from '../domain/metrics.ts';
import type { FrozenTotal, PublishedLine, ReadingBehind } from '../domain/publication.ts';
import { type Instant, SOURCES } from '../domain/reading.ts';
import { STATES } from '../domain/totals.ts';

/** A line with whether what its readings were read from was kept when it was published: then it is never pruned. */
export type KeptLine = PublishedLine & {
  readonly payloadKept: boolean;
  readonly lowerPayloadKept: boolean;
};

type Rows = { readonly table: string; readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** Lines and adjustments as rows of their tables. */
export const publicationRows = (
  id: string,
  publishedAt: Instant,
  { lines, adjustments }: { lines: readonly KeptLine[]; adjustments: readonly CountedAdjustment[] },
): Rows[] => {
  const common = { publication_id: id, published_at: dateTime64(publishedAt) };
  return [
    rowsOf(
      'publication_lines',
      lines.map(line => ({ ...common, ...lineRow(line) })),
    ),
    rowsOf(
      'publication_adjustments',
      adjustments.map(adjustment => ({ ...common, ...adjustmentRow(adjustment) })),
    ),
  ];
};

const rowsOf = (table: string, rows: readonly Row[]): Rows => ({
  table,
  columns: Object.keys(rows[0] ?? {}),
  rows,
});

const orNull = (at: Instant | null | undefined): string | null => (at == null ? null : dateTime64(at));

const lineRow = ({ count, reading, lowerEnd, ...line }: KeptLine): Row => ({
  placement_id: line.placementId,
  episode_id: line.episodeId ?? '',
  work_id: line.workId,
  platform: line.platformId,
  account_id: line.accountId,
  external_id: line.externalId,
  title: line.title,
  metric: line.metric,
  family: line.family,
  counted_apart: line.apart ?? '',
  state: line.state,
  source: line.source ?? '',
  low: count?.low ?? null,
  high: count?.high ?? null,
  observed_at: orNull(reading?.observedAt),
  recorded_at: orNull(reading?.recordedAt),
  reading_low: reading?.low ?? null,
  reading_high: reading?.high ?? null,
  run_id: reading ? reading.runId : '',
  payload_id: reading ? reading.payloadId : '',
  payload_kept: line.payloadKept,
  lower_observed_at: orNull(lowerEnd?.observedAt),
  lower_recorded_at: orNull(lowerEnd?.recordedAt),
  lower_reading_low: lowerEnd?.low ?? null,
  lower_reading_high: lowerEnd?.high ?? null,
  lower_run_id: lowerEnd ? lowerEnd.runId : '',
  lower_payload_id: lowerEnd ? lowerEnd.payloadId : '',
  lower_payload_kept: line.lowerPayloadKept,
  readings: line.readings,
  fingerprint: line.fingerprint,
});

const adjustmentRow = (adjustment: CountedAdjustment): Row => ({
  adjustment_id: adjustment.id,
  episode_id: adjustment.episodeId ?? '',
  placement_id: adjustment.placementId ?? 0,
  platform: adjustment.platformId ?? '',
  family: adjustment.family,
  low: adjustment.low,
  high: adjustment.high,
  effective_at: dateTime64(adjustment.effectiveAt),
  recorded_at: dateTime64(adjustment.recordedAt),
  kind: adjustment.kind,
  reading_at: orNull(adjustment.readingAt),
  author: adjustment.author,
  reason: adjustment.reason,
});

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();
const amount = z.coerce.number().pipe(z.int());

const linesQuery = defineQuery({
  name: 'publication-lines',
  params: z.object({ id: z.string() }),
  row: z.object({
    placement_id: z.number(),
    episode_id: z.string(),
    work_id: z.string(),
    platform: z.string(),
    account_id: z.string(),
    external_id: z.string(),
    title: z.string(),
    metric: z.enum(METRICS),
    family: z.enum(FAMILIES),
    counted_apart: z.enum(['', ...APART]),
    state: z.enum(STATES),
    source: z.union([z.enum(SOURCES), z.literal('')]),
    low: count.nullable(),
    high: count.nullable(),
    observed_at: instant.nullable(),
    recorded_at: instant.nullable(),
    reading_low: count.nullable(),
    reading_high: count.nullable(),
    run_id: z.string(),
    payload_id: z.string(),
    payload_kept: z.boolean(),
    lower_observed_at: instant.nullable(),
    lower_recorded_at: instant.nullable(),
    lower_reading_low: count.nullable(),
    lower_reading_high: count.nullable(),
    lower_run_id: z.string(),
    lower_payload_id: z.string(),
    lower_payload_kept: z.boolean(),
    readings: count,
    fingerprint: z.string(),
  }),
});

const adjustmentsQuery = defineQuery({
  name: 'publication-adjustments',
  params: z.object({ id: z.string() }),
  row: z.object({
    adjustment_id: z.string(),
    episode_id: z.string(),
    placement_id: z.number(),
    platform: z.string(),
    family: z.enum(FAMILIES),
    low: amount,
    high: amount,
    effective_at: instant,
    recorded_at: instant,
    kind: z.enum(ADJUSTMENT_KINDS),
    reading_at: instant.nullable(),
    author: z.string(),
    reason: z.string(),
  }),
});

/** The lines and adjustments of a publication; of each the first row. */
export const readFrozenParts = async (
  db: Database,
  { id, campaignId }: { readonly id: string; readonly campaignId: string },
): Promise<{ readonly lines: KeptLine[]; readonly adjustments: FrozenTotal['adjustments'] }> => {
  const [lines, adjustments] = await Promise.all([linesQuery(db, { id }), adjustmentsQuery(db, { id })]);
  return {
    lines: lines.map(row => ({
      placementId: row.placement_id,
      episodeId: row.episode_id === '' ? null : row.episode_id,
      workId: row.work_id,
      platformId: row.platform,
      accountId: row.account_id,
      externalId: row.external_id,
      title: row.title,
      metric: row.metric,
      family: row.family,
      ...(row.counted_apart !== '' && { apart: row.counted_apart }),
      state: row.state,
      source: row.source === '' ? null : row.source,
      count: row.low === null ? null : { low: row.low, high: row.high },
      reading: readingOf(
        row.observed_at,
        row.recorded_at,
        row.reading_low,
        row.reading_high,
        row.run_id,
        row.payload_id,
      ),
      lowerEnd: readingOf(
        row.lower_observed_at,
        row.lower_recorded_at,
        row.lower_reading_low,
        row.lower_reading_high,
        row.lower_run_id,
        row.lower_payload_id,
      ),
      readings: row.readings,
      fingerprint: row.fingerprint,
      payloadKept: row.payload_kept,
      lowerPayloadKept: row.lower_payload_kept,
    })),
    adjustments: adjustments.map(row => ({
      id: row.adjustment_id,
      campaignId,
      episodeId: row.episode_id === '' ? null : row.episode_id,
      placementId: row.placement_id === 0 ? null : row.placement_id,
      platformId: row.platform === '' ? null : row.platform,
      family: row.family,
      low: row.low,
      high: row.high,
      effectiveAt: row.effective_at,
      recordedAt: row.recorded_at,
      kind: row.kind,
      readingAt: row.reading_at,
      author: row.author,
      reason: row.reason,
    })),
  };
};

const readingOf = (
  observedAt: Instant | null,
  recordedAt: Instant | null,
  low: number | null,
  high: number | null,
  runId: string,
  payloadId: string,
): ReadingBehind | null =>
  observedAt === null || recordedAt === null || low === null
    ? null
    : { observedAt, recordedAt, low, high, runId, payloadId };
