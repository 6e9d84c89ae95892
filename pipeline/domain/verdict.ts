import type { Decision, JudgedReading, Judgement, Reading } from './reading.ts';
import { seriesKey } from './reading.ts';
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
): JudgedSeries => {
  const ordered = inOrder(readings);
  const decided = lastDecisions(decisions);
  const judgements = new Map<string, Judgement>();
  const events: FallEvent[] = [];
  let state = initialState;
  for (const reading of ordered) {
    const next = step(state, reading, decided.get(decisionKey(reading))?.decision, rules);
    judgements.set(identity(reading), next.judgement);
    for (const row of next.amended) judgements.set(identity(row), row.judgement);
    events.push(...next.events);
    state = next.state;
  }
  const judged = ordered.flatMap(reading => {
    const judgement = judgements.get(identity(reading));
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

/** What makes two readings of one series the same reading: instant and value. */
const identity = ({ observedAt, low, high }: Reading): string => `${observedAt}/${low}/${high ?? ''}`;

/** In the order of judging, each identity once: as first recorded. */
const inOrder = (readings: readonly Reading[]): Reading[] => {
  const keys = new Set(readings.map(seriesKey));
  if (keys.size > 1) {
    throw new Error(
      `Verdicts are formed within one series; these are ${keys.size}: ${[...keys].join(', ')}.`,
    );
  }
  const sorted = [...readings].sort(compare);
  const seen = new Set<string>();
  return sorted.filter(reading => {
    const key = identity(reading);
    return seen.has(key) ? false : seen.add(key);
  });
};

/** observedAt, recordedAt, low, high; copies of one reading that differ elsewhere stand in an order of their own. */
const compare = (a: Reading, b: Reading): number =>
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

const decisionKey = ({ observedAt, low }: Pick<Decision, 'observedAt' | 'low'>): string =>
  `${observedAt}/${low}`;

/** The last decision on each reading; of two recorded in one millisecond, hold. */
const lastDecisions = (decisions: readonly Decision[]): Map<string, Decision> => {
  const last = new Map<string, Decision>();
  for (const decision of decisions) {
    const other = last.get(decisionKey(decision));
    const isLater =
      other === undefined ||
      decision.recordedAt > other.recordedAt ||
      (decision.recordedAt === other.recordedAt && decision.decision === 'hold');
    if (isLater) last.set(decisionKey(decision), decision);
  }
  return last;
};
