import { DAY } from '../days.ts';
import type { Count } from './count.ts';
import { printedNumber } from './numeral.ts';
import type { Instant, JudgedReading, Judgement, Reading, SeriesKey } from './reading.ts';
import type { Reason } from './reasons.ts';
import type { Rules } from './rules.ts';

/** A count with the instant of the reading that gave it. */
export type DatedCount = Count & { readonly at: Instant };

/** A large fall that waits, with the count it fell from. */
export type WaitingFall = DatedCount & { readonly from: Count };

/** A rise in doubt: until a reading reaches `reach`, the placement claims no more than `floor`. */
export type OpenJump = { readonly row: JudgedReading; readonly reach: number; readonly floor: number };

/**
 * What the verdict of the next reading depends on. Plain JSON. Bounded by what the window of the rules holds, the
 * number of distinct steps, and the rows since a fall began to wait (see `canStep`).
 */
export type SeriesState = {
  /** Instant of the last reading judged; null before the first. */
  readonly last: Instant | null;
  /** The accepted count so far. */
  readonly known: DatedCount | null;
  /** Accepted counts of the window since the last fall event that a lower reading is questioned by, lows falling. */
  readonly refs: readonly DatedCount[];
  /** Lower ends of all accepted counts of the window, to tell the usual growth. */
  readonly growth: readonly { readonly at: Instant; readonly low: number }[];
  /** Daily growth between the last two accepted readings; null before the second. */
  readonly lastGrowth: number | null;
  /** The last accepted printed number by step: a field is told from another by its step. */
  readonly printed: Readonly<Record<string, number>>;
  readonly waiting: WaitingFall | null;
  /** Rows judged since a fall began to wait, the waiting one included: their counts hang on how it ends. */
  readonly tail: readonly JudgedReading[];
  readonly jumps: readonly OpenJump[];
};

export const initialState: SeriesState = {
  last: null,
  known: null,
  refs: [],
  growth: [],
  lastGrowth: null,
  printed: {},
  waiting: null,
  tail: [],
  jumps: [],
};

/** Why a counter fell. The rules tell a correction from a changed definition; the rest only a person knows. */
export const FALL_CLASSES = [
  'platform-correction',
  'definition-changed',
  'deleted',
  'private',
  'id-changed',
  'parse-fault',
] as const;
export type FallClass = (typeof FALL_CLASSES)[number];

/**
 * A counter that went down, as accepted. It explains and is never added to a total: the accepted count is lower
 * already.
 */
export type FallEvent = SeriesKey & {
  readonly at: Instant;
  readonly from: Count;
  readonly to: Count;
  readonly class: FallClass;
  /** `confirmed` by a later reading, or `decided` by a person. */
  readonly cause: 'confirmed' | 'decided';
  /** Instant of the reading that settled it; equals `at` where a person did. */
  readonly confirmedAt: Instant;
};

/** A judgement in the making: `state` is replaced as it goes. */
export type Draft = {
  state: SeriesState;
  readonly rules: Rules;
  readonly amended: JudgedReading[];
  readonly events: FallEvent[];
};

/** What the series counts as: the accepted count, lowered by every open doubt and raised by none. */
export const countOf = ({ known, waiting, jumps }: SeriesState): Count | null =>
  known && {
    low: Math.min(known.low, ...(waiting ? [waiting.low] : []), ...jumps.map(jump => jump.floor)),
    high: known.high,
  };

export const judgementOf = (
  state: SeriesState,
  verdict: Judgement['verdict'],
  reason: Reason,
): Judgement => ({
  verdict,
  reason,
  count: countOf(state),
  acceptedAt: state.known === null ? null : state.known.at,
});

/** Makes `count` the accepted count, given by this reading. Judges nothing. */
export const accept = (draft: Draft, reading: Reading, count: Count): void => {
  const { known, refs, growth, printed } = draft.state;
  const at = reading.observedAt;
  const accepted: DatedCount = { at, low: count.low, high: count.high };
  const number = printedNumber(reading.text);
  const elapsed = known && at - known.at;
  draft.state = {
    ...draft.state,
    known: accepted,
    refs: [...refs.filter(ref => ref.low > count.low), accepted],
    growth: [...growth, { at, low: count.low }],
    ...(known && elapsed && { lastGrowth: ((count.low - known.low) * DAY) / elapsed }),
    ...(number !== null && { printed: { ...printed, [reading.step]: number } }),
  };
};

/** Forgets accepted counts observed more than a window before `at`; one exactly a window before still questions. */
export const forgetBefore = (draft: Draft, at: Instant): void => {
  const since = at - draft.rules.windowMs;
  const oldest = draft.state.growth[0];
  if (oldest === undefined || oldest.at >= since) return; // references are among these
  draft.state = {
    ...draft.state,
    refs: draft.state.refs.filter(ref => ref.at >= since),
    growth: draft.state.growth.filter(point => point.at >= since),
  };
};
