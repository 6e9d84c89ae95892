import {
  type Decision,
  type Instant,
  identityOf,
  type JudgedReading,
  type Judgement,
  type Reading,
} from './reading.ts';
import { type DatedRules, rulesAt } from './rules.ts';
import type { FallEvent, SeriesState } from './series.ts';
import { canStep, step } from './step.ts';
import { type JudgedSeries, judgeSeries, rulingsOf } from './verdict.ts';

/** A reading as stored: judged, with the revision of its series at that moment. */
export type StoredReading = JudgedReading & { readonly revision: number };

/** A stored reading with a verdict that is known only since later. */
export type Amendment = StoredReading & { readonly knownSince: Instant };

/** A fall event with the moment since which it is known, or known no longer. */
export type DatedFall = FallEvent & {
  readonly knownSince: Instant;
  readonly withdrawn: boolean;
  readonly revision: number;
};

/** What verdicts of one series are formed from, each part with its own recorded time. */
export type Facts = { readonly readings: readonly Reading[]; readonly decisions: readonly Decision[] };

export type Told = {
  /** Readings that are new, with the verdict formed when they were recorded. */
  readonly readings: readonly StoredReading[];
  /** Verdicts that changed later, in order of `knownSince`. */
  readonly amendments: readonly Amendment[];
  readonly falls: readonly DatedFall[];
  /** Every reading with the verdict that stands after it all, by identity. */
  readonly standing: ReadonlyMap<string, StoredReading>;
};

type Stored = { readonly readings: readonly StoredReading[]; readonly decisions: readonly Decision[] };

/**
 * What becomes known of a series with new facts: readings, decisions, or both. Each moment at which something was
 * recorded is told as it was then, so that a total with both clocks fixed never moves. Where stored facts were recorded
 * after a new one (a spool that came late), everything known since is told anew.
 *
 * Nothing stored, it tells the whole history from the beginning: a recount.
 */
export const tell = (stored: Stored, added: Facts, rules: readonly DatedRules[]): Told => {
  const standing = new Map(stored.readings.map(reading => [identityOf(reading), reading]));
  const facts = newFacts(stored, added);
  const from = firstMoment(facts);
  if (from === null) return { readings: [], amendments: [], falls: [], standing };
  const all: Facts = {
    readings: [...stored.readings, ...facts.readings],
    decisions: [...stored.decisions, ...facts.decisions],
  };
  const telling: Telling = {
    standing,
    revision: revisionOf(stored.readings) + 1,
    // Told anew, a verdict is written even where it is as before: a later one of the old telling may stand behind it.
    isAnew:
      stored.readings.length > 0 &&
      [...stored.readings, ...stored.decisions, ...rules].some(({ recordedAt }) => recordedAt >= from),
    readings: [],
    amendments: [],
    falls: [],
  };
  const recorded = Map.groupBy(all.readings, ({ recordedAt }) => recordedAt);
  let known = judgeKnown(all, rules, from - 1);
  for (const moment of momentsSince(from, all, rules)) {
    const state = telling.isAnew
      ? null
      : goOn(telling, known.state, { ...all, readings: recorded.get(moment) ?? [] }, rules, moment);
    if (state) known = { ...known, state };
    else {
      const judged = judgeKnown(all, rules, moment);
      const toldBefore = telling.isAnew ? judgeKnown(stored, rules, moment).events : [];
      noteVerdicts(telling, judged, moment);
      noteFalls(telling, [...toldBefore, ...known.events], judged.events, moment);
      known = judged;
    }
  }
  const { readings, amendments, falls } = telling;
  return { readings, amendments, falls, standing };
};

type Telling = {
  readonly standing: Map<string, StoredReading>;
  readonly revision: number;
  readonly isAnew: boolean;
  readonly readings: StoredReading[];
  readonly amendments: Amendment[];
  readonly falls: DatedFall[];
};

/** The series as known at a moment. */
const judgeKnown = (
  { readings, decisions }: Facts,
  rules: readonly DatedRules[],
  at: Instant,
): JudgedSeries =>
  judgeSeries(
    readings.filter(({ recordedAt }) => recordedAt <= at),
    decisions.filter(({ recordedAt }) => recordedAt <= at),
    rulesAt(rules, at),
  );

/**
 * The quick way, for the usual moment: readings later than all before them that change nothing earlier. Null, with
 * nothing noted, when the moment needs the whole series.
 */
