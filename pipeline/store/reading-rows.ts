import { z } from 'zod';
import { fromDateTime64 } from '../days.ts';
import type { StoredReading } from '../domain/knowledge.ts';
import { METRICS } from '../domain/metrics.ts';
import { type Judgement, SOURCES } from '../domain/reading.ts';

/** An instant as the database answers it. */
export const instant = z.string().transform(fromDateTime64);
/** Counts are 64-bit integers, which come as text. */
export const count = z.coerce.number();

/** Columns that name a series. */
export const seriesColumns = {
  placement_id: z.number(),
  metric: z.enum(METRICS),
  source: z.enum(SOURCES),
};
const seriesRow = z.object(seriesColumns);

export const seriesOf = (row: z.output<typeof seriesRow>) => ({
  placementId: row.placement_id,
  metric: row.metric,
  source: row.source,
});

/** Columns that hold a verdict. */
export const judgementColumns = {
  verdict: z.enum(['accepted', 'held']),
  reason: z.string(),
  has_count: z.boolean(),
  count_low: count,
  count_high: count.nullable(),
  accepted_at: instant.nullable(),
  revision: z.number(),
};
const judgementRow = z.object(judgementColumns);

export const judgementOf = (row: z.output<typeof judgementRow>): Judgement => ({
  verdict: row.verdict,
  reason: row.reason,
  count: row.has_count ? { low: row.count_low, high: row.count_high } : null,
  acceptedAt: row.accepted_at,
});

/** A row of readings, with whichever verdict was asked for. */
export const readingRow = z.object({
  ...seriesColumns,
  observed_at: instant,
  recorded_at: instant,
  low: count,
  high: count.nullable(),
  text: z.string(),
  step: count,
  others_positive: z.boolean(),
  published_at: instant.nullable(),
  interval_s: z.number(),
  run_id: z.string(),
  payload_id: z.string(),
  ...judgementColumns,
});

export const readingOf = (row: z.output<typeof readingRow>): StoredReading => ({
  ...seriesOf(row),
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
  judgement: judgementOf(row),
});
