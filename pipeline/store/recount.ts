import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { DatedFall } from '../domain/knowledge.ts';
import { DECISIONS, type SeriesDecision } from '../domain/reading.ts';
import type { KeptReading, RollupRow } from '../domain/recount.ts';
import type { Range, Size } from '../domain/recount-blocks.ts';
import type { Kept, KeptVerdict } from '../domain/recount-differences.ts';
import { FALL_CLASSES } from '../domain/series.ts';
import {
  count,
  instant,
  judgementColumns,
  judgementOf,
  readingOf,
  readingRow,
  seriesColumns,
  seriesOf,
} from './reading-rows.ts';

const sizes = defineQuery({
  name: 'recount-sizes',
  params: z.object({}),
  row: z.object({ placement_id: z.number(), readings: count, decisions: count, latest_at: instant }),
});

/** Every placement of which something is stored, in order. */
export const readSizes = async (db: Database): Promise<Size[]> =>
  (await sizes(db, {})).map(row => ({
    placementId: row.placement_id,
    readings: row.readings,
    decisions: row.decisions,
    latestAt: row.latest_at,
  }));

const params = z.object({ first: z.number(), last: z.number() });

const keptReadings = defineQuery({
  name: 'recount-readings',
  params,
  row: readingRow.extend({ local_date: z.string() }),
});

const keptVerdicts = defineQuery({
  name: 'recount-verdicts',
  params,
  row: z.object({
    ...seriesColumns,
    observed_at: instant,
    recorded_at: instant,
    low: count,
    high: count.nullable(),
    known_since: instant,
    ...judgementColumns,
  }),
});

const keptDecisions = defineQuery({
  name: 'recount-decisions',
  params,
  row: z.object({
    ...seriesColumns,
    observed_at: instant,
    low: count,
    high: count.nullable(),
    decision: z.enum(DECISIONS),
    author: z.string(),
    reason: z.string(),
    recorded_at: instant,
  }),
});

const keptFalls = defineQuery({
  name: 'recount-falls',
  params,
  row: z.object({
    ...seriesColumns,
    observed_at: instant,
    to_low: count,
    to_high: count.nullable(),
    from_low: count,
    from_high: count.nullable(),
    class: z.enum(FALL_CLASSES),
    cause: z.enum(['confirmed', 'decided']),
    confirmed_at: instant,
    known_since: instant,
    withdrawn: z.boolean(),
    revision: z.number(),
  }),
});

const keptRollups = defineQuery({
  name: 'recount-rollups',
  params,
  row: z.object({
    local_date: z.string(),
    ...seriesColumns,
    observed_at: instant,
    recorded_at: instant,
    known_since: instant,
    interval_s: z.number(),
    ...judgementColumns,
  }),
});

/** Everything that verdicts of some placements are formed from. */
export const readFacts = async (
  db: Database,
  range: Range,
): Promise<{ readonly readings: readonly KeptReading[]; readonly decisions: readonly SeriesDecision[] }> => {
  const [readings, decisions] = await Promise.all([keptReadings(db, range), keptDecisions(db, range)]);
  return {
    readings: readings.map(row => ({ ...readingOf(row), localDate: row.local_date })),
    decisions: decisions.map(row => ({
      ...seriesOf(row),
      observedAt: row.observed_at,
      low: row.low,
      high: row.high,
      decision: row.decision,
      author: row.author,
      reason: row.reason,
      recordedAt: row.recorded_at,
    })),
  };
};

/** What is stored that was formed from readings of some placements. */
export const readFormed = async (db: Database, range: Range): Promise<Omit<Kept, 'readings'>> => {
  const [verdicts, falls, rollups] = await Promise.all([
    keptVerdicts(db, range),
    keptFalls(db, range),
    keptRollups(db, range),
  ]);
  return {
    verdicts: verdicts.map(
      (row): KeptVerdict => ({
        ...seriesOf(row),
        observedAt: row.observed_at,
        recordedAt: row.recorded_at,
        low: row.low,
        high: row.high,
        knownSince: row.known_since,
        revision: row.revision,
        judgement: judgementOf(row),
      }),
    ),
    falls: falls.map(
      (row): DatedFall => ({
        ...seriesOf(row),
        at: row.observed_at,
        from: { low: row.from_low, high: row.from_high },
        to: { low: row.to_low, high: row.to_high },
        class: row.class,
        cause: row.cause,
        confirmedAt: row.confirmed_at,
        knownSince: row.known_since,
        withdrawn: row.withdrawn,
        revision: row.revision,
      }),
    ),
    rollups: rollups.map(
      (row): RollupRow => ({
        ...seriesOf(row),
        localDate: row.local_date === NO_DAY ? null : row.local_date,
        observedAt: row.observed_at,
        recordedAt: row.recorded_at,
        knownSince: row.known_since,
        intervalS: row.interval_s,
        revision: row.revision,
        judgement: judgementOf(row),
      }),
    ),
  };
};

/** What the query says where a row is of no day. */
const NO_DAY = '1970-01-01';
