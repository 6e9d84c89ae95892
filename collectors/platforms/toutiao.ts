import { z } from 'zod';
import { type Discovered, type Discovery, defineCollector, type Links, type Outcome } from '../contract.ts';
import { douyinRefusal } from '../douyin-errors.ts';
import { FamilyCounts, familyAuth, familyOutcomes } from '../douyin-family.ts';
import { DigitsAsNumber } from '../fields.ts';

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
const auth = familyAuth({
  name: 'Toutiao',
  key: 'TOUTIAO_CLIENT_KEY',
  secret: 'TOUTIAO_CLIENT_SECRET',
});

/** The id in a page's address (19 digits). The interface knows its items by other ids, and there is no converter. */
const PAGE_ID = /^\d+$/;

const links: Links = {
  hosts: ['toutiao.com', 'm.toutiao.com', 'm.toutiaoimg.cn'],
  recognise: ({ pathname }) => {
    const video = /^\/video\/(\d+)\/?$/.exec(pathname)?.[1];
    if (video !== undefined) return { externalId: video, metric: 'plays', kind: 'clip', isWebId: true };
    // /w/ is a 微头条.
    const article = /^\/(?:article|w)\/(\d+)\/?$/.exec(pathname)?.[1];
    if (article !== undefined) return { externalId: article, metric: 'reads', kind: 'article' };
    // These forms lead to articles and to videos alike, and do not tell which.
    const either = /^\/(?:item\/|group\/|i|a)(\d+)\/?$/.exec(pathname)?.[1];
    if (either !== undefined) {
      const video = { metric: 'plays', kind: 'clip', isWebId: true } as const;
      return { externalId: either, metric: 'reads', kind: 'article', either: video };
    }
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
  response: FamilyCounts,
  read: (body, targets) => [
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
    ...familyOutcomes(body),
  ],
  links,
  discovery,
});
