import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Count } from '../domain/count.ts';
import { METRICS } from '../domain/metrics.ts';
import { type Instant, SOURCES } from '../domain/reading.ts';
import type { Moment } from './placement-counts.ts';

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();

const placementReadings = defineQuery({
  name: 'placement-readings',
  params: z.object({
    placement: z.number(),
    as_of: z.string(),
    known_at: z.string(),
    limit: z.number(),
    offset: z.number(),
  }),
  row: z.object({
    observed_at: instant,
    recorded_at: instant,
    metric: z.enum(METRICS),
    source: z.enum(SOURCES),
    low: count,
    high: count.nullable(),
    text: z.string(),
    verdict: z.enum(['accepted', 'held']),
    reason: z.string(),
    has_count: z.boolean(),
    count_low: count,
    count_high: count.nullable(),
    run_id: z.string(),
    payload_id: z.string(),
  }),
});

/** A reading as evidence of a count, with the verdict known at some instant. */
export type EvidenceReading = Count & {
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
  readonly metric: (typeof METRICS)[number];
  readonly source: (typeof SOURCES)[number];
  /** The count as the platform wrote it. */
  readonly text: string;
  readonly verdict: 'accepted' | 'held';
  readonly reason: string;
  /** What its series counts as from here on; null while nothing was accepted. */
  readonly count: Count | null;
  readonly runId: string;
  readonly payloadId: string;
};

const readingsCount = defineQuery({
  name: 'placement-readings-count',
  params: z.object({ placement: z.number(), as_of: z.string(), known_at: z.string() }),
  row: z.object({ readings: count }),
});

/** How many readings there are of a placement's counting metric, observed by T and recorded by K. */
export const countPlacementReadings = async (
  db: Database,
  placement: number,
  { asOf, knownAt }: Moment,
): Promise<number> => {
  const [row] = await readingsCount(db, {
    ...{ placement, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) },
  });
  if (!row) throw new Error(`The readings of placement ${placement} were not counted.`);
  return row.readings;
};

/**
 * Readings of a placement's counting metric observed by T and recorded by K, newest first: `limit` of them after the
 * newest `offset`.
 */
export const readPlacementReadings = async (
  db: Database,
  placement: number,
  { asOf, knownAt }: Moment,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<EvidenceReading[]> => {
  const rows = await placementReadings(db, {
    placement,
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
    limit,
    offset,
  });
  return rows.map(row => ({
    observedAt: row.observed_at,
    recordedAt: row.recorded_at,
    metric: row.metric,
    source: row.source,
    low: row.low,
    high: row.high,
    text: row.text,
    verdict: row.verdict,
    reason: row.reason,
    count: row.has_count ? { low: row.count_low, high: row.count_high } : null,
    runId: row.run_id,
    payloadId: row.payload_id,
  }));
};

const placementZone = defineQuery({
  name: 'placement-zone',
  params: z.object({ placement: z.number() }),
  row: z.object({ campaign_id: z.string(), time_zone: z.string() }),
});

/** The zone of the campaign a placement belongs to; null when there is no such placement. */
export const readPlacementZone = async (db: Database, placement: number): Promise<string | null> =>
  (await placementZone(db, { placement }))[0]?.time_zone ?? null;

/** The campaign a placement belongs to; null when there is no such placement. */
export const readPlacementCampaign = async (db: Database, placement: number): Promise<string | null> =>
  (await placementZone(db, { placement }))[0]?.campaign_id ?? null;
