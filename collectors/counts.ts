import { wordFault } from '../pipeline/domain/count-words.ts';
import type { Family } from '../pipeline/domain/metrics.ts';
import { type Numeral, normalise, readNumeral } from '../pipeline/domain/numeral.ts';
import type { Display } from './contract.ts';
import { CollectorError } from './errors.ts';

/**
 * A displayed count as bounds in the metric's own unit (view-times, reads …), or hidden. `text` is the text as the
 * platform wrote it; `step` the unit of its last printed digit; `high` null is an open upper end.
 */
export type ParsedCount =
  | {
      readonly kind: 'count';
      readonly low: number;
      readonly high: number | null;
      readonly text: string;
      readonly step: number;
    }
  | { readonly kind: 'hidden'; readonly text: string };

/** What a platform documents of one field beyond its rounding. */
export type Marks = {
  /** The field is empty where the count is zero (天目云 `read_count_general`). Without this, empty is hidden. */
  readonly emptyIsZero?: boolean;
  /** This number stands for itself and everything above (100,001 for "10万+"). */
  readonly capAt?: number;
  /** Of a field whose plus is a band: from here on the upper end is open. Nothing above "10万+" is confirmed anywhere. */
  readonly lastBand?: number;
};

export type CountOptions = { readonly display?: Display & Marks; readonly family: Family };

const UNDECLARED: Display = { rounding: 'unknown', plus: 'undeclared' };
const LAST_BAND = 100_000;
const LONGEST = 64;

/** Shown where a count is not public or not computed yet: no value, and never zero. Button labels count among them. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...['', '-', '--', '---', '—', '——', '–', '/', '-1', '暂无', '暂无数据', '未公开', 'n/a', 'updating'],
  ...['unnormal_by_level', 'unnormal_by_pv', '赞', '点赞', '评论', '转发', '分享', '收藏'],
]);

/**
 * Reads a count as a platform shows it: a number in full, or a text such as "1.2万", "10万+" or "播放：1,234次".
 * Rounding and plus signs mean what the field's declaration says; undeclared, the widest interval that is true.
 * @throws CollectorError of kind `shape` for anything it cannot read for certain.
 */
export const parseCount = (value: number | string, options: CountOptions): ParsedCount => {
  const text = String(value);
  const { family } = options;
  const display: Display & Marks = options.display ?? UNDECLARED;
  if (typeof value === 'number') return parseNumber(value, text, display);
  if (text.length > LONGEST) throw unreadable(`${text.slice(0, LONGEST)}…`, 'it is longer than any count');
  const plain = normalise(text);
  if (plain === '' && display.emptyIsZero === true) return { kind: 'count', low: 0, high: 0, text, step: 1 };
  if (HIDDEN.has(plain.toLowerCase())) return { kind: 'hidden', text };
  const numeral = readNumeral(text);
  if ('because' in numeral) throw unreadable(text, numeral.because);
  const fault = wordFault(numeral.before, family) ?? wordFault(numeral.after, family);
  if (fault !== null) throw unreadable(text, fault);
  return counted(numeral, text, display);
};

const parseNumber = (value: number, text: string, display: Display & Marks): ParsedCount => {
  if (value === -1) return { kind: 'hidden', text };
  if (!Number.isInteger(value)) throw unreadable(text, 'views come whole');
  if (value < 0) throw unreadable(text, 'a count cannot be negative');
  if (!Number.isSafeInteger(value)) throw unreadable(text, 'it is above 9,007,199,254,740,991');
  const low = Math.abs(value); // JSON's -0 is 0
  return counted({ value: low, step: 1, plus: '', before: '', after: '' }, text, display);
};

const counted = (numeral: Numeral, text: string, display: Display & Marks): ParsedCount => {
  const [low, high] = boundsOf(numeral, display);
  if (high !== null && !Number.isSafeInteger(high))
    throw unreadable(text, 'it is above 9,007,199,254,740,991');
  return { kind: 'count', low, high, text, step: numeral.step };
};

type Bounds = readonly [low: number, high: number | null];

const boundsOf = (numeral: Numeral, display: Display & Marks): Bounds => {
  const { value, step, plus } = numeral;
  if (plus === '多') return [value + 1, null];
  if (plus === '以上') return [value, null];
  if (plus === '+') return plusBounds(value, step, display);
  if (value === display.capAt) return [value, null];
  return roundedBounds(value, step, display.rounding);
};

const plusBounds = (value: number, step: number, { plus, lastBand = LAST_BAND }: Display & Marks): Bounds => {
  if (plus === 'cap') return [value + 1, null];
  // A plus on a number in full cuts nothing off: whatever the field declares, more may follow.
  if (plus === 'truncated') return [value, step === 1 ? null : value + step - 1];
  if (plus === 'band') return [value, value === 0 || value >= lastBand ? null : 10 * value - 1];
  return isPowerOfTen(value) && value >= 100_000 ? [value + 1, null] : [value, null];
};

/** A step of 1 is a number in full and exact under every mode. */
const roundedBounds = (value: number, step: number, rounding: Display['rounding']): Bounds => {
  const below = Math.max(0, value - step + 1);
  const above = value + step - 1;
  if (step === 1) return [value, value];
  if (rounding === 'floor') return [value, above];
  if (rounding === 'ceil') return [below, value];
  // Both halves included: code built on a binary toFixed prints a tie either way.
  if (rounding === 'round') return [Math.max(0, value - step / 2), value + step / 2];
  return [below, above];
};

const isPowerOfTen = (value: number): boolean => /^10*$/.test(String(value));

const unreadable = (text: string, because: string): CollectorError =>
  new CollectorError(
    'shape',
    `The count "${text}" cannot be read: ${because}. Look at the field on the platform, then declare how it shows counts.`,
  );
