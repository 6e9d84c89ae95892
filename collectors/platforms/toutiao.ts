import { z } from 'zod';
import {
  type Auth,
  type Credentials,
  type Discovered,
  type Discovery,
  defineCollector,
  type Links,
  type Outcome,
  type RequestSpec,
} from '../contract.ts';
import { douyinRefusal } from '../douyin-errors.ts';
import { CollectorError } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Toutiao in the Douyin family of open platforms: videos of the authorising account. Articles and 微头条 have no
 * interface; their reads come as statements. Facts: the specification of 2020 as generated clients document it
 * (toutiao/video/list, toutiao/video/data) and open.douyin.com (account-permission, status-code).
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - that the interface still answers: one that has gone is refused by name (28001056) or has another shape;
 * - where the token is looked for: it is sent both in the query (2020) and as a header (newer members of the family);
 * - how many ids a call takes: 20 (`batchSize` in the configuration overrides it);
 * - how fast one may ask: one request in 200 ms;
 * - that Douyin's error codes hold here, and its `create_time` 0 for a private item;
 * - that the refresh token cannot be given a longer life: its owner consents anew every 30 days.
 */
const TokenAnswer = z.object({
  data: z.object({
    access_token: z.string().min(1),
    expires_in: DigitsAsNumber,
    open_id: z.string().min(1),
    refresh_token: z.string().min(1).optional(),
    refresh_expires_in: DigitsAsNumber.optional(),
  }),
});

const form = (path: string, fields: Readonly<Record<string, string>>, keys: Credentials): RequestSpec => ({
  method: 'POST',
  path,
  form: { client_key: String(keys.TOUTIAO_CLIENT_KEY), ...fields },
});

const auth: Auth = {
  exchange: (code, credentials) => {
    const client_secret = String(credentials.TOUTIAO_CLIENT_SECRET);
    const grant_type = 'authorization_code';
    return form('/oauth/access_token/', { client_secret, code, grant_type }, credentials);
  },
  refresh: ({ refreshToken: refresh_token }, credentials) => {
    const grant_type = 'refresh_token';
    if (refresh_token === null) return null;
    return form('/oauth/refresh_token/', { grant_type, refresh_token }, credentials);
  },
  read: (body, now, previous) => {
    const refused = douyinRefusal(body);
    if (refused) {
      // A refusal here calls for consent, whatever it is called.
      const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
      throw new CollectorError(kind, `Toutiao gave no token: ${refused.message}`);
    }
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success) {
      throw new CollectorError('shape', 'Toutiao answered the request for a token in an unknown shape', {
        cause: answer.error,
      });
    }
    const { data } = answer.data;
    const refreshEnds = data.refresh_expires_in === undefined ? null : expiry(data.refresh_expires_in, now);
    return {
      accessToken: data.access_token,
      openId: data.open_id,
      expiresAt: expiry(data.expires_in, now),
      // A refresh keeps the refresh token and does not move its end.
      refreshToken: previous?.refreshToken ?? data.refresh_token ?? null,
      refreshExpiresAt: previous ? previous.refreshExpiresAt : refreshEnds,
      renewals: 0,
    };
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

/** The id in a page's address (19 digits). The interface knows its items by other ids, and there is no converter. */
const PAGE_ID = /^\d+$/;

const links: Links = {
  hosts: ['toutiao.com', 'm.toutiao.com', 'm.toutiaoimg.cn'],
  recognise: ({ pathname }) => {
    const video = /^\/video\/(\d+)\/?$/.exec(pathname)?.[1];
    if (video !== undefined) return { externalId: video, metric: 'plays', kind: 'clip', isWebId: true };
    // These forms also lead to videos, which they do not tell; /w/ is a 微头条.
    const article = /^\/(?:article\/|item\/|group\/|w\/|i|a)(\d+)\/?$/.exec(pathname)?.[1];
    if (article !== undefined) return { externalId: article, metric: 'reads', kind: 'article' };
    return /^\/is\/?[A-Za-z0-9_-]+\/?$/.test(pathname) ? { follow: true } : null;
  },
  url: externalId => (PAGE_ID.test(externalId) ? `https://www.toutiao.com/i${externalId}/` : ''),
};

const signedIn = (token: { readonly openId: string; readonly accessToken: string } | null) => ({
  query: { open_id: String(token?.openId), access_token: String(token?.accessToken) },
  headers: { 'access-token': String(token?.accessToken) },
});

const PAGE = 10;
const Listing = z.object({
  data: z.object({
    // Opaque: seen as a number and as a text.
    cursor: z.union([z.int(), z.string()]).transform(String),
    has_more: z.boolean(),
    list: z.array(z.object({ item_id: z.string().min(1), title: z.string(), create_time: DigitsAsNumber })),
  }),
});

const discovery: Discovery<z.infer<typeof Listing>> = {
  request: ({ token, cursor }) => {
    const { query, headers } = signedIn(token);
    return {
      path: '/toutiao/video/list/',
      query: { ...query, cursor: cursor ?? '0', count: PAGE },
      headers,
    };
  },
  response: Listing,
  read: ({ data }) =>
    data.list.map(
      ({ item_id, title, create_time }): Discovered => ({
        externalId: item_id,
        title,
        url: links.url(item_id),
        publishedAt: create_time === 0 ? null : create_time * 1000,
        kind: 'clip',
        metric: 'plays',
      }),
    ),
  nextCursor: ({ data }) => (data.has_more ? data.cursor : null),
};

export default defineCollector({
  id: 'toutiao',
  platform: 'toutiao',
  name: { zh: '今日头条', en: 'Toutiao' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments', 'shares'],
  baseUrl: 'https://open.douyin.com',
  authBaseUrl: 'https://open.snssdk.com',
  batchSize: 20,
  limits: { concurrency: 2, minIntervalMs: 200 },
  needs: ['TOUTIAO_CLIENT_KEY', 'TOUTIAO_CLIENT_SECRET'],
  capabilities: {
    strength: 'C',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '仅限已授权账号自己的视频；依据2020年的接口文档，目前是否可用待确认；文章与微头条没有接口；授权每30天须由本人重新同意。',
      en: 'Only an authorised account’s own videos, by a specification of 2020 that may no longer hold; no interface for articles; its owner consents anew every 30 days.',
    },
  },
  auth,
  request: ({ targets, token }) => ({
    method: 'POST',
    path: '/toutiao/video/data/',
    ...signedIn(token),
    json: { item_ids: targets.map(({ externalId }) => externalId) },
  }),
  refusal: douyinRefusal,
  response: z.object({ data: z.object({ list: z.array(z.looseObject({ item_id: z.string().min(1) })) }) }),
  read: ({ data }, targets) => [
    // Asked by a page's id the platform would stay silent for ever: what is wrong has to be said.
    ...targets
      .filter(({ externalId }) => PAGE_ID.test(externalId))
      .map(
        ({ externalId }): Outcome => ({
          externalId,
          status: 'failed',
          kind: 'config',
          reason:
            'this is the id in the address of its page; register the item_id that the account’s own list has for it',
        }),
      ),
    ...data.list.map(item => readItem(item.item_id, item, Item, known => outcomeOf(item.item_id, known))),
  ],
  links,
  discovery,
});
