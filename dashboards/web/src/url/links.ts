import { useMemo } from 'react';
import { useSearch } from 'wouter';
import { formatSheet, type SheetPart } from './sheet-trail.ts';

/** The moment a link carries on to another page, as the address bar has it. */
type LinkMoment = {
  readonly asOf?: string | null;
  readonly knownAt?: string | null;
  readonly formula?: string | null;
  readonly sheet?: string | null;
};

type Links = {
  readonly campaigns: string;
  readonly collection: string;
  readonly catalogue: string;
  readonly publications: string;
  readonly settings: string;
  readonly campaign: (id: string, moment?: LinkMoment) => string;
  readonly episode: (campaign: string, episode: string, moment?: LinkMoment) => string;
  readonly work: (campaign: string, work: string, moment?: LinkMoment) => string;
  readonly placement: (id: number, moment?: LinkMoment, sheet?: SheetPart) => string;
  readonly publication: (id: string) => string;
};

/** `path` with the language of the address (where it names one) and what else the link carries. */
const pageAddress = (
  path: string,
  search: string,
  carry: Readonly<Record<string, string | null>>,
): string => {
  const pairs = Object.entries({ ...carry, lang: new URLSearchParams(search).get('lang') }).flatMap(
    ([key, value]) =>
      value === null
        ? []
        : [`${key}=${encodeURIComponent(value).replaceAll(/%(3A|2F|40)/g, decodeURIComponent)}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
};

/** Addresses of the pages; each keeps the language the address names. */
export const linksFrom = (search: string): Links => {
  const to = (parts: readonly (string | number)[], moment: LinkMoment = {}): string =>
    pageAddress(
      `/${parts.map(part => encodeURIComponent(part)).join('/')}`,
      search,
      moment as Record<string, string | null>,
    );
  return {
    campaigns: to(['campaigns']),
    collection: to(['collection']),
    catalogue: to(['catalogue']),
    publications: to(['publications']),
    settings: to(['settings']),
    campaign: (id, moment) => to(['campaigns', id], moment),
    episode: (campaign, episode, moment) => to(['campaigns', campaign, 'episodes', episode], moment),
    work: (campaign, work, moment) => to(['campaigns', campaign, 'works', work], moment),
    placement: (id, moment, sheet) =>
      to(['placements', id], sheet ? { ...moment, sheet: formatSheet([sheet]) } : moment),
    publication: id => to(['publications', id]),
  };
};

export const useLinks = (): Links => {
  const search = useSearch();
  return useMemo(() => linksFrom(search), [search]);
};
