import { type CheerioAPI, load } from 'cheerio/slim';
import { cutShort, kept, type Source } from './declarative-source.ts';
import { CollectorError } from './errors.ts';
import { parseJson } from './json.ts';
import { pick } from './json-pointer.ts';
import { nameOf, type Place } from './manifest-places.ts';
import { unwrapScript } from './script-text.ts';

/** A page as it was sent. Its scripts are text: nothing is run, and nothing that a script would fetch is there. */
export type HtmlPage = {
  readonly whole: Source;
  /** The elements that are items. */
  rows(selector: string): Source[];
};

export const readPage = (html: string): HtmlPage => {
  // Evidence is read by people: Chinese stays Chinese instead of becoming entities.
  const $ = load(html, { xml: { xmlMode: false, encodeEntities: 'utf8' } });
  const root = $.root();
  return {
    whole: sourceOf($, select => (select === undefined ? root.children() : root.find(select))),
    rows: selector =>
      root
        .find(selector)
        .toArray()
        .map(element => sourceOf($, select => (select === undefined ? $(element) : $(element).find(select)))),
  };
};

type Elements = ReturnType<ReturnType<CheerioAPI['root']>['find']>;

/** @param elements those that a selector finds in this part of the page; without one, the part itself. */
const sourceOf = ($: CheerioAPI, elements: (select?: string) => Elements): Source => {
  const texts = ({ select, attribute }: Place): string[] =>
    elements(select)
      .toArray()
      .flatMap(element => {
        const text = attribute === undefined ? $(element).text() : $(element).attr(attribute);
        return text === undefined ? [] : [text.replace(/\s+/g, ' ').trim()];
      });
  return {
    find: place => {
      const found = new Set(texts(place));
      if (found.size > 1) {
        throw new CollectorError(
          'shape',
          `${nameOf(place)} stands in ${found.size} places that say different things: make it more precise`,
        );
      }
      const [text] = found;
      if (text === undefined) return undefined;
      const value = place.pointer === undefined ? text : pick(jsonIn(text, place), place.pointer);
      return kept(value, place);
    },
    evidence: () =>
      cutShort(
        elements()
          .toArray()
          .map(element => $.html(element))
          .join(''),
      ),
  };
};

/** JSON as it stands, or as a script leaves it behind: `window.__STATE__ = {…};`. */
const jsonIn = (text: string, place: Place): unknown => {
  try {
    return parseJson(text);
  } catch {
    const value = unwrapScript(text);
    if (value !== text) return value;
    throw new CollectorError('shape', `the text at ${nameOf(place)} is no JSON`);
  }
};
