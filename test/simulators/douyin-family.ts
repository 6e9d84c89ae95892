import type { Instant } from '../../pipeline/domain/reading.ts';
import { Codes, DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator, textsOf } from './platform.ts';
import { hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** Access token 15 days, refresh token 30 days. */
const ACCESS_MS = 15 * DAY_MS;
const REFRESH_MS = 30 * DAY_MS;
/** The largest batch that is safe; the platforms do not publish their own. */
const MAX_IDS = 20;
const MAX_PAGE = 20;

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

/** What one member of the family does in its own way. */
export type FamilyMember = {
  readonly platform: string;
  /** Names of the application's credentials. */
  readonly key: string;
  readonly secret: string;
  readonly scope: string;
  /** How often a refresh token is given a longer life; 0 where there is no interface for it. */
  readonly maxRenewals: number;
  readonly paths: { readonly data: string; readonly list: string };
  readonly codes: { readonly foreignOpenId: number; readonly quota: number };
  tokenOf(call: Call): string | null;
  /** Fields of an item beside its id, title, time and counts. */
  extras(item: Item, isPrivate: boolean): Readonly<Record<string, unknown>>;
  /** Counters that are always there and never count. */
  readonly idle: readonly string[];
};

/**
 * The Douyin family of open platforms: OAuth by forms with codes and refresh; own items counted by an array of ids and
 * listed by a cursor. Business errors come with HTTP 200, in `data.error_code` and `extra`. An id that is not the
 * account's, or was taken down, is missing from the answer; a private item has `create_time` 0 and zeros for counts.
 */
export const createFamilyMember = (member: FamilyMember, options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const { platform } = member;
  const codes = new Codes(options.accounts);
  const access = new Grants('act.');
  const refresh = new Grants('rft.');
  const renewals = new Map<string, number>();
  const quota = new DailyQuota(options.perDay ?? 5000);
  const openIdOf = (account: string): string => `_000${hex(`${platform}/${account}`, 32)}`;
  const seconds = (until: Instant): string => String(Math.floor((until - clock.now()) / 1000));

  const tokens = (account: string, refreshToken: string, refreshEnds: Instant): Reply =>
    oauth({
      access_token: access.issue(account, clock.now() + ACCESS_MS),
      expires_in: seconds(clock.now() + ACCESS_MS),
      refresh_token: refreshToken,
      refresh_expires_in: seconds(refreshEnds),
      open_id: openIdOf(account),
      scope: member.scope,
    });

  const exchange = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'authorization_code')
      return oauthError(10002, 'parameter error: grant_type');
    if (form.get('client_key') !== credentials[member.key]) return oauthError(10003, 'client_key error');
    if (form.get('client_secret') !== credentials[member.secret])
      return oauthError(10013, 'client_key or client_secret error');
    const account = codes.spend(form.get('code'));
    if (account === null) return oauthError(10007, 'authorization code expired');
    const ends = clock.now() + REFRESH_MS;
    return tokens(account, refresh.issue(account, ends), ends);
  };

  const refreshed = ({ form }: Call): Reply => {
    if (form?.get('grant_type') !== 'refresh_token') return oauthError(10002, 'parameter error: grant_type');
    if (form.get('client_key') !== credentials[member.key]) return oauthError(10003, 'client_key error');
    const token = form.get('refresh_token');
    const grant = refresh.find(token);
    if (token === null || !grant || grant.expiresAt <= clock.now())
      return oauthError(10010, 'refresh_token expired');
    // A new access token does not move the refresh token's own expiry.
    return tokens(grant.account, token, grant.expiresAt);
  };

  const renewed = ({ form }: Call): Reply => {
    if (form === null || form.get('client_key') !== credentials[member.key])
      return oauthError(10003, 'client_key error');
    const grant = refresh.find(form.get('refresh_token'));
    const now = clock.now();
    if (!grant || grant.expiresAt <= now) return oauthError(10010, 'refresh_token expired');
    const done = renewals.get(grant.account) ?? 0;
    if (done >= member.maxRenewals) return oauthError(10020, 'refresh_token was renewed too often');
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
  const answer = (data: Readonly<Record<string, unknown>>): Reply => ({
    body: { data: { error_code: 0, description: '', ...data }, extra: extra(0, '') },
  });

  const entry = (item: Item, now: Instant): unknown => {
    const isPrivate = world.state(platform, item.externalId, now) === 'private';
    const count = (metric: 'plays' | 'likes' | 'comments' | 'shares'): number =>
      isPrivate ? 0 : world.count(platform, item.externalId, metric, now);
    return {
      item_id: item.externalId,
      title: item.title,
      create_time: isPrivate ? 0 : Math.floor(item.publishedAt / 1000),
      ...member.extras(item, isPrivate),
      statistics: {
        play_count: count('plays'),
        digg_count: count('likes'),
        comment_count: count('comments'),
        share_count: count('shares'),
        ...Object.fromEntries(member.idle.map(name => [name, 0])),
      },
    };
  };
  /** A live room is no item of these interfaces. */
  const isListed = (item: Item | undefined, account: string, now: Instant): item is Item =>
    item?.platform === platform &&
    item.account === account &&
    item.metric === 'plays' &&
    ['public', 'private'].includes(world.state(platform, item.externalId, now));

  const dataOf = ({ json }: Call, account: string, now: Instant): Reply => {
    const ids = textsOf((json as { item_ids?: unknown } | null)?.item_ids);
    if (!ids || ids.length === 0 || ids.length > MAX_IDS)
      return refusal(2100005, 'parameter error: item_ids');
    const list = ids
      .map(id => world.item(platform, id))
      .filter(item => isListed(item, account, now))
      .map(item => entry(item, now));
    return answer({ list });
  };

  const listOf = ({ query }: Call, account: string, now: Instant): Reply => {
    const count = Number(query.get('count'));
    const start = Number(query.get('cursor'));
    if (!Number.isInteger(start) || !(count >= 1 && count <= MAX_PAGE))
      return refusal(2100005, 'parameter error: cursor, count');
    const all = world.items
      .filter(item => isListed(item, account, now))
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
    const list = all.slice(start, start + count).map(item => entry(item, now));
    return answer({ cursor: start + list.length, has_more: start + count < all.length, list });
  };

  const authorised =
    (reply: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const now = clock.now();
      const grant = access.find(member.tokenOf(call));
      if (!grant) return refusal(2190002, 'access_token invalid');
      if (grant.expiresAt <= now) return refusal(2190008, 'access_token expired');
      if (call.query.get('open_id') !== openIdOf(grant.account))
        return refusal(member.codes.foreignOpenId, 'open_id does not match');
      if (!quota.spend(`${call.path} ${grant.account}`, now))
        return refusal(member.codes.quota, 'quota used up');
      return reply(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'POST /oauth/access_token/': exchange,
    'POST /oauth/refresh_token/': refreshed,
    ...(member.maxRenewals > 0 && { 'POST /oauth/renew_refresh_token/': renewed }),
    [`POST ${member.paths.data}`]: authorised(dataOf),
    [`GET ${member.paths.list}`]: authorised(listOf),
  };
  return {
    handle: call =>
      routes[`${call.method} ${call.path}`]?.(call) ?? {
        status: 404,
        body: { message: 'no such interface' },
      },
    counters: new Set(['play_count', 'digg_count', 'comment_count', 'share_count']),
    tokenPaths: ['/oauth/access_token/', '/oauth/refresh_token/', '/oauth/renew_refresh_token/'],
  };
};
