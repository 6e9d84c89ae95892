import type { Locale } from './locale.ts';
import { useLocale } from './use-locale.tsx';

/** The words of one page in both languages; they travel in the page's own chunk, not in the first one. */
export type PageWords<W> = Readonly<Record<Locale, W>>;

/** A page's own words in the reader's language. */
export const useWords = <W>(words: PageWords<W>): W => words[useLocale().locale];
