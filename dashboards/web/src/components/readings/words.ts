import { readingsEn } from '../../locales/readings-en.ts';
import { readingsZh } from '../../locales/readings-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': readingsZh, en: readingsEn };

export const useReadingWords = (): typeof readingsZh => useWords(WORDS);
