import { episodeEn } from '../../locales/episode-en.ts';
import { episodeZh } from '../../locales/episode-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': episodeZh, en: episodeEn };

export const useEpisodeWords = (): typeof episodeZh => useWords(WORDS);
