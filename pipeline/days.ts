import { DateTime } from 'luxon';
import type { Instant } from './domain/reading.ts';

/** The calendar day (yyyy-MM-dd) of an instant in a zone. The only place where a day is cut. */
export const localDate = (instant: Instant, zone: string): string =>
  DateTime.fromMillis(instant, { zone }).toISODate() ?? '';

/** First instant of a calendar day in a zone. */
export const startOfDay = (date: string, zone: string): Instant =>
  DateTime.fromISO(date, { zone }).startOf('day').toMillis();

/** First instant after a calendar day in a zone: days are half-open. */
export const endOfDay = (date: string, zone: string): Instant =>
  DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toMillis();

/** An instant as ISO 8601 in UTC, with milliseconds. */
export const iso = (instant: Instant): string => new Date(instant).toISOString();

/** An instant as ClickHouse prints and reads DateTime64(3, 'UTC'): "2022-12-30 10:00:00.000". */
export const dateTime64 = (instant: Instant): string => iso(instant).replace('T', ' ').slice(0, -1);

/** The inverse of {@link dateTime64}. */
export const fromDateTime64 = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}Z`);

export const HOUR = 3_600_000;
export const DAY = 86_400_000;
