import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { type DateOptions, readDate } from '../../pipeline/sheets/dates.ts';

const CHINA: DateOptions = { timeZone: 'Asia/Shanghai' };
const read = (text: string, options: Partial<DateOptions> = {}): string => {
  const date = readDate(text, { ...CHINA, ...options });
  return date.ok ? new Date(date.instant).toISOString() : date.message;
};

test.each<[text: string, options: Partial<DateOptions>, instant: string]>([
  ['2026/10/9 8:00', {}, '2026-10-09T00:00:00.000Z'],
  ['2026.10.09 8:00', {}, '2026-10-09T00:00:00.000Z'],
  ['2026-10-09 23:30', {}, '2026-10-09T15:30:00.000Z'],
  ['2026-10-09 23:30:59', {}, '2026-10-09T15:30:59.000Z'],
  ['2026-10-09T23:30', {}, '2026-10-09T15:30:00.000Z'],
  ['２０２６年１０月９日　２３：３０', {}, '2026-10-09T15:30:00.000Z'],
  ['2026年10月9日23时30分', {}, '2026-10-09T15:30:00.000Z'],
  ['2026年10月9日18时', {}, '2026-10-09T10:00:00.000Z'],
  ['2026-10-09 24:00', {}, '2026-10-09T16:00:00.000Z'],
  ['2026-10-09T23:30:00Z', {}, '2026-10-09T23:30:00.000Z'],
  ['2026-10-09T23:30:00+02:00', {}, '2026-10-09T21:30:00.000Z'],
  ['10月9日', { year: 2026, time: '23:59' }, '2026-10-09T15:59:00.000Z'],
  ['10月9日 8:00', { year: 2026 }, '2026-10-09T00:00:00.000Z'],
  ['2026/10/9', { time: '24:00' }, '2026-10-09T16:00:00.000Z'],
  [
    '13.09',
    { dateFormat: 'dd.MM', year: 2017, time: '23:59', timeZone: 'Europe/London' },
    '2017-09-13T22:59:00.000Z',
  ],
  ['29.02', { dateFormat: 'dd.MM', year: 2016, time: '0:00', timeZone: 'UTC' }, '2016-02-29T00:00:00.000Z'],
  ['10/09/2026 5:30 PM', { dateFormat: 'MM/dd/yyyy h:mm a' }, '2026-10-09T09:30:00.000Z'],
])('%s with %j is %s', (text, options, instant) => {
  expect(read(text, options)).toBe(instant);
});

test.each<[text: string, options: Partial<DateOptions>, message: string]>([
  ['', {}, 'is empty, expected a date.'],
  ['10月9日', {}, '"10月9日" is a date without a year: say which with --year, such as --year 2022.'],
  [
    '13.09',
    { dateFormat: 'dd.MM' },
    '"13.09" is a date without a year: say which with --year, such as --year 2022.',
  ],
  [
    '2026-10-09',
    {},
    '"2026-10-09" is a day without a time of day: say which with --time, such as --time 23:59.',
  ],
  [
    '24.09l7yxJDFvTRM',
    { dateFormat: 'dd.MM', year: 2017, time: '23:59' },
    '"24.09l7yxJDFvTRM" is no date of the form dd.MM.',
  ],
  ['29.02', { dateFormat: 'dd.MM', year: 2017, time: '23:59' }, '"29.02" is no date of the form dd.MM.'],
  ['2026-02-30 8:00', {}, '"2026-02-30 8:00" is no date of the calendar.'],
  ['2026-10-09 24:01', {}, '"2026-10-09 24:01" is no date of the calendar.'],
  [
    '2026-03-29 01:30',
    { timeZone: 'Europe/London' },
    '"2026-03-29 01:30" does not exist in Europe/London: clocks go forward there.',
  ],
  [
    '9/10/2026',
    {},
    '"9/10/2026" is no date this reads: write 2022-12-30 18:00, or give its form with --date-format.',
  ],
  [
    '44904.5',
    {},
    '"44904.5" looks like a spreadsheet\'s own day number: format the column as a date and save again.',
  ],
  [
    '10.1',
    { year: 2017 },
    '"10.1" may be day and month or month and day: give its form with --date-format, such as dd.MM.',
  ],
])('%s with %j is refused', (text, options, message) => {
  expect(read(text, options)).toBe(message);
});

test('a minute written in any of the known forms is read back, in any zone that has it', () => {
  const forms = ['yyyy-MM-dd HH:mm', 'yyyy/M/d H:mm', 'yyyy.MM.dd H:mm', "yyyy'年'M'月'd'日' H'时'm'分'"];
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2010, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 }),
      fc.constantFrom('Asia/Shanghai', 'UTC', 'Asia/Kathmandu'),
      fc.constantFrom(...forms),
      (minute, timeZone, form) => {
        const instant = minute * 60_000;
        const text = DateTime.fromMillis(instant, { zone: timeZone }).toFormat(form);
        expect(readDate(text, { timeZone })).toEqual({ ok: true, instant });
      },
    ),
  );
});
