import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { METRICS, type Metric } from '../domain/metrics.ts';
import { DECISIONS, type Instant, type SeriesDecision, type SeriesKey, SOURCES } from '../domain/reading.ts';
import type { Moment } from './placement-counts.ts';

/** Appends decisions; writing one twice changes nothing. */
export const insertDecisions = (db: Database, decisions: readonly SeriesDecision[]): Promise<void> =>
  insertRows(
    db,
    'decisions',
    [
      'placement_id',
      'metric',
      'source',
      'observed_at',
      'low',
      'high',
      'decision',
      'author',
      'reason',
      'recorded_at',
    ],
    decisions.map(of => ({
      placement_id: of.placementId,
      metric: of.metric,
      source: of.source,
      observed_at: dateTime64(of.observedAt),
      low: of.low,
      high: of.high,
      decision: of.decision,
      author: of.author,
      reason: of.reason,
      recorded_at: dateTime64(of.recordedAt),
    })),
  );

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();
const series = { placement_id: z.number(), metric: z.enum(METRICS), source: z.enum(SOURCES) };
const reading = { ...series, observed_at: instant, low: count, high: count.nullable() };

const seriesDecisions = defineQuery({
  name: 'series-decisions',
  params: z.object({ placements: z.array(z.number()) }),
  row: z.object({
    ...reading,
    decision: z.enum(DECISIONS),
    author: z.string(),
    reason: z.string(),
    recorded_at: instant,
  }),
});

const seriesOf = (row: { placement_id: number; metric: Metric; source: SeriesKey['source'] }): SeriesKey => ({
  placementId: row.placement_id,
  metric: row.metric,
  source: row.source,
});

/** Every decision on readings of the placements, in order of recording. */
export const readDecisions = async (
  db: Database,
  placementIds: readonly number[],
): Promise<SeriesDecision[]> => {
  const rows = await seriesDecisions(db, { placements: [...placementIds] });
  return rows.map(row => ({
    ...seriesOf(row),
    observedAt: row.observed_at,
    low: row.low,
    high: row.high,
    decision: row.decision,
    author: row.author,
    reason: row.reason,
    recordedAt: row.recorded_at,
  }));
};

const doubtfulReadings = defineQuery({
  name: 'doubtful-readings',
  params: z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() }),
  row: z.object({
    ...reading,
    text: z.string(),
    recorded_at: instant,
    last: z.tuple([z.enum(['accepted', 'held']), z.string(), z.boolean(), count, count.nullable()]),
  }),
});

/** A reading that the rules doubt, or that a person decided on; `countLow` null while its series has no count. */
export type DoubtfulReading = SeriesKey & {
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
  readonly low: number;
  readonly high: number | null;
  readonly text: string;
  readonly verdict: 'accepted' | 'held';
  readonly reason: string;
  readonly countLow: number | null;
  readonly countHigh: number | null;
};

/** The doubtful readings of a campaign as of (T, K), newest first. */
export const readDoubtful = async (
  db: Database,
  campaign: string,
  { asOf, knownAt }: Moment,
): Promise<DoubtfulReading[]> => {
  const rows = await doubtfulReadings(db, {
    campaign,
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
  });
  return rows.map(row => {
    const [verdict, reason, hasCount, countLow, countHigh] = row.last;
    return {
      ...seriesOf(row),
      observedAt: row.observed_at,
      recordedAt: row.recorded_at,
      low: row.low,
      high: row.high,
      text: row.text,
      verdict,
      reason,
      countLow: hasCount ? countLow : null,
      countHigh: hasCount ? countHigh : null,
    };
  });
};
