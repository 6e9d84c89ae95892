import type { Instant } from '../../pipeline/domain/reading.ts';
import { Codes, DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator } from './platform.ts';
import { hash32, hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const ACCESS_MS = 2 * DAY_MS;
const REFRESH_MS = 180 * DAY_MS;
const PAGE = { usual: 20, most: 200 };
/** Just published, still being transcoded. */
const PENDING_MS = 10 * 60_000;

const openIdOf = (account: string): string => `f1${hex(`kuaishou/${account}`, 30)}`;
const refusal = (result: number, error: string, message: string): Reply => ({
  body: { result, error, error_msg: message },
});

/**
 * Kuaishou's open platform: credentials in the query, `result` 1 for success, errors with HTTP 200. Each refresh gives
 * a new refresh token, kills the old one and keeps its expiry. Counts come by paging the account's own list, newest
 * first, the cursor being the oldest photo id of the page before; 1,000 calls a user, interface and day. Some items
 * write their counts as texts.
 */
export const createKuaishou = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const codes = new Codes(options.accounts);
  const access = new Grants('kaccess_');
  const refresh = new Grants('krefresh_');
  const quota = new DailyQuota(options.perDay ?? 1000);

  const tokens = (account: string, refreshExpiresAt: Instant): Reply => {
    const now = clock.now();
    return {
      body: {
        result: 1,
        access_token: access.issue(account, now + ACCESS_MS),
        refresh_token: refresh.issue(account, refreshExpiresAt),
        open_id: openIdOf(account),
        expires_in: ACCESS_MS / 1000,
        refresh_token_expires_in: Math.floor((refreshExpiresAt - now) / 1000),
        scopes: ['user_base', 'user_info', 'user_video_info'],
      },
    };
  };
  const wrongApp = (query: URLSearchParams): boolean =>
    query.get('app_id') !== credentials.KUAISHOU_APP_ID ||
    query.get('app_secret') !== credentials.KUAISHOU_APP_SECRET;

  const exchange = ({ query }: Call): Reply => {
    if (wrongApp(query)) return refusal(100200101, 'invalid_client', 'app_id or app_secret is wrong');
    if (!['authorization_code', 'code'].includes(query.get('grant_type') ?? '')) {
      return refusal(100200104, 'unsupported_grant_type', 'grant_type is not supported');
    }
    const account = codes.spend(query.get('code'));
    if (account === null) return refusal(100200105, 'invalid_grant', 'code is invalid or was used');
    return tokens(account, clock.now() + REFRESH_MS);
  };

  const refreshed = ({ query }: Call): Reply => {
    if (wrongApp(query)) return refusal(100200101, 'invalid_client', 'app_id or app_secret is wrong');
    if (query.get('grant_type') !== 'refresh_token') {
      return refusal(100200104, 'unsupported_grant_type', 'grant_type is not supported');
    }
    const token = query.get('refresh_token');
    const grant = refresh.find(token);
    if (token === null || !grant) return refusal(100200102, 'access_denied', 'refresh_token is invalid');
    if (grant.expiresAt <= clock.now())
      return refusal(100200113, 'invalid_refresh_token', 'refresh_token expired');
    refresh.revoke(token);
    return tokens(grant.account, grant.expiresAt);
  };

  const visible = (item: Item, now: Instant): boolean => {
    const state = world.state('kuaishou', item.externalId, now);
    return state === 'public';
  };
  const video = (item: Item, now: Instant): unknown => {
    const asText = hash32(item.externalId) % 3 === 0;
    const count = (metric: 'plays' | 'likes' | 'comments'): number | string => {
      const value = world.count('kuaishou', item.externalId, metric, now);
      return asText ? String(value) : value;
    };
    return {
      photo_id: item.externalId,
      caption: item.title,
      cover: `https://p1.kwaicdn.example/${hex(item.externalId, 16)}.jpg`,
      create_time: item.publishedAt,
      like_count: count('likes'),
      comment_count: count('comments'),
      view_count: count('plays'),
      pending: now - item.publishedAt < PENDING_MS,
    };
  };
  /** Everything the account ever published, newest first. */
  const published = (account: string, now: Instant): Item[] =>
    world.items
      .filter(item => item.platform === 'kuaishou' && item.account === account && item.publishedAt <= now)
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? 1 : -1));

  const list = ({ query }: Call, account: string, now: Instant): Reply => {
    const count = Number(query.get('count') ?? PAGE.usual);
    if (!Number.isInteger(count) || count < 1 || count > PAGE.most) {
      return refusal(100100400, 'invalid_parameter', 'count must be 1 to 200');
    }
    const all = published(account, now);
    const cursor = query.get('cursor');
    const last = cursor === null ? -1 : all.findIndex(item => item.externalId === cursor);
    if (cursor !== null && last < 0) return refusal(100100400, 'invalid_parameter', 'cursor is unknown');
    const rest = all.slice(last + 1).filter(item => visible(item, now));
    return { body: { result: 1, video_list: rest.slice(0, count).map(item => video(item, now)) } };
  };

  const info = ({ query }: Call, account: string, now: Instant): Reply => {
    const item = world.item('kuaishou', query.get('photo_id') ?? '');
    if (!item || item.account !== account || !visible(item, now)) {
      return refusal(120001, 'photo_not_exist', 'the video does not exist');
    }
    return { body: { result: 1, video_info: video(item, now) } };
  };

  const totals = (_: Call, account: string, now: Instant): Reply => {
    const all = published(account, now);
    const shown = all.filter(item => visible(item, now)).length;
    const hidden = all.filter(item => world.state('kuaishou', item.externalId, now) === 'private').length;
    return {
      body: {
        result: 1,
        public_count: shown,
        friend_count: 0,
        private_count: hidden,
        all_count: shown + hidden,
      },
    };
  };

  const authorised =
    (answer: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const now = clock.now();
      if (call.query.get('app_id') !== credentials.KUAISHOU_APP_ID) {
        return refusal(100200101, 'invalid_client', 'app_id is wrong');
      }
      const grant = access.find(call.query.get('access_token'));
      if (!grant) return refusal(100200102, 'access_denied', 'access_token is invalid');
      if (grant.expiresAt <= now) return refusal(100200108, 'access_token_expired', 'access_token expired');
      if (!quota.spend(`${call.path} ${grant.account}`, now)) {
        return refusal(100100402, 'over_limit', 'too many calls for this user today');
      }
      return answer(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'GET /oauth2/access_token': exchange,
    'GET /oauth2/refresh_token': refreshed,
    'GET /openapi/photo/list': authorised(list),
    'GET /openapi/photo/info': authorised(info),
    'GET /openapi/photo/count': authorised(totals),
  };
  return {
    handle: call =>
      routes[`${call.method} ${call.path}`]?.(call) ?? refusal(100400, 'bad_request', 'no such interface'),
    counters: new Set(['view_count', 'like_count', 'comment_count']),
    tokenPaths: ['/oauth2/access_token', '/oauth2/refresh_token'],
  };
};
