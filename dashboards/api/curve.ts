import pLimit from 'p-limit';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { DAY, endOfDay, localDate, startOfDay } from '../../pipeline/days.ts';
import { adjust, type CountedAdjustment, countedAdjustments } from '../../pipeline/domain/adjustment.ts';
import type { Apart } from '../../pipeline/domain/apart.ts';
import type { Campaign } from '../../pipeline/domain/catalogue.ts';
import type { Formula } from '../../pipeline/domain/formula.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { totalOf } from '../../pipeline/domain/totals.ts';
import { type DayTotal, type InPart, readDailyTotals } from '../../pipeline/jobs/daily-totals.ts';
import { cancelledOf } from '../../pipeline/jobs/figures.ts';
import { readAdjustments } from '../../pipeline/store/adjustments.ts';
import { readEpisodesKnown } from '../../pipeline/store/catalogue-known.ts';
import type { Day } from '../../pipeline/store/daily-totals.ts';
import { readFirstPublication } from '../../pipeline/store/first-publication.ts';
import {
  type CountedPlacement,
  type Moment,
  readPlacementCounts,
} from '../../pipeline/store/placement-counts.ts';

/** A cumulative curve is the same from any first day on, so a mistyped year of publication costs no 40,000 days. */
const LONGEST_DAYS = 1_100;
/** Days summed at once from the readings: each is a query over the whole campaign. */
const AT_ONCE = 4;

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
 * The curve of a campaign but for the day of T itself, whose total is the one as of T. The daily rollup answers, unless a
 * verdict it took came after K: then each day is summed from the readings, which is slower.
 */
export const readCurve = async (
  db: Database,
  campaign: Campaign,
  formula: Formula,
  moment: Moment,
  inPart?: InPart,
): Promise<Curve> => {
  const days = await campaignDays(db, campaign, moment);
  const over = days.slice(0, -1);
  if (over.length === 0) return { days, finished: [] };
  const { knownAt } = moment;
  const finished =
    (await readEachDay(db, campaign, formula, knownAt, over, inPart)) ??
    (await sumEachDay(db, campaign, formula, knownAt, over, inPart));
  return { days, finished };
};

type ReadDays<Found> = (
  db: Database,
  campaign: Campaign,
  formula: Formula,
  knownAt: Instant,
  days: readonly Day[],
  inPart?: InPart,
) => Promise<Found>;

/** From the daily rollup, which holds the verdicts of now; null where it does not answer for K. */
export const readEachDay: ReadDays<DayTotal[] | null> = (db, campaign, formula, knownAt, days, inPart) =>
  readDailyTotals(db, campaign.id, { families: formula.families, knownAt, days, inPart });

/** The same figures from the readings themselves, as known at an instant. */
export const sumEachDay: ReadDays<DayTotal[]> = async (db, campaign, formula, knownAt, days, inPart) => {
  const limit = pLimit(AT_ONCE);
  const [adjustments, episodes] = await Promise.all([
    readAdjustments(db, campaign.id, knownAt),
    readEpisodesKnown(db, campaign.id, knownAt),
  ]);
  const cancelled = cancelledOf(episodes);
  const isInside = ({ family, apart }: { readonly family: Family; readonly apart?: Apart }): boolean =>
    formula.families.includes(family) && !apart;
  return Promise.all(
    days.map(({ date, end }) =>
      limit(async () => {
        const placements = await readPlacementCounts(db, campaign.id, { asOf: end, knownAt });
        const changes = countedAdjustments(adjustments, placements, cancelled, end);
        return dayTotal(
          formula,
          date,
          ...partOf(placements.filter(isInside), changes.filter(isInside), inPart),
        );
      }),
    ),
  );
};

/** Of placements and adjustments those of a part; all of them where none is asked for. */
export const partOf = (
  placements: readonly CountedPlacement[],
  adjustments: readonly CountedAdjustment[],
  inPart: InPart | undefined,
): [readonly CountedPlacement[], readonly CountedAdjustment[]] => {
  if (!inPart) return [placements, adjustments];
  const works = new Map(placements.map(({ placementId, workId }) => [placementId, workId]));
  return [
    placements.filter(inPart),
    adjustments.filter(({ episodeId, placementId }) =>
      inPart({ episodeId, workId: placementId === null ? null : (works.get(placementId) ?? null) }),
    ),
  ];
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
