import { DateTime } from 'luxon';
import { INDICATORS, type Indicator, METHODS, type Method } from '../domain/broadcast.ts';

/** What a cell holds, or what is wrong with it. */
export type Cell<T> = { readonly value: T } | { readonly wrong: string };

const NO_VALUE = /^(?:|-+|—+|\/|暂无|无|n\/?a)$/i;
const DECIMAL = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/** The digits of a decimal moved by powers of ten, as text: 0.1 stays 0.1. */
const shifted = (text: string, places: number): string => {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = `${whole}${fraction}`.padStart(whole.length + fraction.length + Math.max(0, -places), '0');
  const decimals = fraction.length - places;
  const padded = decimals < 0 ? digits.padEnd(digits.length - decimals, '0') : digits;
  const cut = padded.length - Math.max(0, decimals);
  const integer = padded.slice(0, cut).replace(/^0+(?=\d)/, '') || '0';
  const rest = padded.slice(cut).replace(/0+$/, '');
  return rest === '' ? integer : `${integer}.${rest}`;
};

/**
 * A figure of a report as decimal text in the indicator's unit; null for a cell that says there is none ("--", blank),
 * which is no zero.
 * @param shift places by which the heading's unit moves it
 */
export const readFigure = (cell: string, indicator: Indicator, shift: number): Cell<string | null> => {
  const text = cell.normalize('NFKC').trim();
  if (NO_VALUE.test(text)) return { value: null };
  const isPercent = INDICATORS[indicator].unit === 'percent';
  const bare = isPercent ? text.replace(/\s*%$/, '') : text;
  const match = DECIMAL.exec(bare);
  if (!match) return { wrong: `"${cell}" is no decimal number${isPercent ? ' of percent' : ''}.` };
  const value = shifted(bare.replaceAll(',', ''), shift);
  const [whole = '', fraction = ''] = value.split('.');
  if (fraction.length > 4) return { wrong: `"${cell}" has more decimals than the four that are kept.` };
  if (whole.length > 14) return { wrong: `"${cell}" is larger than any audience.` };
  const isAboveAll = whole.length > 3 || Number(whole) > 100 || (Number(whole) === 100 && fraction !== '');
  if (isPercent && isAboveAll) return { wrong: `"${cell}" is above 100 percent.` };
  return { value };
};

/** Words of a method, the particular before the general: a metered panel is a meter. */
const METHOD_WORDS: readonly (readonly [Exclude<Method, 'panel'>, RegExp])[] = [
  ['diary', /日记|diary/i],
  ['meter', /测量仪|收视仪|测量|meter/i],
  ['return-path', /回路|回传|回推|机顶盒|全量|大数据|return[ -]?path|set-?top|cvb/i],
];

/** The method a report names, one of {@link METHODS}. */
export const readMethod = (cell: string): Cell<Method> => {
  const text = cell.normalize('NFKC').trim();
  if (text === '') {
    return { wrong: `names no method: one of 样本, 日记卡, 测量仪, 回传数据 (${METHODS.join(', ')}).` };
  }
  const named = METHOD_WORDS.filter(([, words]) => words.test(text)).map(([method]) => method);
  const [only, other] = named;
  if (only && other) return { wrong: `"${cell}" names two methods, ${only} and ${other}: give each a row.` };
  if (only) return { value: only };
  if (/样本|抽样|panel/i.test(text)) return { value: 'panel' };
  return {
    wrong: `"${cell}" is no method this knows: 样本 (panel), 日记卡 (diary), 测量仪 (meter), 回传数据 (return-path).`,
  };
};

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/;
const BETWEEN = /\s*(?:至|到|~|—+|–|\/(?=\s*\d{4}\D)|(?<=\d|日)-(?=\d{4}\D)|\s-\s)\s*/;

/** A day of a report as yyyy-MM-dd. */
export const readDay = (cell: string): Cell<string> => {
  const wrong = { wrong: `"${cell}" is no day such as 2022-12-05.` };
  const [, year, month, day] = DAY.exec(cell.normalize('NFKC').trim()) ?? [];
  if (day === undefined) return wrong;
  const at = DateTime.fromObject({ year: Number(year), month: Number(month), day: Number(day) });
  const iso = at.toISODate();
  return iso ? { value: iso } : wrong;
};

/** The first and last day of a period: two days, one day, or a month. */
export const readPeriod = (cell: string): Cell<{ from: string; to: string }> => {
  const text = cell.normalize('NFKC').trim();
  const wrong = {
    wrong:
      text === ''
        ? 'names no period: say which days the figures speak of, such as 2022-12-05至2022-12-11.'
        : `"${cell}" is no period such as 2022-12-05至2022-12-11 or 2022年12月.`,
  };
  const [, year, month] = MONTH.exec(text) ?? [];
  if (year !== undefined && month !== undefined) {
    const start = DateTime.fromObject({ year: Number(year), month: Number(month) });
    const [from, to] = [start.toISODate(), start.endOf('month').toISODate()];
    return from && to ? { value: { from, to } } : wrong;
  }
  const days = text.split(BETWEEN).map(readDay);
  const [first, last = first] = days.map(day => ('value' in day ? day.value : null));
  if (!first || !last || days.length > 2) return wrong;
  return first <= last ? { value: { from: first, to: last } } : { wrong: `"${cell}" ends before it begins.` };
};
