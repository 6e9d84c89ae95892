import { publicationsEn } from '../../locales/publications-en.ts';
import { publicationsZh } from '../../locales/publications-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': publicationsZh, en: publicationsEn } as const;

/** The words of these pages in the reader's language. */
export const usePublicationsWords = () => useWords<typeof publicationsZh>(WORDS);