const goOn = (
  { standing, readings, revision }: Telling,
  from: SeriesState,
  { readings: added, decisions }: Facts,
  rules: readonly DatedRules[],
  moment: Instant,
): SeriesState | null => {
  const isNow = ({ recordedAt }: { recordedAt: Instant }): boolean => recordedAt === moment;
  if (decisions.some(isNow) || rules.some(isNow)) return null;
  const rulings = rulingsOf(decisions);
  const noted: StoredReading[] = [];
  let state = from;
  for (const reading of added.toSorted((a, b) => a.observedAt - b.observedAt)) {
    if (!canStep(state, reading.observedAt) || rulings.has(identityOf(reading))) return null;
    const next = step(state, reading, undefined, rulesAt(rules, moment));
    if (next.amended.length > 0) return null;
    noted.push({ ...reading, judgement: next.judgement, revision });
    ({ state } = next);
  }
  for (const reading of noted) standing.set(identityOf(reading), reading);
  readings.push(...noted);
  return state;
};

const noteVerdicts = (
  { standing, readings, amendments, revision, isAnew }: Telling,
  judged: JudgedSeries,
  knownSince: Instant,
): void => {
  for (const reading of judged.readings) {
    const { judgement } = reading;
    const before = standing.get(identityOf(reading));
    if (!before) readings.push({ ...reading, revision });
    else if (isAnew || !sameJudgement(before.judgement, judgement)) {
      amendments.push({ ...before, judgement, revision, knownSince });
    } else continue;
    standing.set(identityOf(reading), { ...(before ?? reading), judgement, revision });
  }
};

/** `before`: those known a moment ago, and those that an old telling has noted for this one. */
const noteFalls = (
  { falls, revision, isAnew }: Telling,
  before: readonly FallEvent[],
  events: readonly FallEvent[],
  knownSince: Instant,
): void => {
  const old = new Map(before.map(event => [fallKey(event), event]));
  const now = new Map(events.map(event => [fallKey(event), event]));
  for (const [key, event] of now) {
    const same = JSON.stringify(old.get(key)) === JSON.stringify(event);
    if (isAnew || !same) falls.push({ ...event, knownSince, withdrawn: false, revision });
  }
  for (const [key, event] of old) {
    if (!now.has(key)) falls.push({ ...event, knownSince, withdrawn: true, revision });
  }
};

/** A fall event is its fallen reading's: at most one each. */
const fallKey = ({ at, to }: FallEvent): string => identityOf({ observedAt: at, ...to });

const newFacts = (stored: Stored, added: Facts): Facts => {
  const known = new Set(stored.readings.map(identityOf));
  const decided = new Set(stored.decisions.map(decisionKey));
  return {
    readings: firstRecorded(added.readings.filter(reading => !known.has(identityOf(reading)))),
    decisions: added.decisions.filter(decision => !decided.has(decisionKey(decision))),
  };
};

const decisionKey = (decision: Decision): string =>
  `${identityOf(decision)} ${decision.recordedAt} ${decision.decision}`;

/** Each identity once, as it was first recorded. */
const firstRecorded = (readings: readonly Reading[]): Reading[] => [
  ...new Map(
    readings.toSorted((a, b) => b.recordedAt - a.recordedAt).map(reading => [identityOf(reading), reading]),
  ).values(),
];

const firstMoment = ({ readings, decisions }: Facts): Instant | null =>
  [...readings, ...decisions].reduce<Instant | null>(
    (first, { recordedAt }) => (first === null || recordedAt < first ? recordedAt : first),
    null,
  );

const momentsSince = (
  from: Instant,
  { readings, decisions }: Facts,
  rules: readonly DatedRules[],
): Instant[] =>
  [
    ...new Set(
      [...readings, ...decisions, ...rules].flatMap(({ recordedAt }) =>
        recordedAt >= from ? [recordedAt] : [],
      ),
    ),
  ].sort((a, b) => a - b);

/** How often the series was judged anew. */
export const revisionOf = (stored: readonly StoredReading[]): number =>
  stored.reduce((highest, { revision }) => Math.max(highest, revision), 0);

export const sameJudgement = (a: Judgement, b: Judgement): boolean =>
  a.verdict === b.verdict &&
  a.reason === b.reason &&
  a.acceptedAt === b.acceptedAt &&
  a.count?.low === b.count?.low &&
  a.count?.high === b.count?.high;
