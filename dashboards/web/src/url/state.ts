/**
 * The address bar is the state: what a page shows can be sent to a colleague as a link.
 * `asOf` and `knownAt` are wall times of the campaign's zone ("2022-12-30T18:00"); an offset or Z is accepted too.
 */
export type SheetRef =
  | { readonly kind: 'total' | 'own' | 'missing' | 'formula' | 'runs' | 'adjustments' }
  | { readonly kind: 'episode' | 'platform' | 'kind' | 'series' | 'family' | 'act'; readonly id: string }
  | { readonly kind: 'placement'; readonly id: number };

export type PageState = {
  readonly asOf: string | null;
  readonly knownAt: string | null;
  readonly formula: string | null;
  readonly lang: string | null;
  /** The age at which episodes are compared ("3d"); null: as they stand. */
  readonly age: string | null;
  /** From the first sheet opened to the one on top; empty when none is open. */
  readonly sheet: readonly SheetRef[];
};

const PLAIN = ['total', 'own', 'missing', 'formula', 'runs', 'adjustments'] as const;
const NAMED = ['episode', 'platform', 'kind', 'series', 'family', 'act'] as const;

const parseRef = (text: string): SheetRef | null => {
  const [kind, id] = text.split(':');
  const plain = PLAIN.find(k => k === kind);
  if (plain && id === undefined) return { kind: plain };
  if (!id) return null;
  const named = NAMED.find(k => k === kind);
  if (named) return { kind: named, id: decode(id) };
  if (kind === 'placement' && /^[1-9]\d{0,9}$/.test(id)) return { kind, id: Number(id) };
  return null;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Ids may hold the separators; they are escaped inside the value, and the value once more in the query. */
const formatRef = (ref: SheetRef): string =>
  'id' in ref ? `${ref.kind}:${encodeURIComponent(ref.id)}` : ref.kind;

/** The trail of open sheets ("episode:e02/placement:17"); parts that make no sense are left out. */
export const parseSheet = (text: string | null): SheetRef[] =>
  text === null ? [] : text.split('/').flatMap(part => parseRef(part) ?? []);

export const formatSheet = (trail: readonly SheetRef[]): string => trail.map(formatRef).join('/');

/** Reads a query string, with or without its question mark. Unknown keys are ignored. */
export const readState = (search: string): PageState => {
  const query = new URLSearchParams(search);
  const text = (key: string): string | null => query.get(key)?.trim() || null;
  return {
    // "+08:00" typed by hand arrives as " 08:00".
    asOf: text('asOf')?.replace(' ', '+') ?? null,
    knownAt: text('knownAt')?.replace(' ', '+') ?? null,
    formula: text('formula'),
    lang: text('lang'),
    age: text('age'),
    sheet: parseSheet(text('sheet')),
  };
};

type Pair = readonly [key: string, value: string | null];

/**
 * The query string of a state, keys in a fixed order, readable where the standard allows it; '' when all is default.
 * @param others what else the address holds: it comes last, in its own order
 */
export const writeState = (state: PageState, others: readonly Pair[] = []): string => {
  const pairs: Pair[] = [
    ['asOf', state.asOf],
    ['knownAt', state.knownAt],
    ['formula', state.formula],
    ['age', state.age],
    ['sheet', state.sheet.length > 0 ? formatSheet(state.sheet) : null],
    ['lang', state.lang],
    ...others,
  ];
  return pairs
    .flatMap(([key, value]) =>
      value === null
        ? []
        : `${key}=${encodeURIComponent(value).replaceAll(/%(3A|2F|40)/g, decodeURIComponent)}`,
    )
    .join('&');
};

const OWN: ReadonlySet<string> = new Set(['asOf', 'knownAt', 'formula', 'age', 'sheet', 'lang']);
/** How the table of a sheet is looked at: it goes when the last sheet does, so that the next one begins whole. */
const OF_SHEETS: ReadonlySet<string> = new Set(['sort', 'q']);

/** A link within the same page: the state with some of it changed. What the page does not name stays as it is. */
export const linkTo = (path: string, search: string, change: Partial<PageState>): string => {
  const state = { ...readState(search), ...change };
  const others = [...new URLSearchParams(search)].filter(
    ([key]) => !OWN.has(key) && (state.sheet.length > 0 || !OF_SHEETS.has(key)),
  );
  const query = writeState(state, others);
  return query === '' ? path : `${path}?${query}`;
};
