import { DAY, HOUR } from '../days.ts';
import type { Instant } from './reading.ts';

/** The numbers in the rules of verdicts. Configuration: changing one never edits a reading, it re-derives verdicts. */
export type Rules = {
  /** How far back accepted counts question a lower reading, and how far back growth is looked at, ms. */
  readonly windowMs: number;
  /** A stated zero is believed of an item younger than this, ms. */
  readonly zeroAgeMs: number;
  /** Small falls that platforms make daily. Shares are in ten-thousandths, so that limits are exact integers. */
  readonly waver: {
    readonly shareE4: number;
    readonly small: number;
    readonly smallShareE4: number;
    readonly tiny: number;
  };
  readonly jump: {
    /** View-times a rise must exceed. */
    readonly over: number;
    /** Times the median daily growth a rise must exceed. */
    readonly factor: number;
    /** Younger than this the whole count stands for the median, ms. */
    readonly youngMs: number;
  };
};

export const DEFAULT_RULES: Rules = {
  windowMs: 7 * DAY,
  zeroAgeMs: 12 * HOUR,
  waver: { shareE4: 10, small: 200, smallShareE4: 200, tiny: 5 },
  jump: { over: 100_000, factor: 10, youngMs: 2 * DAY },
};

/** Rules with the moment from which on they were in force. */
export type DatedRules = { readonly rules: Rules; readonly recordedAt: Instant };

/** The rules in force at `knownAt`; the defaults before the first that were noted. */
export const rulesAt = (history: readonly DatedRules[], knownAt: Instant): Rules =>
  history.reduce<DatedRules | null>(
    (last, dated) =>
      dated.recordedAt <= knownAt && (last === null || dated.recordedAt >= last.recordedAt) ? dated : last,
    null,
  )?.rules ?? DEFAULT_RULES;

/** Is a fall of `size` from `base` a waver? At most 0.1 %, or at most 200 and 2 %, or at most 5. */
export const isWaver = (size: number, base: number, { waver }: Rules): boolean =>
  size * 10_000 <= waver.shareE4 * base ||
  (size <= waver.small && size * 10_000 <= waver.smallShareE4 * base) ||
  size <= waver.tiny;
