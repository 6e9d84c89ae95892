import { useWords } from '../../locales/use-words.ts';
import { workEn } from '../../locales/work-en.ts';
import { workZh } from '../../locales/work-zh.ts';

const WORDS = { 'zh-CN': workZh, en: workEn };

/** What the pages of an episode, a work and a placement say in common. */
export const useWorkWords = (): typeof workZh => useWords(WORDS);
