import type { WorkKind } from '../../pipeline/domain/reading.ts';

/**
 * Parameters of the audience of the reference campaign and of those beside it: what a typical item of a platform reaches
 * in the end. Nothing here is a total; totals follow from these, from the catalogues and from the seed, and change with
 * any of them.
 */
export const SEED = 'renci-2022-1838';

/** How widely the whole series was shared. The one number to turn when the catalogue or a curve changes. */
export const REACH = 0.9121;

/** Final audience of the first such item of an average episode, in the unit its platform counts. */
export const AUDIENCE: Readonly<Record<string, Readonly<Partial<Record<WorkKind, number>>>>> = {
  jinyun: { live: 290_000, replay: 12_600, clip: 4_100, article: 70_000, trailer: 1_300 },
  douyin: { live: 205_000, clip: 104_000 },
  kuaishou: { clip: 47_000 },
  weibo: { clip: 34_000, article: 210_000, trailer: 1_100 },
  iptv: { replay: 215_000 },
  cable: { replay: 118_000 },
  tencent: { replay: 172_000, article: 36_000 },
  people: { replay: 131_000 },
  sina: { replay: 104_000, article: 33_000 },
  netease: { replay: 83_000, article: 27_000 },
  cnr: { replay: 76_000 },
  sohu: { replay: 58_000, article: 22_000 },
  'china-com-cn': { replay: 47_000 },
  zhihu: { clip: 14_500, article: 12_000 },
  weiguan: { article: 24_000 },
  ersanli: { article: 19_000 },
  youtube: { replay: 21_000, clip: 8_600 },
  bilibili: { replay: 26_000, clip: 17_000 },
  toutiao: { clip: 39_000 },
  wechat: { article: 31_000 },
  xiaohongshu: { article: 6_200 },
};

/** An account's audience against its platform's usual one. */
export const ACCOUNT_SHARE: Readonly<Record<string, number>> = { 'douyin-radio': 0.68 };

/** The second clip cut from an episode finds fewer people than the first, and so on; the last one stands for the rest. */
export const CLIP_RANK: readonly number[] = [1, 0.55, 0.36, 0.26];

/** How much an episode's subject touches people's lives. */
export const APPEAL: Readonly<Record<string, number>> = {
  'civil-affairs': 1,
  education: 1.01,
  'human-resources': 0.99,
  'urban-management': 0.98,
  housing: 1.01,
  transport: 0.98,
  agriculture: 0.97,
  water: 0.97,
  ecology: 0.96,
  commerce: 0.97,
  'public-security': 1.02,
};

/** Works that stood on a platform's hot list: their audience grows by this factor in a second wave. */
export const HITS: Readonly<Record<string, number>> = {
  'education-article': 1.8,
  'civil-affairs-article': 1.8,
  'urban-management-article': 1.7,
  'housing-article': 1.6,
  'education-clip-1': 1.4,
  'education-clip-2': 1.7,
  'civil-affairs-clip-1': 1.3,
  'public-security-clip-1': 1.4,
};

/** Spread of single items around what is typical (standard deviation of the logarithm). */
export const SPREAD = 0.14;

/** Acts for each view, before an item's own spread. */
export const ENGAGEMENT = { likes: 0.021, comments: 0.0017, shares: 0.0046, favourites: 0.0031 } as const;

/** Works of the campaign alone, not tied to an episode's subject, against an average episode's first work. */
export const CAMPAIGN_WORK_SHARE = 0.5;
