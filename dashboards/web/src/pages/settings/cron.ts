import type { SettingsWords } from '../../locales/settings-zh.ts';

/** The common schedules in words; any other is told by its expression alone. */
export const cronWords = (
  text: string,
  words: Pick<SettingsWords['schedule'], 'everyDay' | 'everyHour' | 'everyMinutes'>,
): string => {
  const match = /^(\*|\*\/\d+|\d+) (\*|\d+) \* \* \*$/.exec(text.trim());
  if (!match) return '';
  const [, minute = '', hour = ''] = match;
  if (minute.startsWith('*/')) return hour === '*' ? words.everyMinutes(minute.slice(2)) : '';
  if (minute === '*') return hour === '*' ? words.everyMinutes('1') : '';
  return hour === '*'
    ? words.everyHour(minute)
    : words.everyDay(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`);
};
