import type { Metric } from './metrics.ts';
import type { Instant, WorkKind } from './reading.ts';

/** A named series of episodes with a zone, a period, a headline formula and an optional goal (view-times). */
export type Campaign = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly organiser: string;
  readonly timeZone: string;
  /** Calendar days of `timeZone`, inclusive. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** Id of the headline formula, such as `video_view_times`. */
  readonly formula: string;
  readonly goal: number | null;
  /** True when its partners are simulated: said wherever a figure of it is shown. */
  readonly simulated: boolean;
  readonly note: string;
  /** The campaign before it, such as last year's, with which it is compared; null: none. */
  readonly previous: string | null;
};

export type Episode = {
  readonly id: string;
  readonly campaignId: string;
  readonly number: number;
  readonly title: string;
  readonly organisation: string;
  readonly organisationEn: string;
  readonly status: 'planned' | 'aired' | 'cancelled';
  readonly airedAt: Instant | null;
};

/** One thing made. `episodeId` is null for works of the campaign alone. */
export type Work = {
  readonly id: string;
  readonly campaignId: string;
  readonly episodeId: string | null;
  readonly kind: WorkKind;
  readonly title: string;
  readonly series: string;
  readonly publishedAt: Instant | null;
};

export const PLATFORM_GROUPS = ['broadcast', 'own', 'account', 'central', 'commercial'] as const;
type PlatformGroup = (typeof PLATFORM_GROUPS)[number];

/** Does a platform's count of a live show hold the views of its replay? `unknown`: nobody has said. */
export const REPLAY_RULES = ['yes', 'no', 'unknown'] as const;
export type ReplayRule = (typeof REPLAY_RULES)[number];

export type Platform = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly group: PlatformGroup;
  /** What the operator says its numbers count, by metric; left out where it has said nothing. */
  readonly rules?: Readonly<Partial<Record<Metric, string>>>;
  /** Left out where a file says nothing: what is stored stands, and `unknown` where nothing is. */
  readonly replayInLiveCount?: ReplayRule;
};

export type Account = {
  readonly id: string;
  readonly platformId: string;
  readonly name: string;
  /** What the platform itself calls it (a YouTube channel id): some of its lists are asked by that. */
  readonly externalId?: string;
};

/** One work on one account of one platform: one item id, one counter, the unit of collection. */
export type Placement = {
  /** Assigned in order of registration, so that a campaign's placements lie together on disk; 0 until registered. */
  readonly id: number;
  readonly workId: string;
  readonly platformId: string;
  /** The account it is collected through. */
  readonly accountId: string;
  /** Further accounts that show the same item with the same counter: it counts once. Left out: none. */
  readonly alsoOn?: readonly string[];
  /** The platform's own item id, always text. Unique within the platform. */
  readonly externalId: string;
  readonly url: string;
  /** Of an item that was uploaded again: `platform/external id` of the earlier one. Both count. Left out: none. */
  readonly replaces?: string;
  /** The counting metric: the one that enters totals. */
  readonly metric: Metric;
  readonly publishedAt: Instant | null;
  readonly registeredAt: Instant;
};

/** Everything a catalogue file describes, placements not yet numbered. */
export type Catalogue = {
  readonly campaign: Campaign;
  readonly episodes: readonly Episode[];
  readonly works: readonly Work[];
  readonly platforms: readonly Platform[];
  readonly accounts: readonly Account[];
  readonly placements: readonly Placement[];
};
