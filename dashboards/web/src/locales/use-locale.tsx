import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useSearch } from 'wouter';
import { recall, remember } from '../theme/theme.ts';
import { readState } from '../url/state.ts';
import { en } from './en.ts';
import { type Locale, parseLocale } from './locale.ts';
import { type Words, zh } from './zh-CN.ts';

const KEY = 'renci.lang';
const WORDS: Record<Locale, Words> = { 'zh-CN': zh, en };

type LocaleValue = {
  readonly locale: Locale;
  readonly words: Words;
  /** The API says everything bilingual as `{zh, en}`. */
  readonly say: (text: { readonly zh: string; readonly en: string }) => string;
};

/** Chinese fonts draw curly quotation marks a whole character wide, which tears English words apart. */
const straight = (text: string): string => text.replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"');

const LocaleContext = createContext<LocaleValue | null>(null);

/** Chinese first: the address decides, then what was last chosen, then Chinese whatever the browser speaks. */
export const LocaleProvider = ({ children }: { children: ReactNode }) => {
  const asked = parseLocale(readState(useSearch()).lang);
  const locale = asked ?? parseLocale(recall(KEY)) ?? 'zh-CN';
  useEffect(() => {
    document.documentElement.lang = WORDS[locale].htmlLang;
    if (asked) remember(KEY, asked);
  }, [asked, locale]);
  const value = useMemo<LocaleValue>(
    () => ({ locale, words: WORDS[locale], say: text => (locale === 'zh-CN' ? text.zh : straight(text.en)) }),
    [locale],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
};

export const useLocale = (): LocaleValue => {
  const value = useContext(LocaleContext);
  if (!value) throw new Error('useLocale is used outside LocaleProvider.');
  return value;
};
