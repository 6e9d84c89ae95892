import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { DAY, dateTime64 } from '../days.ts';
import type { SeriesEnd } from '../domain/coverage.ts';
import { type Instant, type SeriesKey, type Source, seriesKey } from '../domain/reading.ts';
import { count, instant, seriesColumns } from './reading-rows.ts';

const last = z
  .tuple([
    z.enum(['accepted', 'held']),
    z.string(),
    z.boolean(),
    count,
    count.nullable(),
    instant.nullable(),
    z.number(),
  ])
  .transform(([verdict, reason, hasCount, low, high, acceptedAt, intervalS]) => ({
    verdict,
    reason,
    count: hasCount ? { low, high } : null,
    acceptedAt,
    intervalS,
  }));

const params = z.object({
  campaign: z.string(),
  placements: z.array(z.number()),
  after: z.string(),
  as_of: z.string(),
  known_at: z.string(),
});

const seriesEnds = defineQuery({
  name: 'series-ends',
  params,
  row: z.object({
    ...seriesColumns,
    last_at: instant,
    recorded_at: z.string(),
    low: z.string(),
    high: z.string().nullable(),
    last,
  }),
});

const seriesEndVerdicts = defineQuery({
  name: 'series-end-verdicts',
  params,
  row: z.object({
    ...seriesColumns,
    identity: z.tuple([instant, z.string(), z.string(), z.string().nullable()]),
    last,
  }),
});

const seriesEndsNow = defineQuery({
  name: 'series-ends-now',
  params: z.object({ campaign: z.string() }),
  row: z.object({ ...seriesColumns, last_at: instant, last, known_since: instant }),
});

/** The two clocks, and whether both are the present. */
type Clocks = { readonly asOf: Instant; readonly knownAt: Instant; readonly isNow?: boolean };

/** How far back the last reading of a series is sought first: further than any schedule's interval. */
const SOUGHT_FIRST = 8 * DAY;
/** Before every reading. */
const EVER = 0;

/**
 * The last judged reading of each series of a campaign as of T, known by K; a series of which no placement is `wanted` may be
 * left out. The rollup holds the newest of all: it answers
 * for every series of which nothing newer than (T, K) is known. Of the others the last days before T are read, and their
 * whole history only where nothing lies there.
 */
export const readSeriesEnds = async (
  db: Database,
  campaign: string,
  { asOf, knownAt, isNow = false }: Clocks,
  wanted: Promise<ReadonlySet<number>>,
): Promise<SeriesEnd[]> => {
  const read = (after: Instant, placements: readonly number[] = []): Promise<SeriesEnd[]> =>
    readEnds(db, {
      campaign,
      placements: [...placements],
      after: dateTime64(after),
      as_of: dateTime64(asOf),
      known_at: dateTime64(knownAt),
    });
  const recentFrom = Math.max(asOf - SOUGHT_FIRST, EVER);
  const [all, early, ids] = await Promise.all([
    seriesEndsNow(db, { campaign }),
    isNow ? null : read(recentFrom),
    wanted,
  ]);
  const newest = all.filter(row => ids.has(row.placement_id));
  const isStill = (row: (typeof newest)[number]): boolean =>
    row.last_at <= asOf && row.known_since <= knownAt;
  const standing = newest.filter(isStill).map(toSeriesEnd);
  if (standing.length === newest.length && early === null) return standing;
  const recent = early ?? (await read(recentFrom));
  const found = new Map([...standing, ...recent].map(end => [seriesKey(end), end]));
  const sought = newest.filter(row => !found.has(seriesKey(toSeriesEnd(row))));
  if (sought.length > 0) {
    for (const end of await read(
      EVER,
      sought.map(row => row.placement_id),
    ))
      found.set(seriesKey(end), end);
  }
  return [...found.values()];
};

/** Every series of a campaign, counting metric or not. */
export const readSeriesKeys = async (db: Database, campaign: string): Promise<SeriesKey[]> =>
  (await seriesEndsNow(db, { campaign })).map(keyOf);

const readEnds = async (db: Database, asked: z.input<typeof params>): Promise<SeriesEnd[]> => {
  const [ends, verdicts] = await Promise.all([seriesEnds(db, asked), seriesEndVerdicts(db, asked)]);
  const judgedAnew = new Map(
    verdicts.map(row => [`${seriesKey(keyOf(row))} ${row.identity.join(' ')}`, row.last]),
  );
  return ends.map(row => {
    const identity = [row.last_at, row.recorded_at, row.low, row.high];
    const later = judgedAnew.get(`${seriesKey(keyOf(row))} ${identity.join(' ')}`);
    return toSeriesEnd(later ? { ...row, last: later } : row);
  });
};

type KeyRow = { placement_id: number; metric: SeriesEnd['metric']; source: Source };

const keyOf = ({ placement_id, metric, source }: KeyRow): SeriesKey => ({
  placementId: placement_id,
  metric,
  source,
});

const toSeriesEnd = (row: KeyRow & { last_at: Instant; last: z.output<typeof last> }): SeriesEnd => ({
  ...keyOf(row),
  lastAt: row.last_at,
  ...row.last,
});
