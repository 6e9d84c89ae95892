import type { Campaign, Episode, Work } from './catalogue.ts';
import { hashtagsOf, hasKeyword, plain } from './keywords.ts';
import type { Instant, WorkKind } from './reading.ts';

/** What is declared of a campaign, beside its catalogue, to recognise its items by. */
export type MatchRules = {
  readonly hashtags: readonly string[];
  /** A keyword of several words asks for all of them. */
  readonly keywords: readonly string[];
  /** Words that name an episode, by episode id; the name of its organisation always does. */
  readonly episodes: Readonly<Record<string, readonly string[]>>;
  /** Hours after a broadcast in which what belongs to the campaign is taken to be that episode's. */
  readonly broadcastHours: number;
};

export const NO_RULES: MatchRules = { hashtags: [], keywords: [], episodes: {}, broadcastHours: 24 };

/** A campaign as items are matched to it. `starts` and `ends` bound when its items may have been published. */
export type MatchCampaign = {
  readonly campaign: Pick<Campaign, 'id'>;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly episodes: readonly Episode[];
  readonly works: readonly Work[];
  readonly rules: MatchRules;
};

export type MatchItem = {
  readonly title: string;
  readonly publishedAt: Instant | null;
  readonly kind: WorkKind;
};

/** Where an item seems to belong. */
export type Proposal = {
  readonly campaignId: string;
  /** Null: the campaign alone, or not known (then it is not confident). */
  readonly episodeId: string | null;
  /** A work that is there already; null: a new one. */
  readonly workId: string | null;
  /** The rules that matched, in words. */
  readonly rule: string;
  readonly isConfident: boolean;
  /** What a person has to decide; empty when confident. */
  readonly doubt: string;
};

const HOUR = 3_600_000;
/** A title this short ("预告") is no name of a work. */
const SHORTEST_TITLE = 4;

/**
 * Where an item belongs, by the rules of every campaign: the title of a registered work; else what makes it the
 * campaign's (hashtag, series, keyword) with what names the episode (its words, its organisation, the hours after its
 * broadcast). Confident only where one episode of one campaign is left. Null: nothing speaks for any campaign.
 */
export const propose = (item: MatchItem, campaigns: readonly MatchCampaign[]): Proposal | null => {
  const proposals = campaigns.flatMap(campaign => proposeIn(item, campaign) ?? []);
  const confident = proposals.filter(({ isConfident }) => isConfident);
  const [only] = confident;
  if (!only) return proposals[0] ?? null;
  if (confident.length === 1) return only;
  const others = confident.map(({ campaignId }) => campaignId).join(', ');
  return { ...only, isConfident: false, doubt: `it fits several campaigns: ${others}` };
};

const proposeIn = (item: MatchItem, campaign: MatchCampaign): Proposal | null => {
  const { publishedAt } = item;
  // A yearly series has the same words every year.
  if (publishedAt !== null && (publishedAt < campaign.starts || publishedAt >= campaign.ends)) return null;
  return byTitle(item, campaign) ?? byRules(item, campaign);
};

const byTitle = ({ title, kind }: MatchItem, { campaign, works }: MatchCampaign): Proposal | null => {
  const wanted = plain(title);
  if (wanted.length < SHORTEST_TITLE) return null;
  const same = works.filter(work => plain(work.title) === wanted);
  const [first] = same;
  if (!first || same.some(({ episodeId }) => episodeId !== first.episodeId)) return null;
  const ofKind = same.filter(work => work.kind === kind);
  const work = ofKind.length === 1 ? ofKind[0] : undefined;
  return {
    campaignId: campaign.id,
    episodeId: first.episodeId,
    workId: work?.id ?? null,
    rule: `title of work ${(work ?? first).id}`,
    isConfident: true,
    doubt: '',
  };
};

const byRules = (item: MatchItem, campaign: MatchCampaign): Proposal | null => {
  const belongs = belongsBy(item.title, campaign);
  const episodes = campaign.episodes.filter(({ status }) => status !== 'cancelled');
  const named = episodes.flatMap(episode => {
    const word = wordOf(item.title, episode, campaign.rules);
    return word === null ? [] : [{ episode, rule: `names “${word}”` }];
  });
  // The hour alone says nothing: an account publishes other things too.
  if (belongs === null && named.length === 0) return null;
  const onAir = (episode: Episode): boolean =>
    isOnAir(episode, item.publishedAt, campaign.rules.broadcastHours);
  const candidates =
    named.length > 0 ? named : episodes.filter(onAir).map(episode => ({ episode, rule: '' }));
  const narrowed = candidates.length > 1 ? candidates.filter(({ episode }) => onAir(episode)) : candidates;
  const [found, ...more] = narrowed;
  const isOne = found !== undefined && more.length === 0;
  const isSure = isOne && (belongs !== null || onAir(found.episode)) && item.publishedAt !== null;
  const rules = [
    belongs ?? '',
    isOne ? found.rule : '',
    isOne && onAir(found.episode) ? `within ${campaign.rules.broadcastHours} h of the broadcast` : '',
  ];
  return {
    campaignId: campaign.campaign.id,
    episodeId: isOne ? found.episode.id : null,
    workId: null,
    rule: rules.filter(rule => rule !== '').join(' + '),
    isConfident: isSure,
    doubt: isSure ? '' : doubtOf(item, named.length, narrowed.length),
  };
};

const doubtOf = ({ publishedAt }: MatchItem, named: number, left: number): string => {
  if (left > 1) return `it fits ${left} episodes`;
  if (left === 0)
    return named > 0 ? `it names ${named} episodes` : 'no episode is named, and none was on the air';
  return publishedAt === null
    ? 'the platform does not say when it was published'
    : 'only the episode is named, and its broadcast was at another time';
};

const belongsBy = (title: string, { rules, works }: MatchCampaign): string | null => {
  const tags = hashtagsOf(title);
  const tag = rules.hashtags.find(wanted => tags.includes(plain(wanted)));
  if (tag !== undefined) return `hashtag #${tag}`;
  const series = works.find(work => work.series !== '' && hasKeyword(title, work.series))?.series;
  if (series !== undefined) return `series “${series}”`;
  const keyword = rules.keywords.find(wanted => hasKeyword(title, wanted));
  return keyword === undefined ? null : `keyword “${keyword}”`;
};

const wordOf = (title: string, { id, organisation }: Episode, { episodes }: MatchRules): string | null =>
  [...(episodes[id] ?? []), organisation].find(word => hasKeyword(title, word)) ?? null;

const isOnAir = ({ airedAt }: Episode, publishedAt: Instant | null, hours: number): boolean =>
  airedAt !== null && publishedAt !== null && publishedAt >= airedAt && publishedAt < airedAt + hours * HOUR;
