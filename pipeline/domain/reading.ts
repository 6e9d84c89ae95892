import type { Count } from './count.ts';
import type { Metric } from './metrics.ts';

/** Where a reading came from, best first: a placement is counted from the best source that is still fresh. */
export const SOURCES = ['own_logs', 'api', 'export', 'page', 'statement'] as const;
export type Source = (typeof SOURCES)[number];

/** Milliseconds since 1970-01-01T00:00:00Z. Every instant inside the program has this form. */
export type Instant = number;

/**
 * One observation of one metric of one placement at one instant. Immutable.
 * Identity: placement, metric, source, observedAt and value; writing it twice changes nothing.
 */
export type Reading = {
  readonly placementId: number;
  readonly metric: Metric;
  readonly source: Source;
  /** When the platform said it. */
  readonly observedAt: Instant;
  /** When we took it down; set once, so a repeated insert is the same row. */
  readonly recordedAt: Instant;
  readonly low: number;
  readonly high: number | null;
  /** The count as the platform wrote it ("1.2万", "51234"). */
  readonly text: string;
  /** Unit of the last printed digit: 1 for a number in full, 1,000 for "1.2万". */
  readonly step: number;
  /** Another counter of the same answer was above 0: tells a true zero from a broken interface. */
  readonly othersPositive: boolean;
  /** Publish time of the item where known. */
  readonly publishedAt: Instant | null;
  /** How often the schedule asked for this placement at this reading, in seconds. */
  readonly intervalS: number;
  readonly runId: string;
  /** Hash of the payload it was read from; '' where there is none. */
  readonly payloadId: string;
};

/** One reading's series: verdicts are formed within it, never across. */
export type SeriesKey = Pick<Reading, 'placementId' | 'metric' | 'source'>;
export const seriesKey = (of: SeriesKey): string => `${of.placementId}/${of.metric}/${of.source}`;

/**
 * What the rules say of a reading, and what the series counts as from this reading on: the accepted count, its lower
 * end lowered by every doubt open then. `count` is null while nothing was ever accepted; a held row carries it on.
 * `acceptedAt` is the instant of the reading that gives the count.
 */
export type Judgement = {
  readonly verdict: 'accepted' | 'held';
  /** Empty for a plain acceptance; otherwise why, as a code of `REASONS`. */
  readonly reason: string;
  readonly count: Count | null;
  readonly acceptedAt: Instant | null;
};
export type JudgedReading = Reading & { readonly judgement: Judgement };

/** What a person may say of a reading. `withdrawn` takes back what was said before: the rules judge it again. */
export const DECISIONS = ['accept', 'hold', 'withdrawn'] as const;

/** A person's decision on a reading (signed); the last one known stands over the rules. */
export type Decision = Pick<Reading, 'observedAt' | 'low' | 'high'> & {
  readonly decision: (typeof DECISIONS)[number];
  readonly recordedAt: Instant;
  readonly author: string;
};
/** A decision with the series of its reading and the grounds it was made on. */
export type SeriesDecision = SeriesKey & Decision & { readonly reason: string };
/** The decision that stands over the rules; undefined where none does. */
export type Ruling = Exclude<Decision['decision'], 'withdrawn'> | undefined;

/** What makes two readings of one series the same reading: instant and value. */
export const identityOf = ({ observedAt, low, high }: Pick<Reading, 'observedAt' | 'low' | 'high'>): string =>
  `${observedAt}/${low}/${high ?? ''}`;

export const WORK_KINDS = ['live', 'replay', 'clip', 'article', 'audio', 'trailer'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
