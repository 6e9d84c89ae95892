/**
 * The number inside a displayed count: digits, decimals, unit, plus sign, and the words before and after it.
 * Digits are shifted as integers, never multiplied as binary fractions: 0.57 × 10,000 is 5,699.999… in those, and
 * one in ten two-decimal 亿 values would come out one view short.
 */
export type Numeral = {
  /** The printed number times its unit: 12,000 for "1.2万". */
  readonly value: number;
  /** Unit of the last printed digit: 1,000 for "1.2万", 10,000 for "1万", 1 for "12,345". */
  readonly step: number;
  readonly plus: '' | '+' | '以上' | '多';
  readonly before: string;
  readonly after: string;
};

/** Why a text is no numeral, as the end of a sentence. */
export type Unreadable = { readonly because: string };

/** Power of ten of each unit; the longest is matched first (千万 before 千). */
const UNITS: Readonly<Record<string, number>> = {
  千万: 7,
  千萬: 7,
  百万: 6,
  百萬: 6,
  kk: 6,
  万: 4,
  萬: 4,
  亿: 8,
  億: 8,
  千: 3,
  k: 3,
  w: 4,
  m: 6,
  b: 9,
};

/** A Latin unit ends its word: "10M views" has one, "10 minutes" has none. */
const UNIT = '千[万萬]|百[万萬]|kk(?![a-z])|[万萬亿億千]|[kwmb](?![a-z])';
const NUMERAL = new RegExp(
  `^(?<before>\\D*?)(?<whole>\\d[\\d,]*)(?:\\.(?<decimals>\\d+))?(?<inner>[多余])?\\s*(?<unit>${UNIT})?\\s*(?<outer>\\+|以上|[多余])?(?<after>\\D*)$`,
  'i',
);
const GROUPED = /^\d{1,3}(,\d{3})+$/;
const JSON_DECIMALS = /^\d+\.0{1,2}$/;
const PLAIN_DIGITS = /^[1-9]\d{0,14}$/;
/** ①, ½, Ⅷ and other scripts' digits would turn into ASCII digits when normalised. */
const FOREIGN_DIGIT = /(?![0-9０-９])\p{N}/u;
/** Zero-width characters that pages put between digits; no-break spaces become spaces by NFKC. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

/** Full-width forms made ASCII, invisible characters removed, spaces collapsed, ends trimmed. */
export const normalise = (text: string): string =>
  text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();

/** Reads the one number of a text. Words are returned, not judged. */
export const readNumeral = (text: string): Numeral | Unreadable => {
  if (FOREIGN_DIGIT.test(text)) return { because: 'it has digits of another script' };
  const plain = normalise(text);
  if (!/\d/.test(plain)) return { because: 'it has no number' };
  const match = NUMERAL.exec(plain)?.groups;
  const { before, whole, after } = match ?? {};
  if (!match || before === undefined || whole === undefined || after === undefined) {
    return { because: 'it has more than one number' };
  }
  const fault = signFault(before) ?? digitFault(whole);
  if (fault !== null) return { because: fault };
  const unit = match.unit;
  const decimals = match.decimals;
  if (unit === undefined && decimals !== undefined) {
    // Databases and spreadsheets write whole counts as 20518.0; a dot inside words is a fraction of a view.
    return JSON_DECIMALS.test(plain)
      ? numeral(whole, '', 0, '', '', '')
      : { because: 'it has decimals and no unit, and views come whole' };
  }
  if (match.inner !== undefined && match.outer !== undefined) {
    return { because: 'it says "more than" twice' };
  }
  const plus = plusOf(match.inner ?? match.outer);
  return numeral(whole, decimals ?? '', powerOf(unit), plus, before.trim(), after.trim());
};

const signFault = (before: string): string | null => {
  if (/[-−–—~]\s*$/.test(before)) return 'it is negative or a range';
  if (/[+.,]\s*$/.test(before)) return `"${before.trim().slice(-1)}" stands before the number`;
  return null;
};

const digitFault = (whole: string): string | null => {
  if (whole.includes(',') && !GROUPED.test(whole)) return 'its commas do not part thousands';
  if (/^0[\d,]/.test(whole)) return 'it starts with a zero, as codes do and counts do not';
  return null;
};

const plusOf = (sign: string | undefined): Numeral['plus'] => {
  if (sign === undefined) return '';
  if (sign === '余') return '多';
  return sign === '+' || sign === '以上' ? sign : '多';
};

const powerOf = (unit: string | undefined): number => {
  if (unit === undefined) return 0;
  const power = UNITS[unit.toLowerCase()];
  if (power === undefined) throw new Error(`The unit "${unit}" is matched but has no power of ten.`);
  return power;
};

const numeral = (
  whole: string,
  decimals: string,
  power: number,
  plus: Numeral['plus'],
  before: string,
  after: string,
): Numeral | Unreadable => {
  if (decimals.length > power) return { because: 'its decimals are fractions of a view' };
  const step = 10n ** BigInt(power - decimals.length);
  const value = BigInt(whole.replaceAll(',', '') + decimals) * step;
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return { because: 'it is above 9,007,199,254,740,991' };
  return { value: Number(value), step: Number(step), plus, before, after };
};

/** The printed number of a reading's text, to compare two texts of one field; null where there is none. */
export const printedNumber = (text: string): number | null => {
  if (PLAIN_DIGITS.test(text)) return Number(text); // most readings: every one of a night passes here twice
  const read = readNumeral(text);
  return 'because' in read ? null : read.value;
};
