import type { Catalogue, Placement } from '../domain/catalogue.ts';
import { didYouMean } from '../problems.ts';
import type { SheetRow } from './sheet.ts';

/** The placement a row speaks of, or why none is. */
export type Found = { readonly placement: Placement } | { readonly missing: string };

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Host, path and query of a link, without what differs between copies of it: scheme, www, trailing slash, fragment. */
const canonical = (link: string): string | null => {
  const url = URL.parse(link);
  if (!url) return null;
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`;
};

/** What in a link may be an item id: each step of its path, without .html, and each value of its query. */
const idsIn = (link: string): string[] => {
  const url = URL.parse(link);
  if (!url) return [];
  const steps = url.pathname.split('/').map(step => step.replace(/\.s?html?$/, ''));
  return [...steps, ...url.searchParams.values()].filter(Boolean);
};

/** Excel keeps 15 digits of a number and writes zeros after them. */
const DAMAGED = /^\d{15}0{2,}$/;

/**
 * Looks rows up in a catalogue: by platform (its id, or its Chinese or English name) and item id, else by link. A link
 * also tells an id that a spreadsheet has damaged.
 */
export const itemFinder = (catalogue: Pick<Catalogue, 'platforms' | 'placements'>) => {
  const platformIds = new Map(
    catalogue.platforms.flatMap(({ id, name, nameEn }) =>
      [id, name, nameEn].map(known => [fold(known), id] as const),
    ),
  );
  const byItem = new Map(catalogue.placements.map(item => [`${item.platformId}\n${item.externalId}`, item]));
  const byLink = new Map(
    catalogue.placements.flatMap(item => {
      const link = canonical(item.url);
      return link === null ? [] : [[link, item] as const];
    }),
  );
  const byUrl = (link: string, platformId: string | null): Placement | null => {
    const whole = byLink.get(canonical(link) ?? '');
    if (whole && (platformId === null || whole.platformId === platformId)) return whole;
    if (platformId === null) return null;
    const ids = new Set(idsIn(link).flatMap(id => byItem.get(`${platformId}\n${id}`) ?? []));
    const [only, ...others] = ids;
    return only && others.length === 0 ? only : null;
  };
  return ({ platform, externalId, url }: SheetRow): Found => {
    const platformId = platform === '' ? null : (platformIds.get(fold(platform)) ?? null);
    if (platform !== '' && platformId === null) {
      const names = catalogue.platforms.flatMap(({ id, name }) => [id, name]);
      return {
        missing: `there is no platform "${platform}" in the catalogue.${didYouMean(platform, names)}`,
      };
    }
    const named = platformId === null ? undefined : byItem.get(`${platformId}\n${externalId}`);
    const linked = url === '' ? null : byUrl(url, platformId);
    if (named && linked && named !== linked) {
      return {
        missing: `its id is item "${named.externalId}", but its link is item "${linked.externalId}" of ${linked.platformId}.`,
      };
    }
    const placement = named ?? linked;
    if (placement) return { placement };
    const item = externalId === '' ? url : `${platformId ?? ''} ${externalId}`.trim();
    const damaged = DAMAGED.test(externalId)
      ? ' The id ends in zeros as a spreadsheet leaves it: format its column as text.'
      : '';
    return {
      missing: `not in the catalogue: ${item}. Add it, or use --create for a new campaign.${damaged}`,
    };
  };
};
