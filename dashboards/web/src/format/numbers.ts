import { formatFull as formatDigits, formatEn, formatZh } from '../../../../pipeline/domain/format.ts';
import type { Locale } from '../locales/locale.ts';

/** Counts as the pages print them, signed where they are growth; everything is cut, never rounded up. */
const MINUS = '−';

/** All digits, in threes: "18,420,715". */
export const formatFull = (value: number): string =>
  `${value < 0 ? MINUS : ''}${formatDigits(Math.abs(value))}`;

/** "1842.7万", "1.08亿" / "18.42 M", "512.3 K". */
export const formatShort = (value: number, locale: Locale): string => {
  const size = Math.abs(value);
  return `${value < 0 ? MINUS : ''}${locale === 'zh-CN' ? formatZh(size) : formatEn(size)}`;
};

/** A round number without the zeros that precision would give it: "20 M" for goals and axes. */
export const formatRound = (value: number, locale: Locale): string =>
  formatShort(value, locale)
    .replace(/(\.\d*?)0+(?=\D*$)/, '$1')
    .replace(/\.(?=\D*$)/, '');

/** Growth between two instants, always with its sign; "0" when nothing moved. */
export const formatGrowth = (value: number, locale: Locale): string =>
  value > 0 ? `+${formatShort(value, locale)}` : formatShort(value, locale);

export type Bounds = { readonly low: number; readonly high: number | null };

const atLeast = (shown: string, locale: Locale): string =>
  locale === 'zh-CN' ? `不少于 ${shown}` : `at least ${shown}`;

/** An interval as short as it may be: both ends only where they differ at the precision shown. */
export const formatBounds = ({ low, high }: Bounds, locale: Locale): string => {
  const from = formatShort(low, locale);
  if (high === null) return atLeast(from, locale);
  const to = formatShort(high, locale);
  return from === to ? from : `${from} – ${to}`;
};

/** An interval in full digits: "18,420,715 – 18,425,903", one number when exact. */
export const formatBoundsFull = ({ low, high }: Bounds, locale: Locale): string => {
  if (high === null) return atLeast(formatFull(low), locale);
  return low === high ? formatFull(low) : `${formatFull(low)} – ${formatFull(high)}`;
};

/** A share in percent with one decimal, cut, without its sign: "9.8"; null of nothing. */
export const percentOf = (part: number, whole: number): string | null => {
  if (whole <= 0) return null;
  // Whole numbers throughout: 0.1 % of a safe integer would lose digits as a fraction.
  const tenths = (BigInt(part) * 1000n) / BigInt(whole);
  return tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`;
};

/** A share: "9.8%"; something that prints as nothing is "<0.1%"; "—" of nothing. */
export const formatShare = (part: number, whole: number): string => {
  const percent = percentOf(part, whole);
  if (percent === null) return '—';
  return percent === '0' && part > 0 ? '<0.1%' : `${percent}%`;
};

/** A printed percentage as a number, for tables that sort and spreadsheets that calculate. */
export const numberOf = (percent: string | null): number | null =>
  percent === null ? null : Number(percent);
