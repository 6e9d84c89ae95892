import { z } from 'zod';
import { type Discovery, defineCollector, type Links } from '../contract.ts';
import { douyinRefusal } from '../douyin-errors.ts';
import { FamilyCounts, familyAuth, familyOutcomes } from '../douyin-family.ts';
import { Digits, DigitsAsNumber, IdText } from '../fields.ts';

/**
 * Douyin Open Platform, family "website / mobile app": counts of the authorising account's own videos.
 * Facts: official npm SDK @open-dy/open_api_sdk 1.1.0, developer.open-douyin.com (refresh-access-token, status-code).
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - how many ids a call takes: 20 (`batchSize` in the configuration overrides it);
 * - how fast one may ask: one request in 200 ms;
 * - the answer of renew_refresh_token: `data.refresh_token` and `data.expires_in`;
 * - that an id missing from the list, or with create_time 0, is private or unavailable;
 * - how many videos a page of the account's list takes: 10, as in every sample;
 * - that `video_id` of that list is the number in the addresses of the pages; without it `share_url` is kept as it is.
 */

const auth = familyAuth({
  name: 'Douyin',
  key: 'DOUYIN_CLIENT_KEY',
  secret: 'DOUYIN_CLIENT_SECRET',
  maxRenewals: 5,
});

/** Secondary: the status by which the platform says that an item waits for its reviewers. Its counts say nothing then. */
const IN_REVIEW = '4';

/**
 * Pages call a video by 19 digits, the interface by an opaque text, and nothing for websites turns one into the
 * other: a link is matched to an item of the account's list.
 */
const links: Links = {
  hosts: ['douyin.com', 'iesdouyin.com', 'v.douyin.com'],
  recognise: url => {
    if (url.hostname === 'v.douyin.com') return /^\/[\w-]+\/?$/.test(url.pathname) ? { follow: true } : null;
    const id =
      /^\/(?:share\/)?video\/(\d{15,20})\/?$/.exec(url.pathname)?.[1] ?? url.searchParams.get('modal_id');
    return id !== null && /^\d{15,20}$/.test(id)
      ? { externalId: id, metric: 'plays', kind: 'clip', isWebId: true }
      : null;
  },
  url: id => `https://www.douyin.com/video/${id}`,
};

const VideoList = z.object({
  data: z.object({
    cursor: Digits,
    has_more: z.boolean(),
    list: z.array(
      z.object({
        item_id: z.string().min(1),
        video_id: IdText.optional(),
        title: z.string(),
        create_time: DigitsAsNumber,
        share_url: z.string().optional(),
      }),
    ),
  }),
});

const LIST_PAGE = 10;

const discovery: Discovery<z.infer<typeof VideoList>> = {
  request: ({ token, cursor }) => ({
    path: '/api/douyin/v1/video/video_list/',
    query: { open_id: String(token?.openId), cursor: cursor ?? '0', count: LIST_PAGE },
    headers: { 'access-token': String(token?.accessToken) },
  }),
  response: VideoList,
  read: ({ data }) =>
    data.list.map(({ item_id, video_id, title, create_time, share_url }) => ({
      externalId: item_id,
      title,
      url: video_id === undefined ? String(share_url ?? '') : links.url(video_id),
      // 0: private or unavailable.
      publishedAt: create_time === 0 ? null : create_time * 1000,
      kind: 'clip',
      metric: 'plays',
    })),
  nextCursor: ({ data }) => (data.has_more ? String(data.cursor) : null),
};

export default defineCollector({
  id: 'douyin',
  platform: 'douyin',
  name: { zh: '抖音', en: 'Douyin' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments', 'shares'],
  baseUrl: 'https://open.douyin.com',
  batchSize: 20,
  limits: { concurrency: 2, minIntervalMs: 200 },
  needs: ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '只能读取已授权账号自己的作品；播放的判定门槛平台未公布。',
      en: 'Only items of an authorised account; what starts a play is not published.',
    },
  },
  auth,
  request: ({ targets, token }) => ({
    method: 'POST',
    path: '/api/douyin/v1/video/video_data/',
    query: { open_id: String(token?.openId) },
    headers: { 'access-token': String(token?.accessToken) },
    // Ids are opaque ("@8hxd…=="); `video_ids` may not stand beside them, because precedence is disputed.
    json: { item_ids: targets.map(({ externalId }) => externalId) },
  }),
  refusal: douyinRefusal,
  response: FamilyCounts,
  read: body => familyOutcomes(body, IN_REVIEW),
  links,
  discovery,
});
