import {
  type Decision,
  identityOf,
  type JudgedReading,
  type Judgement,
  type Reading,
  type Ruling,
  seriesKey,
} from './reading.ts';
import { DEFAULT_RULES, type Rules } from './rules.ts';
import { type FallEvent, initialState, type SeriesState } from './series.ts';
import { step } from './step.ts';

/** A whole series judged. `state` is where `step` goes on. */
export type JudgedSeries = {
  readonly readings: readonly JudgedReading[];
  readonly events: readonly FallEvent[];
  readonly state: SeriesState;
};

/**
 * Final verdicts of a set of readings of one series, in order of `observedAt`, duplicates dropped. A pure function
 * of the sets: the order of arrival never matters. For the verdicts known at K pass what was recorded by K.
 * @throws Error when readings of several series are mixed.
 */
export const judgeSeries = (
  readings: readonly Reading[],
  decisions: readonly Decision[],
  rules: Rules = DEFAULT_RULES,
): JudgedSeries => judgeOn(initialState, readings, decisions, rules);

/** Judges readings that are all after those that led to `from`. */
export const judgeOn = (
  from: SeriesState,
  readings: readonly Reading[],
  decisions: readonly Decision[],
  rules: Rules,
): JudgedSeries => {
  const ordered = inOrder(readings);
  const rulings = rulingsOf(decisions);
  const judgements = new Map<string, Judgement>();
  const events: FallEvent[] = [];
  let state = from;
  for (const reading of ordered) {
    const next = step(state, reading, rulings.get(identityOf(reading)), rules);
    judgements.set(identityOf(reading), next.judgement);
    for (const row of next.amended) judgements.set(identityOf(row), row.judgement);
    events.push(...next.events);
    state = next.state;
  }
  const judged = ordered.flatMap(reading => {
    const judgement = judgements.get(identityOf(reading));
    return judgement ? [{ ...reading, judgement }] : [];
  });
  return { readings: judged, events, state };
};

/** The readings of {@link judgeSeries}. */
export const judge = (
  readings: readonly Reading[],
  decisions: readonly Decision[],
  rules: Rules = DEFAULT_RULES,
): JudgedReading[] => [...judgeSeries(readings, decisions, rules).readings];

/** In the order of judging, each identity once: as first recorded. */
const inOrder = (readings: readonly Reading[]): Reading[] => {
  const keys = new Set(readings.map(seriesKey));
  if (keys.size > 1) {
    throw new Error(
      `Verdicts are formed within one series; these are ${keys.size}: ${[...keys].join(', ')}.`,
    );
  }
  const sorted = [...readings].sort(compareReadings);
  const seen = new Set<string>();
  return sorted.filter(reading => {
    const key = identityOf(reading);
    return seen.has(key) ? false : seen.add(key);
  });
};

/** observedAt, recordedAt, low, high; copies of one reading that differ elsewhere stand in an order of their own. */
export const compareReadings = (a: Reading, b: Reading): number =>
  a.observedAt - b.observedAt ||
  a.recordedAt - b.recordedAt ||
  a.low - b.low ||
  compareHigh(a.high, b.high) ||
  compareText(fingerprint(a), fingerprint(b));

const compareHigh = (a: number | null, b: number | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Cautious copies first: of two, the one without another counter above 0 is the one kept. */
const fingerprint = (reading: Reading): string =>
  JSON.stringify([
    reading.othersPositive,
    reading.publishedAt,
    reading.text,
    reading.step,
    reading.intervalS,
    reading.runId,
    reading.payloadId,
  ]);

/** Of decisions recorded in one millisecond the most cautious stands. */
const CAUTION: Readonly<Record<Decision['decision'], number>> = { withdrawn: 0, accept: 1, hold: 2 };

/** What stands over the rules, by identity of the reading: the last decision on it, unless it was withdrawn. */
export const rulingsOf = (decisions: readonly Decision[]): Map<string, Ruling> => {
  const ordered = decisions.toSorted(
    (a, b) => a.recordedAt - b.recordedAt || CAUTION[a.decision] - CAUTION[b.decision],
  );
  return new Map(ordered.map(of => [identityOf(of), of.decision === 'withdrawn' ? undefined : of.decision]));
};
