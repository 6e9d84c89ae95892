import { DAY } from '../days.ts';
import type { Count } from './count.ts';
import type { Metric } from './metrics.ts';
import { type Instant, type Judgement, SOURCES, type Source } from './reading.ts';
import type { State } from './totals.ts';

/** The last judged reading of one series as of T, known by K. */
export type SeriesEnd = {
  readonly placementId: number;
  readonly metric: Metric;
  readonly source: Source;
  readonly lastAt: Instant;
  readonly verdict: Judgement['verdict'];
  readonly reason: string;
  readonly count: Count | null;
  readonly acceptedAt: Instant | null;
  /** How often the schedule asked at the last reading, in seconds. */
  readonly intervalS: number;
};

/** What answers without a value say of one series as of T, known by K. */
export type Missed = {
  readonly placementId: number;
  readonly metric: Metric;
  readonly source: Source;
  readonly at: Instant;
  readonly status: 'absent' | 'hidden' | 'removed' | 'failed';
  readonly reason: string;
  /** The last hidden answer at least a week before T; null where there is none. */
  readonly hiddenAWeekAgo: Instant | null;
  readonly absentThisWeek: boolean;
};

/** What a placement counts as, from which source, and how sure that is. */
export type Standing = {
  readonly source: Source | null;
  readonly state: State;
  readonly count: Count | null;
  /** Instant of the reading that gives the count. */
  readonly observedAt: Instant | null;
  /** Instant of its last reading, whatever its verdict. */
  readonly lastObservedAt: Instant | null;
  /** Why it is not fresh; empty when it is. */
  readonly reason: string;
  /**
   * It has no count, or one older than its schedule allows. Unlike `carried` this says nothing of a last attempt that
   * failed while the count is still in time. Never true of a statement and of what the platform removed: nobody waits
   * for another reading of them.
   */
  readonly isOverdue: boolean;
};

/** A better source stands as long as its last accepted reading is at most this much older than the newest of any. */
const SOURCE_AGE = 7 * DAY;
/** A reading is fresh for one and a half of the interval its schedule asked for. */
const FRESH_FOR = 1.5;

/**
 * The standing of one placement's counting metric at T, from its series and misses (one of each a source). The view
 * `placement_counts_as_of` says the same in SQL for analysts; a test holds the two together.
 */
export const standingOf = (
  series: readonly SeriesEnd[],
  misses: readonly Missed[],
  asOf: Instant,
): Standing => {
  const best = bestSeries(series);
  if (!best) {
    const last = misses.reduce<Missed | null>(
      (newest, miss) => (newest && newest.at >= miss.at ? newest : miss),
      null,
    );
    const reason = last === null || last.reason === '' ? 'not read yet' : last.reason;
    return {
      source: null,
      state: 'never',
      count: null,
      observedAt: null,
      lastObservedAt: null,
      reason,
      isOverdue: true,
    };
  }
  const { source, count, acceptedAt } = best;
  const miss = misses.find(missed => missed.source === source) ?? null;
  const state = stateOf(best, miss, asOf);
  return {
    source,
    state,
    count,
    observedAt: count && acceptedAt,
    lastObservedAt: best.lastAt,
    reason: state === 'fresh' || state === 'stated' ? '' : reasonOf(best, miss),
    isOverdue: state !== 'stated' && state !== 'removed' && !isInTime(best, asOf),
  };
};

const bestSeries = (series: readonly SeriesEnd[]): SeriesEnd | undefined => {
  const newest = Math.max(...series.map(({ acceptedAt }) => acceptedAt ?? Number.NEGATIVE_INFINITY));
  const stands = ({ count, acceptedAt, intervalS }: SeriesEnd): boolean =>
    count !== null &&
    acceptedAt !== null &&
    acceptedAt >= newest - Math.max(SOURCE_AGE, Math.floor(FRESH_FOR * intervalS) * 1000);
  const ranked = series.toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
  return ranked.find(stands) ?? ranked[0];
};

const stateOf = (best: SeriesEnd, miss: Missed | null, asOf: Instant): State => {
  const { lastAt, count, acceptedAt, source, verdict } = best;
  if (count === null || acceptedAt === null) return 'held';
  const missedSince = miss !== null && miss.at > lastAt;
  if (missedSince && (miss.status === 'removed' || isHiddenForAWeek(miss, lastAt))) return 'removed';
  if (source === 'statement') return 'stated';
  return verdict === 'accepted' && !missedSince && isInTime(best, asOf) ? 'fresh' : 'carried';
};

/** Its last accepted reading is no older at T than one and a half of the interval its schedule asked for. */
const isInTime = ({ count, acceptedAt, intervalS }: SeriesEnd, asOf: Instant): boolean =>
  count !== null && acceptedAt !== null && asOf <= acceptedAt + FRESH_FOR * 1000 * intervalS;

/** Hidden in every answer of a week is removed; failures are no answers. */
const isHiddenForAWeek = (miss: Missed, lastAt: Instant): boolean =>
  miss.status === 'hidden' &&
  !miss.absentThisWeek &&
  miss.hiddenAWeekAgo !== null &&
  miss.hiddenAWeekAgo > lastAt;

const reasonOf = ({ lastAt, verdict, reason }: SeriesEnd, miss: Missed | null): string => {
  if (miss !== null && miss.at > lastAt) return miss.reason;
  return verdict === 'held' ? `held: ${reason}` : 'overdue';
};
