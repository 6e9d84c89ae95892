import { createHash } from 'node:crypto';
import type { Campaign, Episode, Work } from '../domain/catalogue.ts';
import type { Instant, WorkKind } from '../domain/reading.ts';
import { ConfigError, didYouMean } from '../problems.ts';
import type { Destination, Item } from './place.ts';

/** `inherited`: the time of publication that a catalogue file would hand down to the work. */
type ChosenWork = { readonly work: Work; readonly isNewWork: boolean; readonly inherited: Instant | null };

/**
 * The work that items are placements of: the one named, or a new one of the episode or the campaign alone.
 * @param works those of the campaign
 * @throws ConfigError
 */
export const workOf = (
  items: readonly Item[],
  { episode: episodeId, work: workId, kind, title }: Destination,
  campaign: Campaign,
  works: readonly Work[],
  episodes: readonly Episode[],
): ChosenWork => {
  const episode = episodes.find(({ id }) => id === episodeId);
  if (episodeId !== undefined && !episode) throw unknown('episode', episodeId, episodes, campaign);
  if (workId !== undefined) {
    const work = works.find(({ id }) => id === workId);
    if (!work) throw unknown('work', workId, works, campaign);
    if (episodeId !== undefined && work.episodeId !== episodeId) {
      throw new ConfigError(
        `Work "${workId}" belongs to ${work.episodeId ?? 'the campaign alone'}, not to ${episodeId}.`,
        [],
        {
          told: { code: 'work-of-another-episode', params: { work: workId, episode: work.episodeId ?? '' } },
        },
      );
    }
    return { work, isNewWork: false, inherited: null };
  }
  const [first] = items;
  if (!first) throw new ConfigError('There is no item to register.');
  const named = (title ?? first.title).trim();
  if (named === '') {
    throw new ConfigError(
      'A new work needs a title: give one, or name the work that this is another placement of.',
      [],
      { told: { code: 'work-without-title', params: {} } },
    );
  }
  const inherited = episode?.airedAt ?? null;
  const dates = items.flatMap(({ publishedAt }) => (publishedAt === null ? [] : [publishedAt]));
  const work: Work = {
    id: newWorkId(episodeId ?? campaign.id, kind ?? first.kind, first),
    campaignId: campaign.id,
    episodeId: episodeId ?? null,
    kind: kind ?? first.kind,
    title: named,
    series: '',
    publishedAt: dates.length > 0 ? Math.min(...dates) : inherited,
  };
  return { work, isNewWork: true, inherited };
};

const unknown = (
  what: 'episode' | 'work',
  id: string,
  known: readonly { readonly id: string }[],
  campaign: Campaign,
): ConfigError => {
  const hint = didYouMean(
    id,
    known.map(each => each.id),
  );
  return new ConfigError(
    `Campaign ${campaign.id} has no ${what} "${id}".${hint || ' See `renci catalogue plan`, or the dashboard.'}`,
    [],
    { told: { code: `unknown-${what}`, params: { campaign: campaign.id, id } } },
  );
};

/** Made of its first item, so that the same request made twice is the same work. */
const newWorkId = (parent: string, kind: WorkKind, { platform, externalId }: Item): string =>
  `${parent}-${kind}-${createHash('sha256').update(`${platform}\n${externalId}`).digest('hex').slice(0, 8)}`;
