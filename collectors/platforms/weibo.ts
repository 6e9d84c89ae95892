import { z } from 'zod';
import { type Auth, type Discovery, defineCollector, type Links, type Refusal } from '../contract.ts';
import { CollectorError, type ErrorKind } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry, IdText, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Weibo commercial interface, posts: exposures (阅读, shown and not read) and acts of up to 100 posts of a media-type
 * account. Facts: open.weibo.com wiki, C/2/media_statuses/count_sp/biz, C/2/statuses/user_timeline/biz,
 * Error_code, Rate-limiting.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - which 213xx code means what: each asks for consent again;
 * - the address registered for the application: the platform's own default page (WEIBO_REDIRECT_URI overrides it);
 *   Weibo refuses a wrong one;
 * - whether `reads` and the others are ever capped: they are taken as exact;
 * - the account's list: that a post's words are its `text`, and that the page after the last one is empty.
 */

const DEFAULT_REDIRECT_URI = 'https://api.weibo.com/oauth2/default.html';

/** Both hosts and paths are shared with `weibo-video.ts`: one contract, one login. */
export const WEIBO = {
  platform: 'weibo',
  baseUrl: 'https://c.api.weibo.com',
  authBaseUrl: 'https://api.weibo.com',
  // 50,000 calls an hour and IP; 80 ms between two calls stays at 45,000.
  limits: { concurrency: 2, minIntervalMs: 80 },
  needs: ['WEIBO_APP_KEY', 'WEIBO_APP_SECRET'],
  options: ['WEIBO_REDIRECT_URI'],
} as const;

const CODES: Readonly<Record<number, { readonly kind: ErrorKind; readonly transient?: true }>> = {
  10001: { kind: 'network', transient: true },
  10002: { kind: 'network', transient: true },
  10003: { kind: 'network', transient: true },
  10009: { kind: 'network', transient: true },
  10010: { kind: 'network', transient: true },
  10011: { kind: 'network', transient: true },
  // This machine's address is blocked, or not on the application's list: only a person can mend that.
  10004: { kind: 'config' },
  10005: { kind: 'config' },
  10014: { kind: 'config' },
  10006: { kind: 'config' },
  // A parameter is bad: the ids of one request, not the account.
  10008: { kind: 'refused' },
  10016: { kind: 'refused' },
  10017: { kind: 'refused' },
  10022: { kind: 'rate-limited' },
  10023: { kind: 'rate-limited' },
  10024: { kind: 'rate-limited' },
  20001: { kind: 'refused' },
  20009: { kind: 'refused' },
  20003: { kind: 'refused' },
};

export const weiboRefusal = (body: unknown, status: number): Refusal | null => {
  // A blacklisted app or address is answered with nothing at all instead of an error.
  if (body === '' && status < 400) {
    return { kind: 'rate-limited', message: 'answered with an empty body, which is how it throttles' };
  }
  const code = numberAt(body, 'error_code');
  if (code === null) return null;
  const known = Math.floor(code / 100) === 213 ? { kind: 'auth' as const } : CODES[code];
  return { kind: 'refused', ...known, message: `code ${code} ${textAt(body, 'error')}`.trim() };
};

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: DigitsAsNumber, uid: IdText });

export const weiboAuth: Auth = {
  exchange: (code, credentials) => ({
    method: 'POST',
    path: '/oauth2/access_token',
    form: {
      client_id: String(credentials.WEIBO_APP_KEY),
      client_secret: String(credentials.WEIBO_APP_SECRET),
      grant_type: 'authorization_code',
      code,
      redirect_uri: credentials.WEIBO_REDIRECT_URI ?? DEFAULT_REDIRECT_URI,
    },
  }),
  /** Web applications get no refresh token: at the end a person consents again. */
  refresh: () => null,
  read: (body, now) => {
    const refused = weiboRefusal(body, 200);
    if (refused) {
      const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
      throw new CollectorError(kind, `Weibo gave no token: ${refused.message}`);
    }
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success) {
      throw new CollectorError('shape', 'Weibo answered the request for a token in an unknown shape', {
        cause: answer.error,
      });
    }
    const { access_token, expires_in, uid } = answer.data;
    return {
      accessToken: access_token,
      openId: uid,
      // Lives differ by the application's grade (30 days, 5 years): only the answer knows.
      expiresAt: expiry(expires_in, now),
      refreshToken: null,
      refreshExpiresAt: null,
      renewals: 0,
    };
  },
};

