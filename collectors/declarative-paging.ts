import type { Source } from './declarative-source.ts';
import { CollectorError } from './errors.ts';
import { nameOf, type Place, placeOf } from './manifest-places.ts';
import type { Manifest } from './manifest-schema.ts';

type Paging = NonNullable<Manifest['paging']>;

/** Which page of a list is asked for, counted from 1, and the text that leads to it where one does. */
type Position = { readonly count: number; readonly text: string | null };

/** What stands for {page}, {offset}, {cursor} and {limit}; null where a first page needs none. */
export type PageWords = Readonly<Record<'page' | 'offset' | 'cursor' | 'limit', string | null>>;

/** The words of a page. `cursor` is what `nextCursorOf` returned, null for the first page. */
export const wordsOf = (paging: Paging | undefined, cursor: string | null): PageWords => {
  const { count, text } = positionOf(cursor);
  const limit = paging?.limit;
  return {
    page: paging?.by === 'page' ? String(paging.first + count - 1) : null,
    offset: paging?.by === 'offset' ? String((count - 1) * paging.limit) : null,
    cursor:
      paging?.by === 'cursor' || paging?.by === 'last-row'
        ? cursor === null && paging.first !== undefined
          ? paging.first
          : text
        : null,
    limit: limit === undefined ? null : String(limit),
  };
};

/** A cursor of ours is the number of the page and, after a space, the partner's own text. */
const positionOf = (cursor: string | null): Position => {
  if (cursor === null) return { count: 1, text: null };
  const space = cursor.indexOf(' ');
  return { count: Number(cursor.slice(0, space)), text: cursor.slice(space + 1) };
};

/**
 * The next page of a list; null after the last. Without a place that says so, only an empty page, or a cursor that
 * is not there, is the end: pages may come short in the middle.
 * @throws CollectorError of kind `shape` when the answer contradicts itself or goes round in circles, and of kind
 *   `config` when the list goes on beyond `maxPages`: what was not looked at is not absent.
 */
export const nextCursorOf = (
  paging: Paging,
  whole: Source,
  rows: readonly Source[],
  cursor: string | null,
): string | null => {
  const said = hasMoreOf(paging, whole);
  if (said === false) return null;
  const next = nextText(paging, whole, rows, said);
  if (next === null) {
    if (said === null) return null;
    throw new CollectorError('shape', 'the list says that there is more, but not where');
  }
  const { count } = positionOf(cursor);
  if (next !== '' && next === wordsOf(paging, cursor).cursor) {
    throw new CollectorError('shape', `the list goes round in circles at cursor "${next}"`);
  }
  if (count >= paging.maxPages) {
    throw new CollectorError(
      'config',
      `the list goes on after ${paging.maxPages} pages, where paging.maxPages ends it: raise it to look further`,
    );
  }
  return `${count + 1} ${next}`;
};

/** '' where the number of the page is enough; null where nothing leads on. */
const nextText = (
  paging: Paging,
  whole: Source,
  rows: readonly Source[],
  said: boolean | null,
): string | null => {
  if (paging.by === 'page' || paging.by === 'offset') return rows.length === 0 && said === null ? null : '';
  if (paging.by === 'cursor') return textAt(whole, placeOf(paging.next));
  const last = rows.at(-1);
  if (last === undefined) return null;
  const place = placeOf(paging.value);
  const text = textAt(last, place);
  if (text !== null) return text;
  throw new CollectorError('shape', `the last row says nothing at ${nameOf(place)} to go on from`);
};

const textAt = (source: Source, place: Place): string | null => {
  const value = source.find(place);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new CollectorError('shape', `expected a text or a number at ${nameOf(place)} to go on from`);
};

/** What the answer says of more pages; null where the manifest names no place that would. */
const hasMoreOf = ({ isEnd, hasMore }: Paging, whole: Source): boolean | null => {
  const answers = [
    ...(isEnd === undefined ? [] : [!flagAt(whole, placeOf(isEnd))]),
    ...(hasMore === undefined ? [] : [flagAt(whole, placeOf(hasMore))]),
  ];
  return answers.length === 0 ? null : answers.every(Boolean);
};

const YES: readonly unknown[] = [true, 1, '1', 'true'];
const NO: readonly unknown[] = [false, 0, '0', 'false'];

const flagAt = (whole: Source, place: Place): boolean => {
  const value = whole.find(place);
  if (YES.includes(value)) return true;
  if (NO.includes(value)) return false;
  throw new CollectorError(
    'shape',
    `expected yes or no at ${nameOf(place)}, whether the list goes on, and found ${JSON.stringify(value)}`,
  );
};
