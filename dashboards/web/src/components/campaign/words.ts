import { campaignEn } from '../../locales/campaign-en.ts';
import { campaignZh } from '../../locales/campaign-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': campaignZh, en: campaignEn };

export const useCampaignWords = (): typeof campaignZh => useWords(WORDS);
