import { placementEn } from '../../locales/placement-en.ts';
import { placementZh } from '../../locales/placement-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': placementZh, en: placementEn };

export const usePlacementWords = (): typeof placementZh => useWords(WORDS);
