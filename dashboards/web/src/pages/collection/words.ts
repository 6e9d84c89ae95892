import { collectionEn } from '../../locales/collection-en.ts';
import { collectionZh } from '../../locales/collection-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = { 'zh-CN': collectionZh, en: collectionEn } as const;

export type CollectionWords = typeof collectionZh;

export const useCollectionWords = (): CollectionWords => useWords<CollectionWords>(WORDS);

/** The words of an ending; one that a later version made is told as it is called. */
export const kindWords = (words: CollectionWords, kind: string): { name: string; what: string; do: string } =>
  words.kinds[kind as keyof CollectionWords['kinds']] ?? { name: kind, what: '', do: '' };
