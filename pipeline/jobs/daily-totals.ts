import type { Database } from '../clickhouse/client.ts';
import { type AdjustmentRecord, countedAdjustments } from '../domain/adjustment.ts';
import type { Count } from '../domain/count.ts';
import type { Family } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import { readAdjustments } from '../store/adjustments.ts';
import { readEpisodesKnown } from '../store/catalogue-known.ts';
import { type Day, readEverGone, readMixedDays, readPlainDays } from '../store/daily-totals.ts';
import { type ExpectedPlacement, readExpectedPlacements } from '../store/placement-counts.ts';
import { readSeriesKeys } from '../store/series-ends.ts';
import { cancelledOf } from './figures.ts';

export type DayTotal = Count & {
  /** Calendar day of the campaign's zone. */
  readonly date: string;
  readonly expected: number;
  /** Expected placements without a count, or with one that was overdue at the end of the day. */
  readonly carried: number;
};

/** A part of a campaign: what is outside is neither summed nor counted. An adjustment of no placement is of no work. */
export type InPart = (of: { readonly episodeId: string | null; readonly workId: string | null }) => boolean;

export type DailyQuestion = {
  readonly families: readonly Family[];
  readonly knownAt: Instant;
  /** Consecutive days of the campaign's zone. */
  readonly days: readonly Day[];
  /** Left out: the whole campaign. */
  readonly inPart?: InPart | undefined;
};

/**
 * The total at the last instant of each day given, from the daily rollup: one row a series and day. It holds the verdicts of
 * now; null where one of those it would take from it came after K, so that only the readings themselves can tell.
 */
export const readDailyTotals = async (
  db: Database,
  campaign: string,
  { families, knownAt, days, inPart = () => true }: DailyQuestion,
): Promise<DayTotal[] | null> => {
  const [registered, adjustments, episodes, series, gone] = await Promise.all([
    readExpectedPlacements(db, campaign, knownAt),
    readAdjustments(db, campaign, knownAt),
    readEpisodesKnown(db, campaign, knownAt),
    readSeriesKeys(db, campaign),
    readEverGone(db, campaign),
  ]);
  const counted = registered.filter(
    placement => families.includes(placement.family) && !placement.apart && inPart(placement),
  );
  const sources = Map.groupBy(series, ({ placementId, metric }) => `${placementId}/${metric}`);
  const isPlain = ({ placementId, metric }: ExpectedPlacement): boolean =>
    !gone.has(placementId) && (sources.get(`${placementId}/${metric}`)?.length ?? 0) < 2;
  const [plain, mixed] = await Promise.all([
    readPlainDays(db, counted.filter(isPlain), days),
    readMixedDays(
      db,
      counted.filter(placement => !isPlain(placement)),
      days,
      knownAt,
    ),
  ]);
  if (plain === null || Math.max(plain.knownSince, mixed.knownSince) > knownAt) return null;
  const adjusting = adjustments.filter(({ family }) => families.includes(family));
  const cancelled = cancelledOf(episodes);
  const sinces = counted.map(({ since }) => since).toSorted((a, b) => a - b);
  return days.map(({ date, end }, place) => {
    const parts = [plain.days[place], mixed.days[place]].filter(sum => sum !== undefined);
    const changes = changesAt(adjusting, registered, cancelled, end, inPart);
    const expected = upTo(sinces, end);
    const total = (of: (sum: (typeof parts)[number]) => number): number =>
      parts.reduce((sum, part) => sum + of(part), 0);
    return {
      date,
      low: total(({ low }) => low) + changes.low,
      high: total(({ openEnds }) => openEnds) > 0 ? null : total(({ high }) => high) + changes.high,
      expected,
      carried: expected - total(({ inTime }) => inTime),
    };
  });
};

/** How many of rising instants are not after one. */
const upTo = (instants: readonly Instant[], end: Instant): number => {
  const later = instants.findIndex(instant => instant > end);
  return later === -1 ? instants.length : later;
};

/** What the adjustments of a part that count at an instant add up to. */
const changesAt = (
  adjustments: readonly AdjustmentRecord[],
  registered: readonly ExpectedPlacement[],
  cancelled: ReadonlySet<string>,
  end: Instant,
  inPart: InPart,
): { low: number; high: number } => {
  const sum = { low: 0, high: 0 };
  if (adjustments.length === 0) return sum;
  const expected = registered.filter(({ since }) => since <= end);
  const works = new Map(expected.map(({ placementId, workId }) => [placementId, workId]));
  for (const { episodeId, placementId, low, high } of countedAdjustments(
    adjustments,
    expected,
    cancelled,
    end,
  )) {
    const workId = placementId === null ? null : (works.get(placementId) ?? null);
    if (!inPart({ episodeId, workId })) continue;
    sum.low += low;
    sum.high += high;
  }
  return sum;
};
