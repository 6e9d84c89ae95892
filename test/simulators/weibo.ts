import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingDay, beijingMidnight } from './beijing.ts';
import { Codes, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator } from './platform.ts';
import { hash32 } from './random.ts';
import type { Call, Reply } from './server.ts';

/** Five years: what the developer's own account gets. Web apps get no refresh token. */
const ACCESS_S = 157_679_999;
const MAX_IDS = 100;

const uidOf = (account: string): string =>
  `2${String(hash32(`weibo/${account}`))
    .padStart(10, '0')
    .slice(0, 9)}`;
const refusal = (request: string, code: number, error: string, status = 400): Reply => ({
  status,
  body: { request, error_code: code, error },
});

/**
 * Weibo: OAuth by code with a long-lived token, and two commercial interfaces. count_sp answers a bare list and drops
 * ids it does not know, that are gone, or that belong to others. play_count answers one video's plays by day, as
 * texts, under the key " play" with a leading space; the cumulative count is the sum of the days. OAuth, on another
 * host in the world outside, is served here as well.
 */
export const createWeibo = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const codes = new Codes(options.accounts);
  const access = new Grants('2.00');

  const exchange = ({ form, path }: Call): Reply => {
    if (form?.get('grant_type') !== 'authorization_code')
      return refusal(path, 21328, 'unsupported_grant_type');
    if (
      form.get('client_id') !== credentials.WEIBO_APP_KEY ||
      form.get('client_secret') !== credentials.WEIBO_APP_SECRET
    ) {
      return refusal(path, 21324, 'invalid_client', 401);
    }
    if (form.get('redirect_uri') !== credentials.WEIBO_REDIRECT_URI)
      return refusal(path, 21322, 'redirect_uri_mismatch');
    const account = codes.spend(form.get('code'));
    if (account === null) return refusal(path, 21325, 'invalid_grant');
    return {
      body: {
        access_token: access.issue(account, clock.now() + ACCESS_S * 1000),
        remind_in: String(ACCESS_S),
        expires_in: ACCESS_S,
        uid: uidOf(account),
      },
    };
  };

  const posts = ({ query, path }: Call, account: string, now: Instant): Reply => {
    const ids = (query.get('ids') ?? '').split(',').filter(id => id !== '');
    if (ids.length === 0) return refusal(path, 20001, 'ids is null');
    if (ids.length > MAX_IDS) return refusal(path, 20009, 'ids is too long');
    return {
      body: ids.flatMap(id => {
        const item = world.item('weibo', id);
        if (!item || item.account !== account || item.metric !== 'exposures') return [];
        if (world.state('weibo', id, now) !== 'public') return [];
        return {
          id: Number(id),
          comments: world.count('weibo', id, 'comments', now),
          reposts: world.count('weibo', id, 'shares', now),
          attitudes: world.count('weibo', id, 'likes', now),
          reads: world.count('weibo', id, 'exposures', now),
        };
      }),
    };
  };

  const videoPlays = ({ query, path }: Call, account: string, now: Instant): Reply => {
    const oid = query.get('oid') ?? '';
    const start = Date.parse(`${query.get('starttime')}T00:00:00+08:00`);
    const end = Date.parse(`${query.get('endtime')}T00:00:00+08:00`) + DAY_MS;
    if (oid === '' || Number.isNaN(start) || Number.isNaN(end) || end <= start) {
      return refusal(path, 10017, "parameter's value invalid");
    }
    const item = world.item('weibo', oid);
    if (item?.metric !== 'plays') return refusal(path, 20101, 'target does not exist');
    const state = world.state('weibo', oid, now);
    if (state === 'unpublished' || state === 'removed') return refusal(path, 20101, 'target does not exist');
    if (item.account !== account || state === 'private')
      return refusal(path, 20112, 'permission denied', 403);
    const result: unknown[] = [];
    const firstDay = beijingMidnight(item.publishedAt);
    for (let day = Math.max(start, firstDay); day < Math.min(end, now); day += DAY_MS) {
      const upTo = (instant: Instant): number => world.count('weibo', oid, 'plays', Math.min(instant, now));
      const plays = upTo(day + DAY_MS) - upTo(day);
      result.push({
        day_key: beijingDay(day),
        ' play': String(plays),
        play_cnt: String(Math.floor(plays * 0.83)),
      });
    }
    return { body: { oid, result } };
  };

  const authorised =
    (answer: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const now = clock.now();
      const token = call.query.get('access_token');
      if (token === null) return refusal(call.path, 10006, 'source parameter (appkey) is missing');
      const grant = access.find(token);
      if (!grant) return refusal(call.path, 21332, 'invalid_access_token', 401);
      if (grant.expiresAt <= now) return refusal(call.path, 21327, 'expired_token', 401);
      return answer(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'POST /oauth2/access_token': exchange,
    'GET /2/media_statuses/count_sp/biz.json': authorised(posts),
    'GET /2/videos/play_count/biz.json': authorised(videoPlays),
  };
  return {
    handle: call =>
      routes[`${call.method} ${call.path}`]?.(call) ??
      refusal(call.path, 10020, 'request api not found', 404),
    counters: new Set(['reads', 'reposts', 'comments', 'attitudes', ' play', 'play_cnt']),
    tokenPaths: ['/oauth2/access_token'],
  };
};
