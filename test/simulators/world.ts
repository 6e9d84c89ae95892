import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { METRIC_FAMILY, type Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant, WorkKind } from '../../pipeline/domain/reading.ts';
import { SCRIPT, type ScriptedEvent } from './events.ts';
import { shareReached, wakingAge, waveReached } from './growth.ts';
import {
  ACCOUNT_SHARE,
  APPEAL,
  AUDIENCE,
  CAMPAIGN_WORK_SHARE,
  CLIP_RANK,
  ENGAGEMENT,
  HITS,
  REACH,
  SEED,
  SPREAD,
} from './model.ts';
import { hash32, mulberry32, normal } from './random.ts';

/** One counter of the simulated world: a placement with what the platforms need to show of it. */
export type Item = {
  readonly platform: string;
  readonly platformName: string;
  readonly account: string;
  readonly accountName: string;
  readonly externalId: string;
  readonly url: string;
  readonly work: string;
  readonly title: string;
  readonly kind: WorkKind;
  readonly metric: Metric;
  readonly publishedAt: Instant;
};

/** `private` and `unreported` pass; `removed` does not. */
type ItemState = 'unpublished' | 'public' | 'private' | 'unreported' | 'removed';

export type World = {
  /** Every counter, in the order of the catalogues; ratings of a panel are none and are left out. */
  readonly items: readonly Item[];
  item(platform: string, externalId: string): Item | undefined;
  /**
   * The true count at an instant: the item's own metric, or likes, comments, shares, favourites.
   * @throws Error for an item or metric that the world does not have.
   */
  count(platform: string, externalId: string, metric: Metric, instant: Instant): number;
  state(platform: string, externalId: string, instant: Instant): ItemState;
  /** Whether the platform is out of order. */
  down(platform: string, instant: Instant): boolean;
};

type ItemEvent = Exclude<ScriptedEvent, { kind: 'outage' }>;
type Engagement = keyof typeof ENGAGEMENT;
/** An item with its audience: `base` grows by its kind's curve, `wave` comes on top once it is a hit. */
type Grown = {
  readonly item: Item;
  readonly base: number;
  readonly wave: number;
  readonly waveStart: number;
  readonly rates: Readonly<Record<Engagement, number>>;
  readonly events: readonly ItemEvent[];
};

const isEngagement = (metric: Metric): metric is Engagement => metric in ENGAGEMENT;
const during = (event: { from: Instant; to: Instant }, instant: Instant): boolean =>
  instant >= event.from && instant < event.to;

/** Growth alone, before what platforms do to it. */
const grown = ({ item, base, wave, waveStart, events }: Grown, instant: Instant): number => {
  const age = wakingAge(item.publishedAt, instant);
  let audience =
    base * shareReached(item.kind, item.publishedAt, instant) + wave * waveReached(age, waveStart, 9);
  for (const event of events) {
    if (event.kind !== 'surge') continue;
    const start = wakingAge(item.publishedAt, event.at);
    audience += event.times * (base + wave) * waveReached(age, start, event.hours);
  }
  return Math.floor(audience);
};

const counted = (subject: Grown, asked: Instant): number => {
  let instant = asked;
  for (const event of subject.events) if (event.kind === 'removed') instant = Math.min(instant, event.at);
  let count = grown(subject, instant);
  for (const event of subject.events) {
    if (event.kind === 'purge' && instant >= event.at)
      count -= Math.floor(event.share * grown(subject, event.at));
    if (event.kind === 'waver' && during(event, instant)) count -= Math.ceil(event.share * count);
  }
  return count;
};

const stateOf = ({ item, events }: Grown, instant: Instant): ItemState => {
  if (instant < item.publishedAt) return 'unpublished';
  for (const event of events) {
    if (event.kind === 'removed' && instant >= event.at) return 'removed';
    if ((event.kind === 'private' || event.kind === 'unreported') && during(event, instant))
      return event.kind;
  }
  return 'public';
};

