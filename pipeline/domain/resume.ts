import { sameJudgement } from './knowledge.ts';
import { printedNumber } from './numeral.ts';
import type { Instant, JudgedReading, SeriesKey } from './reading.ts';
import type { Rules } from './rules.ts';
import { initialState, type SeriesState } from './series.ts';
import { judgeOn, judgeSeries } from './verdict.ts';

/**
 * The last readings of a stored series, with those before them that may still have a say. All as they stand judged now and
 * in order of judging. Where they came from may be left out: no verdict depends on it.
 */
export type Tail = SeriesKey & {
  readonly readings: readonly JudgedReading[];
  /** Nothing was read before them. */
  readonly isWhole: boolean;
  /** Of those before: the ones at `printedAt`, all that were ever doubted (a large fall, a jump), all judged otherwise later. */
  readonly before: readonly JudgedReading[];
  /** Of each step that was last accepted before them, by its first verdict, when that was. */
  readonly printedAt: readonly Instant[];
  /** A person decided on some reading of the series. */
  readonly isDecided: boolean;
  /** When the last of all its readings was recorded. */
  readonly recordedAt: Instant;
  /** How often it was judged anew. */
  readonly revision: number;
};

/**
 * The state after the last reading, as judging the whole series gives it; null where the tail does not suffice.
 *
 * It suffices when its first reading is settled: accepted, so that no fall waits; its own count for certain, so that
 * `known` is that count; and followed by another accepted one, more than a window before the end, so that all that is
 * compared with and all growth lies in the tail. What is kept longer, a doubt and the last printed number of a field, is
 * told by `before`. Should an older reading have had a say in a verdict of the tail, that verdict comes out otherwise
 * without it, and then the tail does not suffice either.
 */
export const resume = (tail: Tail, rules: Rules): SeriesState | null => {
  const { readings, before } = tail;
  const all = [...before, ...readings];
  if (tail.isDecided || all.some(isOpen)) return null;
  if (tail.isWhole) return judgeSeries(readings, [], rules).state;
  const [base, ...later] = readings;
  if (!base || !isSettled(base, later, rules)) return null;
  // An open jump lowers what a reading counts as, but what is exact says itself what it was accepted as.
  if (!isExact(base) && all.some(hasJumped)) return null;
  const from = stateAfter(base, tail);
  if (from === null) return null;
  const judged = judgeOn(from, later, [], rules);
  const isTold =
    judged.readings.length === later.length &&
    judged.readings.every(({ judgement }, place) => {
      const stored = later[place];
      return stored !== undefined && sameJudgement(judgement, stored.judgement);
    });
  return isTold ? judged.state : null;
};

const isExact = ({ low, high }: JudgedReading): boolean => low === high;
const isOpen = ({ judgement: { reason } }: JudgedReading): boolean => reason === 'fall' || reason === 'jump';
const hasJumped = ({ judgement }: JudgedReading): boolean => judgement.reason.startsWith('jump');
const isAccepted = ({ judgement }: JudgedReading): boolean => judgement.verdict === 'accepted';

/** Does what is compared with, and all growth, follow from `base` and from what is after it? */
const isSettled = (base: JudgedReading, later: readonly JudgedReading[], { windowMs }: Rules): boolean => {
  const last = later.at(-1);
  return (
    last !== undefined &&
    isAccepted(base) &&
    // Such a one became the count only when the next was read, which no step from here on tells.
    base.judgement.reason !== 'fall-confirmed' &&
    base.observedAt < last.observedAt - windowMs &&
    later.some(of => isAccepted(of) && of.observedAt !== base.observedAt) &&
    // A rounded jump does not say whether it started a new reference too, nor an odd text what it leaves printed.
    later.every(of => (isExact(of) || !hasJumped(of)) && (!isAccepted(of) || printedNumber(of.text) !== null))
  );
};

/** The state after a settled reading, but for what is forgotten by the end of the tail; null where it cannot be told. */
const stateAfter = (base: JudgedReading, { before, printedAt }: Tail): SeriesState | null => {
  const { observedAt: at, judgement } = base;
  const count = isExact(base) ? base : judgement.count;
  const accepted = [...before.filter(isAccepted), base];
  const printed: Record<string, number> = {};
  for (const { step, text } of accepted) {
    const number = printedNumber(text);
    if (number === null) return null;
    printed[step] = number;
  }
  // What was accepted when it was stored may have been taken out later: what was printed before that, nobody read.
  const isKept = printedAt.every(instant => accepted.some(({ observedAt }) => observedAt === instant));
  if (count === null || !isKept) return null;
  const known = { at, low: count.low, high: count.high };
  return {
    ...initialState,
    ...{ last: at, known, refs: [known], growth: [{ at, low: count.low }], printed },
  };
};
