import type { Catalogue, Placement, Platform, Work } from '../../pipeline/domain/catalogue.ts';

export const ZONE = 'Asia/Shanghai';

/** An instant of a Beijing wall clock in December 2022: "06 02:00". */
export const december = (text: string): number => Date.parse(`2022-12-${text.replace(' ', 'T')}:00+08:00`);

const PLATFORMS: readonly Platform[] = [
  { id: 'jinyun', name: '津云', nameEn: 'Jinyun', group: 'own' },
  { id: 'douyin', name: '抖音', nameEn: 'Douyin', group: 'account' },
  { id: 'kuaishou', name: '快手', nameEn: 'Kuaishou', group: 'commercial' },
  { id: 'people', name: '人民网', nameEn: "People's Daily Online", group: 'central' },
];
const ACCOUNTS = [
  { id: 'jinyun-app', platformId: 'jinyun', name: '津云客户端' },
  { id: 'douyin-jinyun', platformId: 'douyin', name: '津云号' },
  { id: 'douyin-radio', platformId: 'douyin', name: '天津广播号' },
  { id: 'kuaishou-jinyun', platformId: 'kuaishou', name: '津云' },
  { id: 'people-tj', platformId: 'people', name: '人民网' },
];

type Listed = readonly [
  platform: string,
  account: string,
  id: string,
  work: string,
  metric?: Placement['metric'],
];

/** A campaign with one episode and a trailer of its own, of the placements given, published on 5 December at 9:00. */
export const campaignOf = (placements: readonly Listed[], id = 'night'): Catalogue => {
  const work = (workId: string, episodeId: string | null, kind: Work['kind']): Work => ({
    id: workId,
    campaignId: id,
    episodeId,
    kind,
    title: `作品 ${workId}`,
    series: '',
    publishedAt: december('05 09:00'),
  });
  return {
    campaign: {
      id,
      name: '夜',
      nameEn: 'Night',
      organiser: '海河传媒中心',
      timeZone: ZONE,
      startsOn: '2022-12-05',
      endsOn: '2022-12-30',
      formula: 'video_view_times',
      goal: null,
      simulated: true,
      previous: null,
      note: '',
    },
    episodes: [
      {
        id: 'education',
        campaignId: id,
        number: 1,
        title: '教育',
        organisation: '市教委',
        organisationEn: 'Education',
        status: 'aired',
        airedAt: december('05 09:00'),
      },
    ],
    works: [
      work('clip', 'education', 'clip'),
      work('replay', 'education', 'replay'),
      work('trailer', null, 'trailer'),
    ],
    platforms: PLATFORMS,
    accounts: ACCOUNTS,
    placements: placements.map(([platformId, accountId, externalId, workId, metric = 'plays']) => ({
      id: 0,
      workId,
      platformId,
      accountId,
      externalId,
      url: `https://example.test/${externalId}`,
      metric,
      publishedAt: december('05 09:00'),
      registeredAt: 0,
    })),
  };
};

/** Seven counters on three platforms, and one that only a partner's sheet knows. */
export const SMALL = campaignOf([
  ['jinyun', 'jinyun-app', '0533000001', 'clip'],
  ['jinyun', 'jinyun-app', '0533000002', 'replay'],
  ['jinyun', 'jinyun-app', '0533000003', 'trailer'],
  ['douyin', 'douyin-jinyun', '7176543210987654321', 'clip'],
  ['douyin', 'douyin-radio', '7176543210987654322', 'clip'],
  ['kuaishou', 'kuaishou-jinyun', '3xk2vgnumzq4abc', 'clip'],
  ['people', 'people-tj', 'c14608-40261385', 'replay'],
]);
