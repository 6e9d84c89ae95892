import type { RecognisedLinks } from '../../../../api/contract.ts';
import { destinationOf, type Place } from './destination.tsx';

export type RecognisedLink = RecognisedLinks['links'][number];

/** What a person says of links: one work or a work each, titles and accounts by address. */
export type Wishes = {
  readonly mode: 'one' | 'each';
  readonly place: Place;
  readonly titles: Readonly<Record<string, string>>;
  readonly accounts: Readonly<Record<string, string>>;
  /** What a link leads to, by address, where it does not tell. */
  readonly kinds?: Readonly<Record<string, string>>;
};

/** POST /placements of one work. */
type Addition = ReturnType<typeof destinationOf> & {
  readonly links: readonly { readonly link: string; readonly account?: string; readonly as?: string }[];
};

/** Those that can be registered: items that are no placement yet, each once. */
export const freshOf = (links: readonly RecognisedLink[]): RecognisedLink[] =>
  links.filter(({ item, placement, repeated }) => item !== null && placement === null && !repeated);

/** The requests that register links: one for each work. */
export const additionsOf = (fresh: readonly RecognisedLink[], wishes: Wishes): Addition[] => {
  const { mode, place, titles, accounts, kinds = {} } = wishes;
  const linkOf = ({ address }: RecognisedLink) => {
    const account = accounts[address];
    const as = kinds[address];
    return {
      link: address,
      ...(account !== undefined && account !== '' && { account }),
      ...(as !== undefined && as !== '' && { as }),
    };
  };
  if (mode === 'one' || fresh.length < 2) return [{ links: fresh.map(linkOf), ...destinationOf(place) }];
  return fresh.map(link => ({
    links: [linkOf(link)],
    ...destinationOf({ ...place, work: '', title: titles[link.address] ?? '' }),
  }));
};

const QUOTED = /[【《]([^】》\n]{2,80})[】》]/;

/** The title that a share text says beside its link (“【家门口又建一批好学校】 https://…”); '' where it says none. */
export const titleBeside = (text: string, address: string): string => {
  const lines = text.split('\n');
  const path = URL.parse(address)?.pathname ?? address;
  const at = lines.findIndex(line => path.length > 1 && line.includes(path));
  for (const line of [lines[at], lines[at - 1]]) {
    const title = line === undefined ? undefined : QUOTED.exec(line)?.[1];
    if (title !== undefined) return title.trim();
  }
  return '';
};
