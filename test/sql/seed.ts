import type { Miss } from '../../collectors/rows.ts';
import type { Catalogue, Episode, Placement, Platform, Work } from '../../pipeline/domain/catalogue.ts';
import type { StoredReading } from '../../pipeline/domain/knowledge.ts';
import type { Instant, Judgement } from '../../pipeline/domain/reading.ts';

/** “12-30 18:00” of the reference campaign's December 2022, Beijing time. */
export const at = (text: string): Instant => {
  const [day = '', time = '00:00'] = text.split(' ');
  return Date.parse(`2022-${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
};

export const ZONE = 'Asia/Shanghai';

type CatalogueParts = {
  readonly id?: string;
  readonly episodes?: readonly (Partial<Episode> & { id: string })[];
  readonly works?: readonly (Partial<Work> & { id: string })[];
  readonly platforms?: readonly Platform[];
  readonly placements: readonly (Partial<Placement> & { externalId: string })[];
};

/** A small catalogue: everything left out is filled in the plainest way. */
export const catalogueOf = ({ id = 'year-end', ...parts }: CatalogueParts): Catalogue => ({
  campaign: {
    id,
    name: '向群众汇报',
    nameEn: 'Reporting to the People',
    organiser: '海河传媒中心',
    timeZone: ZONE,
    startsOn: '2022-12-27',
    endsOn: '2022-12-30',
    formula: 'video_view_times',
    goal: 1_000_000,
    simulated: true,
    previous: null,
    note: '播出次序未公布',
  },
  episodes: (parts.episodes ?? []).map((episode, index) => ({
    campaignId: id,
    number: index + 1,
    title: `${episode.id} 访谈`,
    organisation: `${episode.id} 局`,
    organisationEn: `Bureau ${episode.id}`,
    status: 'aired',
    airedAt: at('12-27 09:00'),
    ...episode,
  })),
  works: (parts.works ?? [{ id: 'w' }]).map(work => ({
    campaignId: id,
    episodeId: null,
    kind: 'clip',
    title: `作品 ${work.id}`,
    series: '',
    publishedAt: null,
    ...work,
  })),
  platforms: parts.platforms ?? [DOUYIN],
  accounts: [
    { id: 'jinyun', platformId: 'douyin', name: '津云号' },
    { id: 'kuai', platformId: 'kuaishou', name: '天津广播' },
    { id: 'hao', platformId: 'weibo', name: '津云微博' },
  ],
  placements: parts.placements.map(placement => ({
    id: 0,
    workId: 'w',
    platformId: 'douyin',
    accountId: 'jinyun',
    url: `https://example.test/${placement.externalId}`,
    metric: 'plays',
    publishedAt: at('12-27 12:00'),
    registeredAt: 0,
    ...placement,
  })),
});

export const DOUYIN: Platform = { id: 'douyin', name: '抖音', nameEn: 'Douyin', group: 'commercial' };
export const KUAISHOU: Platform = { id: 'kuaishou', name: '快手', nameEn: 'Kuaishou', group: 'commercial' };
export const WEIBO: Platform = { id: 'weibo', name: '微博', nameEn: 'Weibo', group: 'commercial' };

type ReadingParts = Partial<StoredReading> &
  Pick<StoredReading, 'placementId' | 'observedAt'> & { readonly value?: number };

/**
 * A judged reading: exact, from the interface, hourly, recorded a second after it was observed, plainly accepted.
 * `value` is short for both ends.
 */
export const reading = ({ value = 0, ...parts }: ReadingParts): StoredReading => {
  const low = parts.low ?? value;
  const high = parts.high === undefined ? value : parts.high;
  const accepted: Judgement = {
    verdict: 'accepted',
    reason: '',
    count: { low, high },
    acceptedAt: parts.observedAt,
  };
  return {
    metric: 'plays',
    source: 'api',
    recordedAt: parts.observedAt + 1_000,
    text: String(low),
    step: 1,
    othersPositive: true,
    publishedAt: null,
    intervalS: 3_600,
    runId: 'run',
    payloadId: '',
    revision: 1,
    judgement: accepted,
    ...parts,
    low,
    high,
  };
};

/** The judgement of a doubtful first reading: nothing was ever accepted. */
export const held = (reason: string): Judgement => ({
  verdict: 'held',
  reason,
  count: null,
  acceptedAt: null,
});

/** A target that ended without a value. */
export const miss = (parts: Partial<Miss> & Pick<Miss, 'placementId' | 'at'>): Miss => ({
  metric: 'plays',
  source: 'api',
  runId: 'run',
  status: 'failed',
  kind: 'network',
  reason: 'no answer',
  recordedAt: parts.at,
  payloadId: '',
  ...parts,
});
