import { z } from 'zod';
import {
  type Auth,
  type Credentials,
  type Discovery,
  defineCollector,
  type Links,
  type Outcome,
  type RequestSpec,
} from '../contract.ts';
import { douyinRefusal } from '../douyin-errors.ts';
import { CollectorError } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry, IdText } from '../fields.ts';
import { readItem } from '../items.ts';

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

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: DigitsAsNumber,
  open_id: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: DigitsAsNumber.optional(),
});
const RenewalAnswer = z.object({ refresh_token: z.string().min(1), expires_in: DigitsAsNumber });
const MAX_RENEWALS = 5;

/** The `data` of a token answer. A refusal here calls for consent, whatever it is called. */
const tokenData = <Data>(body: unknown, schema: z.ZodType<Data>): Data => {
  const refused = douyinRefusal(body);
  if (refused) {
    const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
    throw new CollectorError(kind, `Douyin gave no token: ${refused.message}`);
  }
  const answer = z.object({ data: schema }).safeParse(body);
  if (answer.success) return answer.data.data;
  throw new CollectorError('shape', 'Douyin answered the request for a token in an unknown shape', {
    cause: answer.error,
  });
};

const form = (
  path: string,
  fields: Readonly<Record<string, string>>,
  credentials: Credentials,
): RequestSpec => ({
  method: 'POST',
  path,
  form: { client_key: String(credentials.DOUYIN_CLIENT_KEY), ...fields },
});

const auth: Auth = {
  exchange: (code, credentials) => {
    const client_secret = String(credentials.DOUYIN_CLIENT_SECRET);
    return form(
      '/oauth/access_token/',
      { client_secret, code, grant_type: 'authorization_code' },
      credentials,
    );
  },
  refresh: ({ refreshToken }, credentials) =>
    refreshToken === null
      ? null
      : form(
          '/oauth/refresh_token/',
          { grant_type: 'refresh_token', refresh_token: refreshToken },
          credentials,
        ),
  read: (body, now, previous) => {
    const data = tokenData(body, TokenAnswer);
    const refreshEnds = data.refresh_expires_in === undefined ? null : expiry(data.refresh_expires_in, now);
    return {
      accessToken: data.access_token,
      openId: data.open_id,
      expiresAt: expiry(data.expires_in, now),
      // A refresh keeps the refresh token and does not move its end.
      refreshToken: previous?.refreshToken ?? data.refresh_token ?? null,
      refreshExpiresAt: previous ? previous.refreshExpiresAt : refreshEnds,
      renewals: previous?.renewals ?? 0,
    };
  },
  renewal: {
    request: ({ refreshToken, renewals }, credentials) =>
      refreshToken === null || renewals >= MAX_RENEWALS
        ? null
        : form('/oauth/renew_refresh_token/', { refresh_token: refreshToken }, credentials),
    read: (body, now, previous) => {
      const { refresh_token, expires_in } = tokenData(body, RenewalAnswer);
      return {
        ...previous,
        refreshToken: refresh_token,
        refreshExpiresAt: expiry(expires_in, now),
        renewals: previous.renewals + 1,
      };
    },
  },
};

const Item = z.object({
  create_time: DigitsAsNumber,
  statistics: z
    .object({
      play_count: Digits.optional(),
      digg_count: Digits.optional(),
      comment_count: Digits.optional(),
      share_count: Digits.optional(),
    })
    .optional(),
});

const outcomeOf = (externalId: string, { create_time, statistics }: z.infer<typeof Item>): Outcome => {
  if (create_time === 0) {
    return { externalId, status: 'hidden', reason: 'create_time is 0: private or unavailable' };
  }
  if (statistics === undefined) {
    return { externalId, status: 'absent', reason: 'the answer has no statistics for it' };
  }
  const { play_count, digg_count, comment_count, share_count } = statistics;
  return {
    externalId,
    status: 'read',
    values: {
      ...(play_count !== undefined && { plays: play_count }),
      ...(digg_count !== undefined && { likes: digg_count }),
      ...(comment_count !== undefined && { comments: comment_count }),
      ...(share_count !== undefined && { shares: share_count }),
    },
    publishedAt: create_time * 1000,
  };
};

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
  response: z.object({ data: z.object({ list: z.array(z.looseObject({ item_id: z.string().min(1) })) }) }),
  read: ({ data }) =>
    data.list.map(item => readItem(item.item_id, item, Item, known => outcomeOf(item.item_id, known))),
  links,
  discovery,
});
