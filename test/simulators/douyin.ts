import type { Instant } from '../../pipeline/domain/reading.ts';
import { Codes, DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator, textsOf } from './platform.ts';
import { hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** Access token 15 days, refresh token 30 days, renewable five times at most. */
const ACCESS_MS = 15 * DAY_MS;
const REFRESH_MS = 30 * DAY_MS;
const MAX_RENEWALS = 5;
/** The largest batch that is safe; the platform does not publish its own. */
const MAX_IDS = 20;

const openIdOf = (account: string): string => `_000${hex(`douyin/${account}`, 32)}`;

/**
 * OAuth answers carry their numbers as texts. 10008 and 10010 are the platform's; the other codes are this simulator's
 * choice, so a client has to take any code it does not know for a refusal.
 */
const oauth = (data: Record<string, string>): Reply => ({
  body: { data: { error_code: '0', description: '', ...data }, message: 'success' },
});
const oauthError = (code: number, description: string): Reply => ({
  body: { data: { error_code: String(code), description }, message: 'error' },
});

/**
 * Douyin's open platform for website apps: OAuth with codes, refresh and renewal of the refresh token; counts of own
 * items by POST /api/douyin/v1/video/video_data/. Business errors come with HTTP 200, in `data.error_code` and `extra`.
 * An id that is not the account's, or was taken down, is missing from the list; a private item has `create_time` 0 and
 * zeros for counts.
 */
export const createDouyin = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const codes = new Codes(options.accounts);
  const access = new Grants('act.');
  const refresh = new Grants('rft.');
  const renewals = new Map<string, number>();
  const quota = new DailyQuota(options.perDay ?? 5000);
  const seconds = (until: Instant): string => String(Math.floor((until - clock.now()) / 1000));

  const exchange = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'authorization_code')
      return oauthError(10002, 'parameter error: grant_type');
    if (form.get('client_key') !== credentials.DOUYIN_CLIENT_KEY)
      return oauthError(10003, 'client_key error');
    if (form.get('client_secret') !== credentials.DOUYIN_CLIENT_SECRET) {
      return oauthError(10013, 'client_key or client_secret error');
    }
    const account = codes.spend(form.get('code'));
    if (account === null) return oauthError(10007, 'authorization code expired');
    const now = clock.now();
    return oauth({
      access_token: access.issue(account, now + ACCESS_MS),
      expires_in: seconds(now + ACCESS_MS),
      refresh_token: refresh.issue(account, now + REFRESH_MS),
      refresh_expires_in: seconds(now + REFRESH_MS),
      open_id: openIdOf(account),
      scope: 'user_info,video.list.bind,video.data.bind',
    });
  };

  const refreshed = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'refresh_token') return oauthError(10002, 'parameter error: grant_type');
    if (form.get('client_key') !== credentials.DOUYIN_CLIENT_KEY)
      return oauthError(10003, 'client_key error');
    const token = form.get('refresh_token');
    const grant = refresh.find(token);
    const now = clock.now();
    if (token === null || !grant || grant.expiresAt <= now) return oauthError(10010, 'refresh_token expired');
    return oauth({
      access_token: access.issue(grant.account, now + ACCESS_MS),
      expires_in: seconds(now + ACCESS_MS),
      refresh_token: token,
      // A new access token does not move the refresh token's own expiry.
      refresh_expires_in: seconds(grant.expiresAt),
      open_id: openIdOf(grant.account),
      scope: 'user_info,video.list.bind,video.data.bind',
    });
  };

  const renewed = ({ form }: Call): Reply => {
    if (form === null || form.get('client_key') !== credentials.DOUYIN_CLIENT_KEY) {
      return oauthError(10003, 'client_key error');
    }
    const grant = refresh.find(form.get('refresh_token'));
    const now = clock.now();
    if (!grant || grant.expiresAt <= now) return oauthError(10010, 'refresh_token expired');
    const done = renewals.get(grant.account) ?? 0;
    if (done >= MAX_RENEWALS) return oauthError(10020, 'refresh_token was renewed too often');
    renewals.set(grant.account, done + 1);
    return oauth({
      refresh_token: refresh.issue(grant.account, now + REFRESH_MS),
      expires_in: seconds(now + REFRESH_MS),
    });
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
    const isPrivate = world.state('douyin', item.externalId, now) === 'private';
    const count = (metric: 'plays' | 'likes' | 'comments' | 'shares'): number =>
      isPrivate ? 0 : world.count('douyin', item.externalId, metric, now);
    return {
      item_id: item.externalId,
      title: item.title,
      create_time: isPrivate ? 0 : Math.floor(item.publishedAt / 1000),
      cover: `https://p3.douyinpic.example/${hex(item.externalId, 16)}.jpeg`,
      share_url: item.url,
      is_top: false,
      is_reviewed: true,
      video_status: isPrivate ? 2 : 5,
      media_type: 4,
      statistics: {
        play_count: count('plays'),
        digg_count: count('likes'),
        comment_count: count('comments'),
        share_count: count('shares'),
        forward_count: 0,
        download_count: 0,
      },
    };
  };

  const videoData = (call: Call): Reply => {
    const now = clock.now();
    const grant = access.find(call.header('access-token'));
    if (!grant) return refusal(2190002, 'access_token invalid');
    if (grant.expiresAt <= now) return refusal(2190008, 'access_token expired');
    if (call.query.get('open_id') !== openIdOf(grant.account))
      return refusal(28001015, 'open_id does not match');
    if (!quota.spend(grant.account, now)) return refusal(28003017, 'quota used up');
    const ids = textsOf((call.json as { item_ids?: unknown } | null)?.item_ids);
    if (!ids || ids.length === 0 || ids.length > MAX_IDS)
      return refusal(2100005, 'parameter error: item_ids');
    const list = ids.flatMap(id => {
      const item = world.item('douyin', id);
      if (!item || item.account !== grant.account || item.metric !== 'plays') return [];
      const state = world.state('douyin', id, now);
      return state === 'unpublished' || state === 'removed' ? [] : [entry(item, now)];
    });
    return { body: { data: { error_code: 0, description: '', list }, extra: extra(0, '') } };
  };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'POST /oauth/access_token/': exchange,
    'POST /oauth/refresh_token/': refreshed,
    'POST /oauth/renew_refresh_token/': renewed,
    'POST /api/douyin/v1/video/video_data/': videoData,
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
