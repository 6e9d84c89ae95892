import type { Credentials, Page, RequestSpec } from './contract.ts';
import { type PageWords, wordsOf } from './declarative-paging.ts';
import type { Manifest } from './manifest-schema.ts';

type Texts = Readonly<Record<string, string>>;

const ENVIRONMENT = /\$\{([A-Z][A-Z0-9_]*)\}/g;
const PLACEHOLDER = /\$\{(?<name>[A-Z][A-Z0-9_]*)\}|\{(?<word>ids?|account|page|offset|cursor|limit)\}/g;

/** Every ${NAME} a request is made of. */
export const needsOf = ({ request, discovery }: Manifest): string[] => {
  const texts = [request, ...(discovery === undefined ? [] : [discovery.request])]
    .flatMap(({ query, headers, form }) => [query, headers, form ?? {}])
    .flatMap(of => Object.values(of));
  return [...new Set(texts.flatMap(text => [...text.matchAll(ENVIRONMENT)].map(([, name]) => String(name))))];
};

/** Servers of pages send them to whoever says that pages are welcome. */
const PAGE_HEADERS: Texts = { Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5' };

/** What a request is made of: that of the manifest itself, or that of its account list. */
type Asking = Pick<Manifest, 'format' | 'paging' | 'charset'> & {
  readonly request: Omit<Manifest['request'], 'batch'>;
};

export const requestOf = ({ request, format, paging, charset }: Asking, page: Page): RequestSpec => {
  const { targets, accountId, accountExternalId = accountId, credentials, cursor } = page;
  const ids = targets.map(({ externalId }) => externalId);
  const pages = wordsOf(paging, cursor);
  const words: Words = {
    ...pages,
    id: ids.join(request.join),
    ids: ids.join(request.join),
    account: accountExternalId,
  };
  const inPath = ids.map(encodeURIComponent).join(request.join);
  const pathWords = {
    ...mapTexts(words, word => encodeURIComponent(word)),
    id: inPath,
    ids: inPath,
  };
  const fill = (texts: Texts): Record<string, string> =>
    Object.fromEntries(
      Object.entries(texts)
        // The first page of some lists is asked for without a cursor.
        .filter(([, text]) => !(words.cursor === null && text.includes('{cursor}')))
        .map(([key, text]) => [key, fillIn(text, words, credentials)]),
    );
  const headers = { ...(format === 'html' && PAGE_HEADERS), ...fill(request.headers) };
  return {
    method: request.method,
    path: fillIn(request.path, pathWords, {}),
    ...(Object.keys(request.query).length > 0 && { query: fill(request.query) }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(request.form && { form: fill(request.form) }),
    ...(charset !== undefined && { charset }),
  };
};

type Words = PageWords & Readonly<Record<'id' | 'ids' | 'account', string | null>>;

const mapTexts = (words: Words, change: (word: string) => string): Words =>
  Object.fromEntries(
    Object.entries(words).map(([key, word]) => [key, word === null ? null : change(word)]),
  ) as Words;

/** Filled in one pass, so that an id that looks like a placeholder stays an id. */
const fillIn = (text: string, words: Words, credentials: Credentials): string =>
  text.replace(PLACEHOLDER, (whole, ...found: unknown[]) => {
    const { name, word } = found.at(-1) as { readonly name?: string; readonly word?: keyof Words };
    if (name !== undefined) return String(credentials[name]);
    const value = word === undefined ? null : words[word];
    return value === null ? whole : value;
  });
