import { DateTime } from 'luxon';
import type { Instant } from './domain/reading.ts';

type KnownDay = { readonly from: Instant; readonly date: string };
const lastDays = new Map<string, KnownDay>();

/** The calendar day (yyyy-MM-dd) of an instant in a zone. The only place where a day is cut. */
export const localDate = (instant: Instant, zone: string): string => {
  // Asking for a zone's offset takes 5 µs, and a night's readings share a day: that would be half the time of storing.
  const last = lastDays.get(zone);
  if (last && instant >= last.from && instant < last.from + DAY) return last.date;
  const local = DateTime.fromMillis(instant, { zone });
  const date = local.toISODate() ?? '';
  const from = local.startOf('day').toMillis();
  const offsets = [from, from + DAY].map(edge => DateTime.fromMillis(edge, { zone }).offset);
  // Only days of 24 hours by one offset are remembered: where clocks change, a day may be cut in two.
  const isWhole = endOfDay(date, zone) === from + DAY;
  if (isWhole && offsets.every(offset => offset === local.offset)) lastDays.set(zone, { from, date });
  return date;
};

/** First instant of a calendar day in a zone. */
export const startOfDay = (date: string, zone: string): Instant =>
  DateTime.fromISO(date, { zone }).startOf('day').toMillis();

/** First instant after a calendar day in a zone: days are half-open. */
export const endOfDay = (date: string, zone: string): Instant =>
  DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toMillis();

/** An instant as ISO 8601 in UTC, with milliseconds. */
export const iso = (instant: Instant): string => new Date(instant).toISOString();

/** Days as they are printed, by their number since 1970: rows of readings name few of them, many times. */
const printedDays = new Map<number, string>();
const MOST_DAYS = 4_096;
const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const THREE = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));

/** An instant as ClickHouse prints and reads DateTime64(3, 'UTC'): "2022-12-30 10:00:00.000". */
export const dateTime64 = (instant: Instant): string => {
  const day = Math.floor(instant / DAY);
  const date = printedDays.get(day);
  if (date === undefined || !Number.isInteger(instant)) {
    const text = iso(instant).replace('T', ' ').slice(0, -1);
    if (printedDays.size === MOST_DAYS) printedDays.clear();
    printedDays.set(day, text.slice(0, -13));
    return text;
  }
  const ms = instant - day * DAY;
  const [hours, minutes] = [Math.floor(ms / HOUR), Math.floor(ms / 60_000) % 60];
  return `${date} ${TWO[hours]}:${TWO[minutes]}:${TWO[Math.floor(ms / 1_000) % 60]}.${THREE[ms % 1_000]}`;
};

/** The inverse of {@link dateTime64}. */
export const fromDateTime64 = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}Z`);

export const HOUR = 3_600_000;
export const DAY = 86_400_000;
