import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant, WorkKind } from '../../pipeline/domain/reading.ts';
import type { Item, World } from './world.ts';

/** An item of a platform that the reference campaign is not on: what it counts and how it stands are the test's own. */
export type PlainItem = {
  readonly id: string;
  readonly account: string;
  readonly count: number;
  readonly publishedAt: Instant;
  readonly kind?: WorkKind;
  readonly metric?: Metric;
  readonly state?: 'unpublished' | 'public' | 'private' | 'removed';
};

/** Acts for each view. */
const ONE_IN: Readonly<Partial<Record<Metric, number>>> = {
  likes: 10,
  comments: 50,
  shares: 100,
  favourites: 200,
};

/** A world whose counts stand still, so that a test can say them beforehand. Titles are "例 <id>". */
export const plainWorld = (platform: string, items: readonly PlainItem[]): World => {
  const subject = (externalId: string): PlainItem => {
    const found = items.find(({ id }) => id === externalId);
    if (!found) throw new Error(`The plain world has no item ${externalId} on ${platform}.`);
    return found;
  };
  const shown: readonly Item[] = items.map(
    ({ id, account, publishedAt, kind = 'clip', metric = 'plays' }) => ({
      platform,
      platformName: platform,
      account,
      accountName: account,
      externalId: id,
      url: '',
      work: `work-${id}`,
      title: `例 ${id}`,
      kind,
      metric,
      publishedAt,
    }),
  );
  return {
    items: shown,
    item: (_, externalId) => shown.find(item => item.externalId === externalId),
    count: (_, externalId, metric) => {
      const { count, metric: own = 'plays' } = subject(externalId);
      if (metric === own) return count;
      const every = ONE_IN[metric];
      if (every === undefined) throw new Error(`The plain world counts no ${metric}.`);
      return Math.floor(count / every);
    },
    state: (_, externalId, instant) => {
      const { state = 'public', publishedAt } = subject(externalId);
      return instant < publishedAt ? 'unpublished' : state;
    },
    down: () => false,
  };
};
