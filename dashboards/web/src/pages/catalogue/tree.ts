import type { CampaignCatalogue } from '../../../../api/contract.ts';

type Episode = CampaignCatalogue['episodes'][number];
type Work = CampaignCatalogue['works'][number];
type Placement = CampaignCatalogue['placements'][number];

export type WorkNode = { readonly work: Work; readonly placements: readonly Placement[] };
/** `episode` is null for works of the campaign alone. */
export type EpisodeNode = { readonly episode: Episode | null; readonly works: readonly WorkNode[] };

/** Episodes in order, the campaign alone last, each with its works and their placements. */
export const treeOf = ({ episodes, works, placements }: CampaignCatalogue): EpisodeNode[] => {
  const byWork = Map.groupBy(placements, ({ work }) => work);
  const byEpisode = Map.groupBy(works, ({ episode }) => episode);
  const nodes = (of: string | null): WorkNode[] =>
    (byEpisode.get(of) ?? []).map(work => ({ work, placements: byWork.get(work.id) ?? [] }));
  const alone = nodes(null);
  return [
    ...episodes.map(episode => ({ episode, works: nodes(episode.id) })),
    ...(alone.length > 0 ? [{ episode: null, works: alone }] : []),
  ];
};

/** What a placement, a work and an episode are found by. */
export type Said = {
  readonly episode: (episode: Episode | null) => string;
  readonly work: (work: Work) => string;
  readonly placement: (placement: Placement) => string;
};

/**
 * The part of a tree that holds every word typed: a placement is found by what it and all above it say; where a work or
 * an episode says every word by itself, all beneath it stays.
 */
export const searchTree = (tree: readonly EpisodeNode[], typed: string, said: Said): EpisodeNode[] => {
  const needles = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return [...tree];
  const holds = (text: string): boolean => needles.every(needle => text.includes(needle));
  return tree.flatMap(node => {
    const above = said.episode(node.episode).toLowerCase();
    if (holds(above)) return [node];
    const works = node.works.flatMap(work => {
      const text = `${above}\n${said.work(work.work).toLowerCase()}`;
      if (holds(text)) return [work];
      const placements = work.placements.filter(each =>
        holds(`${text}\n${said.placement(each).toLowerCase()}`),
      );
      return placements.length > 0 ? [{ ...work, placements }] : [];
    });
    return works.length > 0 ? [{ ...node, works }] : [];
  });
};
