import pLimit from 'p-limit';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { DAY, endOfDay, localDate, startOfDay } from '../../pipeline/days.ts';
import { adjust, type CountedAdjustment, countedAdjustments } from '../../pipeline/domain/adjustment.ts';
import type { Campaign } from '../../pipeline/domain/catalogue.ts';
import type { Formula } from '../../pipeline/domain/formula.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { totalOf } from '../../pipeline/domain/totals.ts';
import { cancelledOf } from '../../pipeline/jobs/figures.ts';
import { readAdjustments } from '../../pipeline/store/adjustments.ts';
import { readEpisodesKnown } from '../../pipeline/store/catalogue-known.ts';
import { readCurveKnownSince } from '../../pipeline/store/curve-known-since.ts';
import { readFirstPublication } from '../../pipeline/store/first-publication.ts';
import {
  type CountedPlacement,
  type Moment,
  readPlacementCounts,
} from '../../pipeline/store/placement-counts.ts';
import { type DayTotal, readDailyTotals } from '../../pipeline/store/totals.ts';

/** A cumulative curve is the same from any first day on, so a mistyped year of publication costs no 40,000 days. */
const LONGEST_DAYS = 1_100;
/** Days summed at once from the readings: each is a query over the whole campaign. */
const AT_ONCE = 4;

export type Day = { readonly date: string; readonly end: Instant };

/**
 * The days of a campaign by T, oldest first, each with the instant its total speaks about: the last of the day, for
 * the day of T itself T. None before the campaign begins.
 */
export const campaignDays = async (
  db: Database,
  campaign: Campaign,
  { asOf, knownAt }: Moment,
): Promise<Day[]> => {
  const zone = campaign.timeZone;
  const today = localDate(asOf, zone);
  const published = await readFirstPublication(db, campaign.id, knownAt);
  const begins = Math.min(startOfDay(campaign.startsOn, zone), published ?? Number.POSITIVE_INFINITY);
  const earliest = startOfDay(today, zone) - (LONGEST_DAYS - 1) * DAY;
  const days: Day[] = [];
  for (let date = localDate(Math.max(begins, earliest), zone); date <= today; ) {
    const next = endOfDay(date, zone);
    days.push({ date, end: date === today ? asOf : next - 1 });
    date = localDate(next, zone);
  }
  return days;
};

/** The days of a campaign by T with the total at the end of each finished one, in the same order. */
export type Curve = { readonly days: readonly Day[]; readonly finished: readonly DayTotal[] };

/**
 * The curve of a campaign but for the day of T itself, whose total is the one as of T. The daily rollup answers when
 * everything in it was known by K; otherwise each day is summed from the readings, which is slower.
 */
export const readCurve = async (
  db: Database,
  campaign: Campaign,
  formula: Formula,
  moment: Moment,
): Promise<Curve> => {
  const [days, knownSince] = await Promise.all([
    campaignDays(db, campaign, moment),
    readCurveKnownSince(db, campaign.id),
  ]);
  const over = days.slice(0, -1);
  const read = knownSince > moment.knownAt ? sumEachDay : readEachDay;
  return { days, finished: over.length === 0 ? [] : await read(db, campaign, formula, moment.knownAt, over) };
};

type ReadDays = (
  db: Database,
  campaign: Campaign,
  formula: Formula,
  knownAt: Instant,
  days: readonly Day[],
) => Promise<DayTotal[]>;

/** From the daily rollup, which holds the verdicts of now. */
export const readEachDay: ReadDays = (db, campaign, formula, knownAt, days) =>
  readDailyTotals(db, campaign.id, formula.families, knownAt, days);

/** The same figures from the readings themselves, as known at an instant. */
export const sumEachDay: ReadDays = async (db, campaign, formula, knownAt, days) => {
  const limit = pLimit(AT_ONCE);
  const [adjustments, episodes] = await Promise.all([
    readAdjustments(db, campaign.id, knownAt),
    readEpisodesKnown(db, campaign.id, knownAt),
  ]);
  const cancelled = cancelledOf(episodes);
  const isInside = ({ family }: { readonly family: Family }): boolean => formula.families.includes(family);
  return Promise.all(
    days.map(({ date, end }) =>
      limit(async () => {
        const placements = await readPlacementCounts(db, campaign.id, { asOf: end, knownAt });
        const changes = countedAdjustments(adjustments, placements, cancelled, end);
        return dayTotal(formula, date, placements.filter(isInside), changes.filter(isInside));
      }),
    ),
  );
};

/** The total of placements already counted as of some instant of a day, with the adjustments that count then. */
export const dayTotal = (
  formula: Formula,
  date: string,
  counted: readonly CountedPlacement[],
  adjustments: readonly CountedAdjustment[],
): DayTotal => {
  const { low, high } = adjust(formula, totalOf(formula, counted), adjustments);
  const carried = counted.filter(({ isOverdue }) => isOverdue);
  return { date, low, high, expected: counted.length, carried: carried.length };
};
