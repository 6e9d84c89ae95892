import { catalogueEn } from '../../locales/catalogue-en.ts';
import { catalogueFileEn } from '../../locales/catalogue-file-en.ts';
import { catalogueFileZh } from '../../locales/catalogue-file-zh.ts';
import { catalogueZh } from '../../locales/catalogue-zh.ts';
import { useWords } from '../../locales/use-words.ts';

const WORDS = {
  'zh-CN': { ...catalogueZh, ...catalogueFileZh },
  en: { ...catalogueEn, ...catalogueFileEn },
} as const;

/** The words of this page in the reader's language. */
export const useCatalogueWords = () => useWords<typeof catalogueZh & typeof catalogueFileZh>(WORDS);
