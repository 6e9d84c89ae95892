import type { Links, LinkTarget } from './contract.ts';
import type { Manifest } from './manifest-schema.ts';

/** A partner's links as its manifest describes them. */
export const linksOf = ({ hosts, short, items, url }: NonNullable<Manifest['links']>): Links => {
  const patterns = items.map(({ match, ...what }) => ({ pattern: new RegExp(match, 'u'), what }));
  const itemIn = (text: string): LinkTarget | null => {
    for (const { pattern, what } of patterns) {
      const id = decoded(pattern.exec(text)?.[1]);
      if (id !== null) return { externalId: id, ...what };
    }
    return null;
  };
  return {
    hosts: [...hosts, ...short],
    recognise: link => {
      // A short link says nothing but where it leads; the same host may also have items of its own.
      const isShort = short.includes(link.hostname.replace(/^www\./, '')) && link.pathname !== '/';
      return itemIn(`${link.pathname}${link.search}`) ?? (isShort ? { follow: true } : null);
    },
    // An id may be a path of its own (2022/1205/c1-2).
    url: externalId => url.replaceAll('{id}', () => encodeURIComponent(externalId).replaceAll('%2F', '/')),
  };
};

/** Null for nothing, and for what is no text. */
const decoded = (part: string | undefined): string | null => {
  if (part === undefined || part === '') return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};
