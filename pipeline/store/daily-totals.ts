import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import { count, instant } from './reading-rows.ts';

/** A calendar day of the campaign's zone, and the last instant of it. */
export type Day = { readonly date: string; readonly end: Instant };

/** A placement whose counts are summed: its counting metric, and from when on it is expected. */
export type DailyPlacement = {
  readonly placementId: number;
  readonly metric: string;
  readonly since: Instant;
};

/** What placements add up to at the end of a day. */
type DaySum = {
  readonly low: number;
  /** Open ends add nothing to it. */
  readonly high: number;
  readonly openEnds: number;
  /** Placements with a count that is not overdue, or for which nobody waits any more. */
  readonly inTime: number;
};

/** Sums of consecutive days, and since when everything behind them was known. */
export type DaySums = { readonly knownSince: Instant; readonly days: readonly DaySum[] };

const placements = {
  placements: z.array(z.number()),
  metrics: z.array(z.string()),
  sinces: z.array(z.number()),
};

const dailySums = defineQuery({
  name: 'daily-sums',
  params: z.object({
    ...placements,
    first: z.string(),
    last: z.string(),
    length: z.number(),
    ends: z.array(z.number()),
  }),
  row: z.object({
    lows: z.array(count),
    highs: z.array(count),
    open_ends: z.array(count),
    in_time: z.array(count),
    known_since: instant,
    sources: count,
  }),
});

const dailyTotals = defineQuery({
  name: 'daily-totals',
  params: z.object({
    ...placements,
    days: z.array(z.string()),
    ends: z.array(z.string()),
    known_at: z.string(),
  }),
  row: z.object({
    ...{ date: z.string(), low: count, high: count, open_ends: count, in_time: count },
    known_since: instant,
  }),
});

const everGone = defineQuery({
  name: 'ever-gone',
  params: z.object({ campaign: z.string() }),
  row: z.object({ placement_id: z.number() }),
});

/** Placements of a campaign that were ever hidden or removed: an overdue count of theirs may be a final one. */
export const readEverGone = async (db: Database, campaign: string): Promise<ReadonlySet<number>> =>
  new Set((await everGone(db, { campaign })).map(row => row.placement_id));

const NOTHING: DaySum = { low: 0, high: 0, openEnds: 0, inTime: 0 };

const asked = (of: readonly DailyPlacement[]) => ({
  placements: of.map(({ placementId }) => placementId),
  metrics: of.map(({ metric }) => metric),
  sinces: of.map(({ since }) => since),
});

/**
 * The sums of placements that have one source each and were never gone, from the daily rollup; null where one turns out
 * to have two.
 * @param days consecutive
 */
export const readPlainDays = async (
  db: Database,
  of: readonly DailyPlacement[],
  days: readonly Day[],
): Promise<DaySums | null> => {
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last || of.length === 0) return { knownSince: 0, days: days.map(() => NOTHING) };
  const [row] = await dailySums(db, {
    ...asked(of),
    ...{ first: first.date, last: last.date, length: days.length, ends: days.map(({ end }) => end) },
  });
  if (!row || row.sources > 0) return null;
  // Without any row there are no places either, and every sum is of nothing.
  const at = (sums: readonly number[], place: number): number => sums[place] ?? 0;
  return {
    knownSince: row.known_since,
    days: days.map((_, place) => ({
      low: at(row.lows, place),
      high: at(row.highs, place),
      openEnds: at(row.open_ends, place),
      inTime: at(row.in_time, place),
    })),
  };
};

/** The sums of any placements, from the daily rollup and misses as known by K; slower than {@link readPlainDays}. */
export const readMixedDays = async (
  db: Database,
  of: readonly DailyPlacement[],
  days: readonly Day[],
  knownAt: Instant,
): Promise<DaySums> => {
  if (of.length === 0) return { knownSince: 0, days: days.map(() => NOTHING) };
  const rows = await dailyTotals(db, {
    ...asked(of),
    ...{ days: days.map(({ date }) => date), ends: days.map(({ end }) => dateTime64(end)) },
    known_at: dateTime64(knownAt),
  });
  const byDate = new Map(rows.map(row => [row.date, row]));
  return {
    knownSince: rows[0]?.known_since ?? 0,
    days: days.map(({ date }) => {
      const row = byDate.get(date);
      return row ? { low: row.low, high: row.high, openEnds: row.open_ends, inTime: row.in_time } : NOTHING;
    }),
  };
};
