import type { Placement, Platform, ReplayRule, Work } from './catalogue.ts';
import { type Family, METRIC_FAMILY } from './metrics.ts';

/**
 * Why a placement is listed apart from the total and not added: `in_live`, the platform's count of the live show holds
 * the replay already; `unknown`, nobody has said whether it does, and what may be counted twice is not claimed.
 */
export const APART = ['in_live', 'unknown'] as const;
export type Apart = (typeof APART)[number];

/** Families in which a live show and its replay are watched: what one count may hold of the other. */
const WATCHED: ReadonlySet<Family> = new Set<Family>(['play', 'live_entry']);

const RULED: Readonly<Record<ReplayRule, Apart | null>> = { yes: 'in_live', no: null, unknown: 'unknown' };

type Shown = Pick<Placement, 'platformId' | 'workId' | 'metric'> & { readonly campaignId: string };

/**
 * Which placements are counted apart, by the one rule there is: a replay, where a live show of the same episode is counted
 * on the same platform, unless the platform is known to count the two separately. Decided when the catalogue is written
 * and kept in each version of a placement, so that every total filters by one column.
 * @param works of all campaigns
 * @param platforms a platform without a rule is one of which nothing is known
 */
export const apartOf = (
  works: readonly Pick<Work, 'id' | 'campaignId' | 'episodeId' | 'kind'>[],
  placements: readonly Shown[],
  platforms: readonly Pick<Platform, 'id' | 'replayInLiveCount'>[],
): ((placement: Shown) => Apart | null) => {
  const keyOf = (campaignId: string, id: string): string => `${campaignId}\n${id}`;
  const byWork = new Map(works.map(work => [keyOf(work.campaignId, work.id), work]));
  const rules = new Map(platforms.map(({ id, replayInLiveCount }) => [id, replayInLiveCount]));
  /** Where an item of this kind is watched: its campaign, episode and platform; null for works of the campaign alone. */
  const placeOf = ({ campaignId, workId, platformId, metric }: Shown, kind: Work['kind']): string | null => {
    const work = byWork.get(keyOf(campaignId, workId));
    if (work?.kind !== kind || work.episodeId === null || !WATCHED.has(METRIC_FAMILY[metric])) return null;
    return `${keyOf(campaignId, work.episodeId)}\n${platformId}`;
  };
  const live = new Set(placements.map(placement => placeOf(placement, 'live')));
  return placement => {
    const place = placeOf(placement, 'replay');
    if (place === null || !live.has(place)) return null;
    return RULED[rules.get(placement.platformId) ?? 'unknown'];
  };
};
