import type { Locale } from '../locales/locale.ts';

/** Making one costs a third of a millisecond, using it a hundredth: a table of thousands of readings needs thousands. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
};

/** Milliseconds UTC to the wall clock of a zone, as parts. */
const partsOf = (at: number, timeZone: string): Record<string, string> =>
  Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(part => [part.type, part.value]),
  );

/** "2022-12-30T18:00": an instant as the wall clock of a zone, as date-time inputs write it. */
export const wallOf = (at: number, timeZone: string): string => {
  const p = partsOf(at, timeZone);
  return `${p.year?.padStart(4, '0')}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
};

export const dayOf = (at: number, timeZone: string): string => wallOf(at, timeZone).slice(0, 10);

const WALL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** True when the text says its own offset, so that no zone is needed to understand it. */
export const hasOffset = (text: string): boolean => /(Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.length > 10;

const offsetMs = (at: number, timeZone: string): number => {
  const wall = wallOf(at, timeZone);
  return Date.parse(`${wall}:${partsOf(at, timeZone).second}Z`) - Math.floor(at / 1000) * 1000;
};

/**
 * The instant of a wall time in a zone ("2022-12-30T18:00"), or of a text with its own offset; null when it is neither.
 * A date alone is the end of that day. A wall time that the zone skips is moved on by the length of the skip.
 */
export const instantOf = (text: string, timeZone: string): number | null => {
  if (hasOffset(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : at;
  }
  const match = WALL.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '23', minute = '59', second] = match;
  const seconds = second ?? (match[4] === undefined ? '59' : '00');
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${seconds}.000Z`;
  const utc = Date.parse(iso);
  // Date.parse turns 31 February into a day of March, or hour 25 into nothing.
  if (Number.isNaN(utc) || new Date(utc).toISOString() !== iso) return null;
  const before = offsetMs(utc - 86_400_000, timeZone);
  const guess = utc - before;
  const offset = offsetMs(guess, timeZone);
  return offset === before ? guess : utc - offsetMs(utc - offset, timeZone);
};

/** "2022年12月30日 18:00" / "30 December 2022, 18:00". */
export const formatMoment = (at: number, timeZone: string, locale: Locale): string => {
  const wall = wallOf(at, timeZone);
  return locale === 'zh-CN'
    ? `${formatDate(wall.slice(0, 10), locale)} ${wall.slice(11)}`
    : `${formatDate(wall.slice(0, 10), locale)}, ${wall.slice(11)}`;
};

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const monthName = (day: string): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? '';

/** A calendar day with its year: "2022年12月5日" / "5 December 2022". */
export const formatDate = (day: string, locale: Locale): string =>
  locale === 'zh-CN'
    ? `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
    : `${Number(day.slice(8, 10))} ${monthName(day)} ${Number(day.slice(0, 4))}`;

/** A calendar day without its year: "12月5日" / "5 Dec". */
export const formatDayShort = (day: string, locale: Locale): string =>
  locale === 'zh-CN'
    ? `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
    : `${Number(day.slice(8, 10))} ${monthName(day).slice(0, 3)}`;

/** A reading's time, short: "12月30日 02:00" / "30 Dec 02:00". */
export const formatMomentShort = (at: number, timeZone: string, locale: Locale): string => {
  const wall = wallOf(at, timeZone);
  return `${formatDayShort(wall.slice(0, 10), locale)} ${wall.slice(11)}`;
};

/** A reading's time beside others: short in the year of `near`, with its year in any other. */
export const formatMomentNear = (at: number, near: number, timeZone: string, locale: Locale): string => {
  const wall = wallOf(at, timeZone);
  if (wall.slice(0, 4) !== wallOf(near, timeZone).slice(0, 4)) return formatMoment(at, timeZone, locale);
  return `${formatDayShort(wall.slice(0, 10), locale)} ${wall.slice(11)}`;
};

/** "2022年12月5日 – 28日": a period of calendar days, said as briefly as it stays clear. */
export const formatPeriod = (from: string, to: string, locale: Locale): string => {
  if (from === to) return formatDate(from, locale);
  if (locale === 'zh-CN') {
    const sameMonth = from.slice(0, 7) === to.slice(0, 7);
    const end = sameMonth ? `${Number(to.slice(8, 10))}日` : formatDayShort(to, locale);
    return `${formatDate(from, locale)}至${from.slice(0, 4) === to.slice(0, 4) ? end : formatDate(to, locale)}`;
  }
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth ? `${Number(from.slice(8, 10))}` : formatDayShort(from, locale);
  return `${from.slice(0, 4) === to.slice(0, 4) ? start : formatDate(from, locale)} – ${formatDate(to, locale)}`;
};

/** "UTC+8" of a zone at an instant. */
export const formatOffset = (at: number, timeZone: string): string => {
  const minutes = Math.round(offsetMs(at, timeZone) / 60_000);
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
};

const PLURAL = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'} earlier`;

/** How much earlier one instant is than another, in whole minutes, hours (below 3 days) or days. */
export const formatAge = (from: number, to: number, locale: Locale): string => {
  const minutes = Math.max(0, Math.floor((to - from) / 60_000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const zh = locale === 'zh-CN';
  if (hours < 1) return zh ? `${minutes} 分钟前` : PLURAL(minutes, 'minute');
  if (hours < 72) return zh ? `${hours} 小时前` : PLURAL(hours, 'hour');
  return zh ? `${days} 天前` : PLURAL(days, 'day');
};
