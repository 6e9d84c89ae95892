import type { Catalogue, Placement } from '../../pipeline/domain/catalogue.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { WorkKind } from '../../pipeline/domain/reading.ts';

export const at = (beijing: string): number => Date.parse(`${beijing}:00+08:00`);
export const PUBLISHED = at('2022-12-05T12:00');
export const START = '2022-12-08T12:00:00+08:00';

type Item = readonly [account: string, externalId: string, kind: WorkKind, metric: Metric];
export const ITEMS: Readonly<Record<string, readonly Item[]>> = {
  douyin: [
    ['douyin-a', '@8hxd+/01==', 'clip', 'plays'],
    ['douyin-a', '@8hxd+/02==', 'clip', 'plays'],
    ['douyin-a', '@8hxd+/03==', 'clip', 'plays'],
    ['douyin-b', '@8hxd+/04==', 'clip', 'plays'],
  ],
  kuaishou: Array.from(
    { length: 230 },
    (_, i): Item => ['kuaishou-a', `3x${String(i).padStart(13, '0')}`, 'clip', 'plays'],
  ),
  weibo: [
    ['weibo-a', '4844577145688377', 'article', 'exposures'],
    ['weibo-a', '4844577145688378', 'article', 'exposures'],
    ['weibo-a', '1034:4844577145688379', 'clip', 'plays'],
    ['weibo-a', '1034:4844577145688380', 'clip', 'plays'],
  ],
  jinyun: [
    ['jinyun-a', '2022120500123', 'replay', 'plays'],
    ['jinyun-a', '2022120500124', 'article', 'reads'],
    ['jinyun-a', '2022120500125', 'live', 'live_entries'],
    ['jinyun-a', '2022120500126', 'clip', 'plays'],
  ],
};

/** One work and one placement for each item, in order; the placements are numbered from 1. */
const catalogueOf = (): Catalogue => {
  const items = Object.entries(ITEMS).flatMap(([platform, list]) => list.map(item => ({ platform, item })));
  return {
    campaign: {
      id: 'c',
      name: '例',
      nameEn: 'Example',
      organiser: '例',
      timeZone: 'Asia/Shanghai',
      startsOn: '2022-12-05',
      endsOn: '2022-12-30',
      formula: 'video_view_times',
      goal: null,
      simulated: true,
      previous: null,
      note: '',
    },
    episodes: [],
    works: items.map(({ item: [, externalId, kind] }) => ({
      id: `work-${externalId}`,
      campaignId: 'c',
      episodeId: null,
      kind,
      title: externalId,
      series: '',
      publishedAt: PUBLISHED,
    })),
    platforms: Object.keys(ITEMS).map(id => ({ id, name: id, nameEn: id, group: 'account' })),
    accounts: [
      ...new Map(
        items.map(({ platform, item: [id] }) => [id, { id, platformId: platform, name: id }]),
      ).values(),
    ],
    placements: items.map(
      ({ platform, item: [accountId, externalId, , metric] }, i): Placement => ({
        id: i + 1,
        workId: `work-${externalId}`,
        platformId: platform,
        accountId,
        externalId,
        url: '',
        metric,
        publishedAt: PUBLISHED,
        registeredAt: PUBLISHED,
      }),
    ),
  };
};

export const catalogue: Catalogue = catalogueOf();