/** The catalogue's counters with names and publish times; registration stands in for an unknown publish time. */
const itemsOf = (catalogue: Catalogue): Item[] => {
  const works = new Map(catalogue.works.map(w => [w.id, w]));
  const platforms = new Map(catalogue.platforms.map(p => [p.id, p.name]));
  const accounts = new Map(catalogue.accounts.map(a => [a.id, a.name]));
  return catalogue.placements.flatMap(p => {
    const work = works.get(p.workId);
    if (!work) throw new Error(`Placement ${p.platformId} ${p.externalId} belongs to no work "${p.workId}".`);
    if (METRIC_FAMILY[p.metric] === 'rating') return [];
    return {
      platform: p.platformId,
      platformName: platforms.get(p.platformId) ?? p.platformId,
      account: p.accountId,
      accountName: accounts.get(p.accountId) ?? p.accountId,
      externalId: p.externalId,
      url: p.url,
      work: work.id,
      title: work.title,
      kind: work.kind,
      metric: p.metric,
      publishedAt: p.publishedAt ?? work.publishedAt ?? p.registeredAt,
    };
  });
};

/** What the nth clip of its episode finds against the first, by work id. */
const clipShares = (catalogue: Catalogue): Map<string, number> => {
  const shares = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const work of catalogue.works) {
    if (work.kind !== 'clip' || work.episodeId === null) continue;
    const rank = seen.get(work.episodeId) ?? 0;
    seen.set(work.episodeId, rank + 1);
    shares.set(work.id, CLIP_RANK[Math.min(rank, CLIP_RANK.length - 1)] ?? 1);
  }
  return shares;
};

/**
 * The simulated world of some campaigns. Each item draws its fortune from the seed and its own id, so that adding a
 * placement changes no other; the same seed and catalogues give the same counts on every machine.
 */
export const createWorld = (options: {
  readonly catalogues: readonly Catalogue[];
  readonly seed?: string;
  readonly events?: readonly ScriptedEvent[];
}): World => {
  const { catalogues, seed = SEED, events = SCRIPT } = options;
  const key = (platform: string, externalId: string): string => `${platform} ${externalId}`;

  const grow = (item: Item, episode: string | null, clipShare: number): Grown => {
    const random = mulberry32(hash32(`${seed}/${key(item.platform, item.externalId)}`));
    const typical = AUDIENCE[item.platform]?.[item.kind];
    if (typical === undefined)
      throw new Error(`The model has no audience for a ${item.kind} on ${item.platform}.`);
    const base =
      typical *
      REACH *
      (isEngagement(item.metric) ? ENGAGEMENT[item.metric] : 1) *
      Math.exp(SPREAD * normal(random)) *
      (ACCOUNT_SHARE[item.account] ?? 1) *
      clipShare *
      (episode ? (APPEAL[episode] ?? 1) : CAMPAIGN_WORK_SHARE);
    const rates = Object.fromEntries(
      Object.entries(ENGAGEMENT).map(([name, rate]) => [name, rate * Math.exp(0.3 * normal(random))]),
    ) as Record<Engagement, number>;
    return {
      item,
      base,
      wave: base * ((HITS[item.work] ?? 1) - 1),
      waveStart: 4 + 10 * random(),
      rates,
      events: events.filter(
        (e): e is ItemEvent => e.kind !== 'outage' && e.work === item.work && e.account === item.account,
      ),
    };
  };
  // Works and episodes are a campaign's own: two may call theirs alike.
  const growing = catalogues.flatMap(catalogue => {
    const ranks = clipShares(catalogue);
    const episodes = new Map(catalogue.works.map(w => [w.id, w.episodeId]));
    return itemsOf(catalogue).map(item =>
      grow(item, episodes.get(item.work) ?? null, ranks.get(item.work) ?? 1),
    );
  });
  const items = growing.map(({ item }) => item);
  const world = new Map(growing.map(each => [key(each.item.platform, each.item.externalId), each]));

  const subject = (platform: string, externalId: string): Grown => {
    const found = world.get(key(platform, externalId));
    if (!found) throw new Error(`The simulated world has no item ${externalId} on ${platform}.`);
    return found;
  };
  return {
    items,
    item: (platform, externalId) => world.get(key(platform, externalId))?.item,
    count: (platform, externalId, metric, instant) => {
      const found = subject(platform, externalId);
      const count = counted(found, instant);
      const isBlank = found.events.some(event => event.kind === 'blank' && during(event, instant));
      if (metric === found.item.metric) return isBlank ? 0 : count;
      if (isEngagement(metric)) return Math.floor(count * found.rates[metric]);
      throw new Error(`${platform} ${externalId} counts ${found.item.metric}, not ${metric}.`);
    },
    state: (platform, externalId, instant) => stateOf(subject(platform, externalId), instant),
    down: (platform, instant) =>
      events.some(e => e.kind === 'outage' && e.platform === platform && during(e, instant)),
  };
};
