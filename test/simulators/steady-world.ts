import type { Instant } from '../../pipeline/domain/reading.ts';
import type { Item, World } from './world.ts';

/** An item whose own count grows by `perHour`, from its publication on. */
export type SteadyItem = Pick<Item, 'account' | 'externalId' | 'metric' | 'kind' | 'publishedAt'> & {
  readonly perHour: number;
};

/** What became of an item, and since when. */
export type SteadyState = {
  readonly externalId: string;
  readonly state: Exclude<ReturnType<World['state']>, 'public' | 'unpublished'>;
  readonly from: Instant;
};

const HOUR_MS = 3_600_000;
const ACTS: Readonly<Record<string, number>> = { likes: 50, comments: 400, shares: 200, favourites: 100 };

/** A world of one platform small enough to be computed by hand: one act for every so many views. */
export const steadyWorld = (
  platform: string,
  listed: readonly SteadyItem[],
  states: readonly SteadyState[] = [],
): World => {
  const items = new Map(
    listed.map(item => [
      item.externalId,
      {
        ...item,
        platform,
        platformName: platform,
        accountName: item.account,
        url: '',
        work: item.externalId,
        title: `题目 ${item.externalId}`,
      },
    ]),
  );
  const found = (externalId: string) => {
    const item = items.get(externalId);
    if (!item) throw new Error(`The steady world has no item ${externalId}.`);
    return item;
  };
  return {
    items: [...items.values()],
    item: (asked, externalId) => (asked === platform ? items.get(externalId) : undefined),
    count: (_, externalId, metric, instant) => {
      const item = found(externalId);
      const hours = Math.max(0, Math.floor((instant - item.publishedAt) / HOUR_MS));
      const own = hours * item.perHour;
      const views = ACTS[metric];
      return views === undefined ? own : Math.floor(own / views);
    },
    state: (_, externalId, instant) => {
      if (instant < found(externalId).publishedAt) return 'unpublished';
      return states.findLast(s => s.externalId === externalId && s.from <= instant)?.state ?? 'public';
    },
    down: () => false,
  };
};
