export type Locale = 'zh-CN' | 'en';

/** The locale a text asks for ("zh", "zh-CN", "en-GB"), or null. */
export const parseLocale = (text: string | null): Locale | null => {
  if (text === null) return null;
  if (/^zh\b/i.test(text)) return 'zh-CN';
  if (/^en\b/i.test(text)) return 'en';
  return null;
};
