import type { Count } from './count.ts';
import {
  confirms,
  confirmWaiting,
  dismissWaiting,
  measureFall,
  recordFall,
  replaceWaiting,
  wait,
} from './fall.ts';
import { endJumps, isJump, isYoungerThan, openJump, settleJumps } from './jump.ts';
import { isCumulative } from './metrics.ts';
import { printedNumber } from './numeral.ts';
import type { Instant, JudgedReading, Judgement, Reading, Ruling } from './reading.ts';
import type { Reason } from './reasons.ts';
import { DEFAULT_RULES, type Rules } from './rules.ts';
import {
  accept,
  type DatedCount,
  type Draft,
  type FallEvent,
  forgetBefore,
  judgementOf,
  type SeriesState,
} from './series.ts';

/** The next reading judged. `amended` are earlier rows of the series whose judgement it changed, complete. */
export type Step = {
  readonly state: SeriesState;
  readonly judgement: Judgement;
  readonly amended: readonly JudgedReading[];
  readonly events: readonly FallEvent[];
};

/** Rows that may hang on a waiting fall before a series is judged whole again: keeps a stored state small. */
const LONGEST_TAIL = 64;

/**
 * May `step` go on from this state with a reading of this instant? Otherwise (a late reading, a second value of the
 * same instant, a very long wait, and always when an earlier reading was decided on) judge the whole series.
 */
export const canStep = (state: SeriesState, observedAt: Instant): boolean =>
  (state.last === null || observedAt > state.last) && state.tail.length < LONGEST_TAIL;

/**
 * Judges the next reading of a series: one placement, metric and source, in order. The first test that applies
 * decides. Two values of one instant come in order of recording; the later is judged after the earlier and gives the
 * count if accepted, so that a correction downwards lowers the claim at once and needs a later reading, or a person,
 * to become the count.
 */
export const step = (
  state: SeriesState,
  reading: Reading,
  ruling: Ruling,
  rules: Rules = DEFAULT_RULES,
): Step => {
  const draft: Draft = { state, rules, amended: [], events: [] };
  forgetBefore(draft, reading.observedAt);
  const judgement = judgeNext(draft, reading, ruling);
  const next = { ...draft.state, last: reading.observedAt };
  return { state: next, judgement, amended: draft.amended, events: draft.events };
};

const judgeNext = (draft: Draft, reading: Reading, ruling: Ruling): Judgement => {
  const { known } = draft.state;
  if (ruling === 'hold') return hold(draft, reading, 'decided-hold');
  if (ruling === 'accept') return acceptDecided(draft, reading);
  if (reading.source === 'statement') return hold(draft, reading, 'unconfirmed');
  if (!isCumulative(reading.metric)) return acceptAs(draft, reading, reading, '');
  if (reading.low === 0) return judgeZero(draft, reading);
  return known === null ? acceptAs(draft, reading, reading, '') : judgeValue(draft, reading, known);
};

/**
 * A lower end of 0 is a printed zero ("0", "0万"): every rounding of another number has a lower end above it.
 * Interfaces answer whole items with zeros when they are broken, so a zero needs another counter above 0 or youth.
 */
const judgeZero = (draft: Draft, reading: Reading): Judgement => {
  const { known } = draft.state;
  const isVouchedFor = reading.othersPositive || isYoungerThan(reading, draft.rules.zeroAgeMs);
  if ((known !== null && known.low > 0) || !isVouchedFor) return hold(draft, reading, 'zero');
  dismissWaiting(draft);
  return acceptAs(draft, reading, reading, '');
};

const judgeValue = (draft: Draft, reading: Reading, known: DatedCount): Judgement => {
  const fall = measureFall(draft, reading, known);
  if (fall.large && confirms(draft, reading, fall)) {
    confirmWaiting(draft, reading);
    // Judged against the fall it confirmed, so a purge that goes down for days is followed one reading behind.
    return judgeValue(draft, reading, knownOf(draft));
  }
  if (fall.large) return wait(draft, reading, fall);
  dismissWaiting(draft);
  if (fall.size > 0) {
    settleJumps(draft, reading.low);
    return acceptAs(draft, reading, reading, 'waver');
  }
  return acceptRise(draft, reading, known);
};

/**
 * Accepts a rise or an overlap. The known lower end may stand, never the known upper end. But a field that prints
 * a smaller number than before is believed: 1.3亿 then 1.2亿 is not exactly 125,000,000.
 */
const acceptRise = (draft: Draft, reading: Reading, known: DatedCount): Judgement => {
  const printed = printedNumber(reading.text);
  const printedBefore = draft.state.printed[reading.step];
  const isSmaller = printed !== null && printedBefore !== undefined && printed < printedBefore;
  const count = isSmaller ? reading : { low: Math.max(known.low, reading.low), high: reading.high };
  const jumps = isJump(draft, reading, known);
  settleJumps(draft, reading.low);
  if (isSmaller) draft.state = { ...draft.state, refs: [] };
  if (!jumps) return acceptAs(draft, reading, count, isSmaller ? 'new-reference' : '');
  accept(draft, reading, count);
  return openJump(draft, reading, known.low);
};

/**
 * A person's word stands over the rules: the reading is the count, as stated. It is still a reading, so it confirms
 * or dismisses a fall that waits. A fall event is recorded wherever it lies below the reference.
 */
const acceptDecided = (draft: Draft, reading: Reading): Judgement => {
  const { known } = draft.state;
  if (known !== null && isJudged(reading)) {
    settleWaiting(draft, reading, known);
    const now = knownOf(draft);
    const { ref, size } = measureFall(draft, reading, now);
    if (size > 0) recordFall(draft, reading, { from: ref }, 'decided', reading);
    endJumps(draft);
  }
  return acceptAs(draft, reading, reading, 'decided-accept');
};

const settleWaiting = (draft: Draft, reading: Reading, known: DatedCount): void => {
  const fall = measureFall(draft, reading, known);
  if (!fall.large) dismissWaiting(draft);
  else if (confirms(draft, reading, fall)) confirmWaiting(draft, reading);
  else {
    replaceWaiting(draft);
    // Nothing hangs on it any more: the person's count is its confirmed successor.
    draft.state = { ...draft.state, tail: [] };
  }
};

const isJudged = ({ metric, source }: Reading): boolean => isCumulative(metric) && source !== 'statement';

/** The accepted count, where one is certain to exist. */
const knownOf = ({ state: { known } }: Draft): DatedCount => {
  if (known === null) throw new Error('A reading is judged against an accepted count and there is none.');
  return known;
};

const acceptAs = (draft: Draft, reading: Reading, { low, high }: Count, reason: Reason): Judgement => {
  accept(draft, reading, { low, high });
  return judgementOf(draft.state, 'accepted', reason);
};

const hold = (draft: Draft, reading: Reading, reason: Reason): Judgement => {
  const judgement = judgementOf(draft.state, 'held', reason);
  const { waiting, tail } = draft.state;
  if (waiting !== null) draft.state = { ...draft.state, tail: [...tail, { ...reading, judgement }] };
  return judgement;
};
