import type { Campaigns, Episodes, PlacementRow } from '../../../../api/contract.ts';

type Campaign = Campaigns['campaigns'][number];
type Episode = Episodes['episodes'][number];

/** All that can be found, campaign by campaign; the parts of a campaign that were not read yet are missing. */
export type Findable = {
  readonly campaign: Campaign;
  readonly episodes: readonly Episode[];
  readonly placements: readonly PlacementRow[];
};

export type Found =
  | { readonly kind: 'campaign'; readonly campaign: Campaign }
  | { readonly kind: 'episode'; readonly campaign: Campaign; readonly episode: Episode }
  | {
      readonly kind: 'work';
      readonly campaign: Campaign;
      readonly row: PlacementRow;
      readonly placements: number;
    }
  | {
      readonly kind: 'account';
      readonly campaign: Campaign;
      readonly row: PlacementRow;
      readonly placements: number;
    }
  | { readonly kind: 'placement'; readonly campaign: Campaign; readonly row: PlacementRow };

/** Shown of each kind: who needs more, types more. */
const MOST = 6;

/** A pasted link: also without its scheme, and with the words an app shares it with. */
export const linkIn = (typed: string): string | null =>
  /https?:\/\/[^\s，。]+/i.exec(typed)?.[0] ??
  (/^[\w-]+(\.[\w-]+)+\/\S+$/.test(typed.trim()) ? typed.trim() : null);

/** A link as it is compared: without scheme, “www.”, “m.”, anchor, and trailing slash. */
const plainLink = (link: string): string =>
  link
    .replace(/^https?:\/\//i, '')
    .replace(/^(www|m)\./i, '')
    .replace(/[#].*$/, '')
    .replace(/\/+$/, '');

const hasPart = (link: string, id: string): boolean => link.split(/[^\w-]+/).includes(id);

/** Is a placement what a link leads to? By its own link, else by its id on the platform, of six characters or more. */
export const leadsTo = (
  link: string,
  { url, externalId }: Pick<PlacementRow, 'url' | 'externalId'>,
): boolean => {
  const wanted = plainLink(link);
  const own = plainLink(url);
  if (own !== '' && (own === wanted || wanted.startsWith(`${own}?`) || wanted.startsWith(`${own}&`)))
    return true;
  return externalId.length >= 6 && hasPart(wanted, externalId);
};

const matcher = (typed: string): ((...texts: string[]) => boolean) => {
  const needles = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return (...texts) => {
    const text = texts.join('\n').toLowerCase();
    return needles.every(needle => text.includes(needle));
  };
};

/** Rows of a key counted, in order of first appearance. */
const countBy = (rows: readonly PlacementRow[], key: (row: PlacementRow) => string) => {
  const counted = new Map<string, { row: PlacementRow; placements: number }>();
  for (const row of rows) {
    const seen = counted.get(key(row));
    if (seen) seen.placements += 1;
    else counted.set(key(row), { row, placements: 1 });
  }
  return [...counted.values()];
};

const findLink = (link: string, in_: readonly Findable[]): Found[] =>
  in_.flatMap(({ campaign, placements }) =>
    placements.filter(row => leadsTo(link, row)).map((row): Found => ({ kind: 'placement', campaign, row })),
  );

/** What was typed, in everything there is: a link finds its placements; words find names, ids and accounts. */
export const find = (typed: string, all: readonly Findable[]): Found[] => {
  if (typed.trim() === '') return [];
  const link = linkIn(typed);
  if (link !== null) return findLink(link, all);
  const has = matcher(typed);
  const kinds: Found[][] = [[], [], [], [], []];
  for (const { campaign, episodes, placements } of all) {
    if (has(campaign.name, campaign.nameEn, campaign.id)) kinds[0]?.push({ kind: 'campaign', campaign });
    for (const episode of episodes) {
      if (has(episode.title, episode.organisation, episode.organisationEn, episode.id)) {
        kinds[1]?.push({ kind: 'episode', campaign, episode });
      }
    }
    const works = countBy(
      placements.filter(row => has(row.workTitle, row.workId)),
      row => row.workId,
    );
    kinds[2]?.push(...works.map((of): Found => ({ kind: 'work', campaign, ...of })));
    const accounts = countBy(
      placements.filter(
        row => row.account !== '' && has(row.account, row.platformName.zh, row.platformName.en),
      ),
      row => `${row.platform}/${row.account}`,
    );
    kinds[3]?.push(...accounts.map((of): Found => ({ kind: 'account', campaign, ...of })));
    const ids = placements.filter(row => row.externalId !== '' && has(row.externalId));
    kinds[4]?.push(...ids.map((row): Found => ({ kind: 'placement', campaign, row })));
  }
  return kinds.flatMap(kind => kind.slice(0, MOST));
};
