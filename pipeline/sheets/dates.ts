import { DateTime } from 'luxon';
import type { Instant } from '../domain/reading.ts';
import type { SheetOptions } from './sheet.ts';

export type DateOptions = Pick<SheetOptions, 'timeZone' | 'dateFormat' | 'year' | 'time'>;

/** A date of a sheet, or why it is none, with what would help. */
export type ReadDate =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly message: string };

const wrong = (message: string): ReadDate => ({ ok: false, message });

const WRITTEN =
  /^(?:(\d{4})([-/.年]))?(\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})(?:[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})秒?)?)?)?)?)?$/i;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/;
const SERIAL = /^[34]\d{4}(?:\.\d+)?$/;

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

/** The wall-clock parts as an instant; 24:00 is the end of its day, as Chinese reports write it. */
const instantOf = (parts: Parts, text: string, zone: string): ReadDate => {
  const endOfDay = parts.hour === 24 && parts.minute === 0 && parts.second === 0;
  const at = DateTime.fromObject(endOfDay ? { ...parts, hour: 0 } : parts, { zone });
  if (!at.isValid) return wrong(`"${text}" is no date of the calendar.`);
  if (!endOfDay && (at.hour !== parts.hour || at.minute !== parts.minute)) {
    return wrong(`"${text}" does not exist in ${zone}: clocks go forward there.`);
  }
  return { ok: true, instant: (endOfDay ? at.plus({ days: 1 }) : at).toMillis() };
};

const noTime = (text: string): ReadDate =>
  wrong(`"${text}" is a day without a time of day: say which with --time, such as --time 23:59.`);
const noYear = (text: string): ReadDate =>
  wrong(`"${text}" is a date without a year: say which with --year, such as --year 2022.`);

const timeOf = (time: string | undefined): { hour: number; minute: number } | null => {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time ?? '');
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : null;
};

const byFormat = (text: string, format: string, options: DateOptions): ReadDate => {
  const tokens = format.replaceAll(/'[^']*'/g, '');
  // luxon would fill a missing year from this machine's calendar.
  const dated = /[yDfF]/.test(tokens) ? null : options.year;
  if (dated === undefined) return noYear(text);
  const at =
    dated === null
      ? DateTime.fromFormat(text, format, { zone: options.timeZone, locale: 'en' })
      : DateTime.fromFormat(`${dated} ${text}`, `yyyy ${format}`, { zone: options.timeZone, locale: 'en' });
  if (!at.isValid) return wrong(`"${text}" is no date of the form ${format}.`);
  if (/[Hht]/.test(tokens)) return { ok: true, instant: at.toMillis() };
  const time = timeOf(options.time);
  if (!time) return noTime(text);
  const { year, month, day } = at;
  return instantOf({ year, month, day, ...time, second: 0 }, text, options.timeZone);
};

/**
 * A moment as sheets write it: 2026/10/9 8:00, 2026.10.09 8:00, 2026-10-09 23:30:00, 2026年10月9日23时, ISO with an offset,
 * or the caller's own format. What is left out (year, time of day) comes from the options or is refused: it is never
 * today's.
 */
export const readDate = (cell: string, options: DateOptions): ReadDate => {
  const text = cell.normalize('NFKC').trim();
  if (text === '') return wrong('is empty, expected a date.');
  if (options.dateFormat !== undefined) return byFormat(text, options.dateFormat, options);
  if (WITH_OFFSET.test(text)) {
    const at = DateTime.fromISO(text);
    return at.isValid ? { ok: true, instant: at.toMillis() } : wrong(`"${text}" is no date of the calendar.`);
  }
  if (SERIAL.test(text)) {
    return wrong(
      `"${text}" looks like a spreadsheet's own day number: format the column as a date and save again.`,
    );
  }
  const match = WRITTEN.exec(text);
  if (!match)
    return wrong(
      `"${text}" is no date this reads: write 2022-12-30 18:00, or give its form with --date-format.`,
    );
  const [, writtenYear, , month, day, hour, minute, second] = match;
  if (writtenYear === undefined && !text.includes('月')) {
    return wrong(
      `"${text}" may be day and month or month and day: give its form with --date-format, such as dd.MM.`,
    );
  }
  const year = writtenYear === undefined ? options.year : Number(writtenYear);
  if (year === undefined) return noYear(text);
  const time =
    hour === undefined ? timeOf(options.time) : { hour: Number(hour), minute: Number(minute ?? '0') };
  if (!time) return noTime(text);
  const parts = { year, month: Number(month), day: Number(day), ...time, second: Number(second ?? '0') };
  return instantOf(parts, text, options.timeZone);
};
