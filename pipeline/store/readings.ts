import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, localDate } from '../days.ts';
import type { Amendment, StoredReading } from '../domain/knowledge.ts';
import type { Instant, Judgement, Reading, SeriesKey } from '../domain/reading.ts';
import type { RollupRow } from '../domain/recount.ts';
import { readingOf, readingRow } from './reading-rows.ts';

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

const keyRow = (reading: SeriesKey & Pick<Reading, 'observedAt' | 'recordedAt'>) => ({
  placement_id: reading.placementId,
  metric: reading.metric,
  source: reading.source,
  observed_at: dateTime64(reading.observedAt),
  recorded_at: dateTime64(reading.recordedAt),
});

/** The column cannot be null; has_count says that this 0 is no count. */
const NO_COUNT = 0;

const optional = (at: Instant | null): string | null => (at === null ? null : dateTime64(at));

const judgementRow = ({ verdict, reason, count, acceptedAt }: Judgement) => ({
  verdict,
  reason,
  has_count: count !== null,
  count_low: count === null ? NO_COUNT : count.low,
  count_high: count === null ? null : count.high,
  accepted_at: optional(acceptedAt),
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
    // Written out: a night stores a hundred thousand of these, and spreading three parts into each takes as long again.
    readings.map(reading => {
      const { verdict, reason, count, acceptedAt } = reading.judgement;
      const observedAt = dateTime64(reading.observedAt);
      return {
        placement_id: reading.placementId,
        metric: reading.metric,
        source: reading.source,
        observed_at: observedAt,
        recorded_at: dateTime64(reading.recordedAt),
        local_date: localDate(reading.observedAt, zone),
        low: reading.low,
        high: reading.high,
        text: reading.text,
        step: reading.step,
        others_positive: reading.othersPositive,
        published_at: optional(reading.publishedAt),
        run_id: reading.runId,
        payload_id: reading.payloadId,
        verdict,
        reason,
        has_count: count !== null,
        count_low: count === null ? NO_COUNT : count.low,
        count_high: count === null ? null : count.high,
        accepted_at: acceptedAt === reading.observedAt ? observedAt : optional(acceptedAt),
        revision: reading.revision,
        interval_s: reading.intervalS,
      };
    }),
    token,
  );

/** Appends later verdicts of readings already stored, known from `knownSince` on; to `table`, if it is not yet in place. */
export const insertVerdicts = (
  db: Database,
  amended: readonly Amendment[],
  table = 'verdicts',
): Promise<void> =>
  insertRows(
    db,
    table,
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
const version = (reading: RollupRow): string =>
  ((BigInt(reading.revision) << 44n) + 2n * BigInt(reading.observedAt) + 1n).toString();

const rollupRow = (reading: RollupRow) => ({
  ...keyRow(reading),
  known_since: dateTime64(reading.knownSince),
  ...judgementRow(reading.judgement),
  revision: reading.revision,
  interval_s: reading.intervalS,
  version: version(reading),
});

/** Rewrites the rollup rows of a series judged anew: its last reading, and the last one of each day given. */
export const rewriteRollups = (
  db: Database,
  last: readonly Amendment[],
  daily: readonly Amendment[],
  zone: string,
): Promise<void> =>
  insertRollups(db, [
    ...last.map(reading => ({ ...reading, localDate: null })),
    ...daily.map(reading => ({ ...reading, localDate: localDate(reading.observedAt, zone) })),
  ]);

/** Writes rollup rows; with `suffix` into tables of the same shape that are not yet in place. */
export const insertRollups = async (db: Database, rows: readonly RollupRow[], suffix = ''): Promise<void> => {
  await insertRows(
    db,
    `placement_latest${suffix}`,
    [...KEY, 'known_since', ...JUDGEMENT, 'version'],
    rows.filter(row => row.localDate === null).map(rollupRow),
  );
  await insertRows(
    db,
    `placement_daily${suffix}`,
    ['local_date', ...KEY, 'known_since', ...JUDGEMENT, 'version'],
    rows.flatMap(row => (row.localDate === null ? [] : [{ local_date: row.localDate, ...rollupRow(row) }])),
  );
};

const seriesHistory = defineQuery({
  name: 'series-history',
  params: z.object({ placements: z.array(z.number()) }),
  row: readingRow,
});

/** Every stored reading of the placements, with the verdict that stands now, by series and instant. */
export const readHistory = async (db: Database, placementIds: readonly number[]): Promise<StoredReading[]> =>
  (await seriesHistory(db, { placements: [...placementIds] })).map(readingOf);
