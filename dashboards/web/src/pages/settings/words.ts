import { settingsEn } from '../../locales/settings-en.ts';
import { settingsZh } from '../../locales/settings-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': settingsZh, en: settingsEn } as const;

/** The words of this page in the reader's language. */
export const useSettingsWords = () => useWords<typeof settingsZh>(WORDS);
