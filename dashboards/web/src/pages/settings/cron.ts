import type { SettingsWords } from '../../locales/settings-zh.ts';

type CronWords = Pick<SettingsWords['schedule'], 'everyDay' | 'everyHour' | 'everyMinutes' | 'separator'>;

const two = (number: number | string): string => String(number).padStart(2, '0');

/** The hours of "2", "8,20", "8-20" and "8-23/3"; empty for anything else. */
const hoursOf = (text: string): number[] => {
  const parts = text.split(',').map(part => /^(\d+)(?:-(\d+)(?:\/(\d+))?)?$/.exec(part));
  return parts.some(part => part === null)
    ? []
    : parts.flatMap(part => {
        const [, first, last = first, step = '1'] = part ?? [];
        const count = Math.floor((Number(last) - Number(first)) / Number(step)) + 1;
        return Array.from({ length: Math.max(0, count) }, (_, index) => Number(first) + index * Number(step));
      });
};

/** The common schedules in words; any other is told by its expression alone. */
export const cronWords = (text: string, words: CronWords): string => {
  const match = /^(\*|\*\/\d+|\d+) (\S+) \* \* \*$/.exec(text.trim());
  if (!match) return '';
  const [, minute = '', hour = ''] = match;
  if (minute.startsWith('*/')) return hour === '*' ? words.everyMinutes(minute.slice(2)) : '';
  if (minute === '*') return hour === '*' ? words.everyMinutes('1') : '';
  if (hour === '*') return words.everyHour(minute);
  const times = hoursOf(hour).map(at => `${two(at)}:${two(minute)}`);
  return times.length === 0 ? '' : words.everyDay(times.join(words.separator));
};