const Post = z.object({
  reads: Digits.optional(),
  reposts: Digits.optional(),
  comments: Digits.optional(),
  attitudes: Digits.optional(),
});

const BASE_62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The numeric id behind the letters of a page's address: from the right in fours, each seven digits of the id.
 * `z0JH2lOMb` is 3501756485200075.
 */
export const postIdOf = (letters: string): string => {
  const groups: string[] = [];
  for (let end = letters.length; end > 0; end -= 4) {
    const group = letters.slice(Math.max(0, end - 4), end);
    groups.unshift(String([...group].reduce((sum, letter) => sum * 62 + BASE_62.indexOf(letter), 0)));
  }
  return groups.map((group, index) => (index === 0 ? group : group.padStart(7, '0'))).join('');
};

const links: Links = {
  hosts: ['weibo.com', 'm.weibo.cn', 't.cn'],
  recognise: url => {
    if (url.hostname === 't.cn') return /^\/\w+$/.test(url.pathname) ? { follow: true } : null;
    const path =
      url.hostname === 'm.weibo.cn'
        ? /^\/(?:detail|status|\d+)\/(\w+)\/?$/.exec(url.pathname)
        : /^\/\d+\/(\w+)\/?$/.exec(url.pathname);
    const id = path?.[1] ?? '';
    // Numeric ids have 16 digits, the letters are nine.
    if (/^\d{16}$/.test(id)) return { externalId: id, metric: 'exposures', kind: 'article' };
    return /^[\da-zA-Z]{9}$/.test(id)
      ? { externalId: postIdOf(id), metric: 'exposures', kind: 'article' }
      : null;
  },
  url: id => `https://m.weibo.cn/detail/${id}`,
};

/** "Tue May 31 17:46:55 +0800 2011" */
const CreatedAt = z
  .string()
  .regex(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d [+-]\d{4} \d{4}$/)
  .transform(text => Date.parse(text))
  .pipe(z.int());
const Timeline = z.object({
  statuses: z.array(z.object({ idstr: z.string().regex(/^\d+$/), text: z.string(), created_at: CreatedAt })),
});

const discovery: Discovery<z.infer<typeof Timeline>> = {
  request: ({ token, cursor }) => ({
    path: '/2/statuses/user_timeline/biz.json',
    query: { access_token: String(token?.accessToken), count: 100, page: cursor ?? '1' },
  }),
  response: Timeline,
  read: ({ statuses }) =>
    statuses.map(({ idstr, text, created_at }) => ({
      externalId: idstr,
      title: text,
      url: links.url(idstr),
      publishedAt: created_at,
      kind: 'article',
      metric: 'exposures',
    })),
  // A page may be short, as deleted posts are left out of it: only an empty one is the end.
  nextCursor: ({ statuses }, { cursor }) =>
    statuses.length === 0 ? null : String(Number(cursor ?? '1') + 1),
};

export default defineCollector({
  ...WEIBO,
  id: 'weibo',
  name: { zh: '微博', en: 'Weibo' },
  source: 'api',
  official: true,
  serves: ['exposures'],
  metrics: ['exposures', 'shares', 'comments', 'likes'],
  batchSize: 100,
  capabilities: {
    strength: 'A',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '仅限媒体类账号的商业接口；阅读是曝光，不是打开。',
      en: 'Commercial interface, media accounts only; reads are exposures, not openings.',
    },
  },
  auth: weiboAuth,
  request: ({ targets, token }) => ({
    path: '/2/media_statuses/count_sp/biz.json',
    query: {
      access_token: String(token?.accessToken),
      ids: targets.map(({ externalId }) => externalId).join(','),
    },
  }),
  refusal: weiboRefusal,
  // Deleted and unknown ids, and posts of accounts of another type, are left out of the array without a word.
  response: z.array(z.looseObject({ id: IdText })),
  read: posts =>
    posts.map(post =>
      readItem(post.id, post, Post, ({ reads, reposts, comments, attitudes }) => ({
        externalId: post.id,
        status: 'read',
        values: {
          ...(reads !== undefined && { exposures: reads }),
          ...(reposts !== undefined && { shares: reposts }),
          ...(comments !== undefined && { comments }),
          ...(attitudes !== undefined && { likes: attitudes }),
        },
      })),
    ),
  links,
  discovery,
});
