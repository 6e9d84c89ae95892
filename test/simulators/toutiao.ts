import type { Instant } from '../../pipeline/domain/reading.ts';
import { Codes, DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator, textsOf } from './platform.ts';
import { hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** Access token 15 days, refresh token 30 days, and no longer life for it. */
const ACCESS_MS = 15 * DAY_MS;
const REFRESH_MS = 30 * DAY_MS;
/** No limit is published; these are safe ones. */
const MAX_IDS = 20;
const MAX_PAGE = 20;

const openIdOf = (account: string): string => `_000${hex(`toutiao/${account}`, 32)}`;
const oauth = (data: Record<string, string>): Reply => ({
  body: { data: { error_code: '0', description: '', ...data }, message: 'success' },
});
/** Only 10010 is known of the platform; the other codes are this simulator's choice. */
const oauthError = (code: number, description: string): Reply => ({
  body: { data: { error_code: String(code), description }, message: 'error' },
});

/**
 * Toutiao in the Douyin family of 2020: OAuth by forms with numbers as texts; own videos listed by an opaque cursor and
 * counted by an array of item ids, the token in the query. Errors come with HTTP 200, in `data.error_code` and `extra`.
 * An id that is not the account's, or is gone, is missing from the list; a private item has `create_time` 0 and zeros.
 */
export const createToutiao = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const codes = new Codes(options.accounts);
  const access = new Grants('act.');
  const refresh = new Grants('rft.');
  const quota = new DailyQuota(options.perDay ?? 5000);
  const seconds = (until: Instant): string => String(Math.floor((until - clock.now()) / 1000));

  const tokens = (account: string, refreshToken: string, refreshEnds: Instant): Reply =>
    oauth({
      access_token: access.issue(account, clock.now() + ACCESS_MS),
      expires_in: seconds(clock.now() + ACCESS_MS),
      refresh_token: refreshToken,
      refresh_expires_in: seconds(refreshEnds),
      open_id: openIdOf(account),
      scope: 'toutiao.video.data',
    });

  const exchange = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'authorization_code')
      return oauthError(10002, 'parameter error: grant_type');
    if (
      form.get('client_key') !== credentials.TOUTIAO_CLIENT_KEY ||
      form.get('client_secret') !== credentials.TOUTIAO_CLIENT_SECRET
    ) {
      return oauthError(10013, 'client_key or client_secret error');
    }
    const account = codes.spend(form.get('code'));
    if (account === null) return oauthError(10007, 'authorization code expired');
    const ends = clock.now() + REFRESH_MS;
    return tokens(account, refresh.issue(account, ends), ends);
  };

  const refreshed = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'refresh_token') return oauthError(10002, 'parameter error: grant_type');
    if (form.get('client_key') !== credentials.TOUTIAO_CLIENT_KEY)
      return oauthError(10003, 'client_key error');
    const token = form.get('refresh_token');
    const grant = refresh.find(token);
    if (token === null || !grant || grant.expiresAt <= clock.now())
      return oauthError(10010, 'refresh_token expired');
    return tokens(grant.account, token, grant.expiresAt);
  };

  const extra = (code: number, description: string): unknown => ({
    error_code: code,
    description,
    sub_error_code: 0,
    sub_description: '',
    logid: hex(`log/${clock.now()}/${code}`, 24),
    now: clock.now(),
  });
  const refusal = (code: number, description: string): Reply => ({
    body: { data: { error_code: code, description }, extra: extra(code, description) },
  });

  const entry = (item: Item, now: Instant): unknown => {
    const isPrivate = world.state('toutiao', item.externalId, now) === 'private';
    const count = (metric: 'plays' | 'likes' | 'comments' | 'shares'): number =>
      isPrivate ? 0 : world.count('toutiao', item.externalId, metric, now);
    return {
      item_id: item.externalId,
      title: item.title,
      cover: `https://p3.toutiaoimg.example/${hex(item.externalId, 16)}.jpeg`,
      create_time: isPrivate ? 0 : Math.floor(item.publishedAt / 1000),
      statistics: {
        play_count: count('plays'),
        digg_count: count('likes'),
        comment_count: count('comments'),
        share_count: count('shares'),
        forward_count: 0,
      },
    };
  };
  const listed = (item: Item | undefined, account: string, now: Instant): item is Item =>
    item !== undefined &&
    item.account === account &&
    ['public', 'private'].includes(world.state('toutiao', item.externalId, now));

  const videoData = (call: Call, account: string, now: Instant): Reply => {
    const ids = textsOf((call.json as { item_ids?: unknown } | null)?.item_ids);
    if (!ids || ids.length === 0 || ids.length > MAX_IDS)
      return refusal(2100005, 'parameter error: item_ids');
    const list = ids
      .map(id => world.item('toutiao', id))
      .filter(item => listed(item, account, now))
      .map(item => entry(item, now));
    return { body: { data: { error_code: 0, description: '', list }, extra: extra(0, '') } };
  };

  const videoList = ({ query }: Call, account: string, now: Instant): Reply => {
    const count = Number(query.get('count'));
    const start = Number(query.get('cursor'));
    if (!Number.isInteger(start) || !(count >= 1 && count <= MAX_PAGE))
      return refusal(2100005, 'parameter error: cursor, count');
    const all = world.items
      .filter(item => listed(item, account, now))
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
    const list = all.slice(start, start + count).map(item => entry(item, now));
    const has_more = start + count < all.length;
    return {
      body: {
        data: { error_code: 0, description: '', cursor: start + list.length, has_more, list },
        extra: extra(0, ''),
      },
    };
  };

  const authorised =
    (answer: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const now = clock.now();
      const grant = access.find(call.query.get('access_token'));
      if (!grant) return refusal(2190002, 'access_token invalid');
      if (grant.expiresAt <= now) return refusal(2190008, 'access_token expired');
      if (call.query.get('open_id') !== openIdOf(grant.account))
        return refusal(2190002, 'open_id does not match');
      if (!quota.spend(`${call.path} ${grant.account}`, now)) return refusal(2190001, 'quota used up');
      return answer(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'POST /oauth/access_token/': exchange,
    'POST /oauth/refresh_token/': refreshed,
    'POST /toutiao/video/data/': authorised(videoData),
    'GET /toutiao/video/list/': authorised(videoList),
  };
  return {
    handle: call =>
      routes[`${call.method} ${call.path}`]?.(call) ?? {
        status: 404,
        body: { message: 'no such interface' },
      },
    counters: new Set(['play_count', 'digg_count', 'comment_count', 'share_count']),
  };
};
