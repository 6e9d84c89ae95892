import { campaignMoreEn } from '../../../locales/campaign-more-en.ts';
import { campaignMoreZh } from '../../../locales/campaign-more-zh.ts';
import { useWords } from '../../../locales/use-words.ts';

const WORDS = { 'zh-CN': campaignMoreZh, en: campaignMoreEn };

export const useMoreWords = (): typeof campaignMoreZh => useWords(WORDS);
