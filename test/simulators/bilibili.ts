import { createHash, createHmac } from 'node:crypto';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { Codes, DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator } from './platform.ts';
import { hash32, hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** The platform promises no life of a token; this is one. */
const ACCESS_MS = 30 * DAY_MS;
const REFRESH_MS = 365 * DAY_MS;
const MAX_PAGE = 50;
/** How far a caller's clock may be off; the platform does not say. */
const CLOCK_SKEW_MS = 10 * 60_000;
const SCOPES = ['USER_INFO', 'USER_DATA', 'ARC_BASE', 'ARC_DATA'];

const ok = (data: unknown): Reply => ({
  body: { code: 0, message: '0', ttl: 1, request_id: 'r-0', data },
});
const refusal = (code: number, message: string): Reply => ({
  body: { code, message, ttl: 1, request_id: `r-${code}` },
});

/** How the platform names the six headers that it signs, in the order in which it signs them. */
const SIGNED = [
  'x-bili-accesskeyid',
  'x-bili-content-md5',
  'x-bili-signature-method',
  'x-bili-signature-nonce',
  'x-bili-signature-version',
  'x-bili-timestamp',
];

/**
 * Bilibili's open platform: consent codes and single-use refresh tokens by POST with everything in the query, a token's
 * end as an absolute second; signed GETs under /arcopen, totals of one own video a call. Errors come with HTTP 200. A
 * nonce is accepted once. Some counts are texts; a private video's are hidden.
 */
export const createBilibili = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const codes = new Codes(options.accounts);
  const access = new Grants('');
  const refresh = new Grants('r');
  const quota = new DailyQuota(options.perDay ?? 20_000);
  const nonces = new Set<string>();

  const tokens = (account: string): Reply => {
    const now = clock.now();
    return ok({
      access_token: access.issue(account, now + ACCESS_MS),
      refresh_token: refresh.issue(account, now + REFRESH_MS),
      expires_in: Math.floor((now + ACCESS_MS) / 1000),
      scopes: SCOPES,
    });
  };
  const wrongClient = ({ query }: Call): Reply | null => {
    if (query.get('client_id') !== credentials.BILIBILI_CLIENT_ID)
      return refusal(122000, 'client_id is wrong');
    return query.get('client_secret') === credentials.BILIBILI_CLIENT_SECRET
      ? null
      : refusal(122001, 'client_secret is wrong');
  };
  const exchange = (call: Call): Reply => {
    const wrong = wrongClient(call);
    if (wrong) return wrong;
    if (call.query.get('grant_type') !== 'authorization_code') return refusal(127100, 'bad grant_type');
    const account = codes.spend(call.query.get('code'));
    return account === null ? refusal(122002, 'code not found') : tokens(account);
  };
  const refreshed = (call: Call): Reply => {
    const wrong = wrongClient(call);
    if (wrong) return wrong;
    if (call.query.get('grant_type') !== 'refresh_token') return refusal(127100, 'bad grant_type');
    const token = call.query.get('refresh_token');
    const grant = refresh.find(token);
    if (token === null || !grant || grant.expiresAt <= clock.now())
      return refusal(122007, 'refresh_token is invalid');
    refresh.revoke(token);
    return tokens(grant.account);
  };

  /** What is wrong with a call's signature, in the platform's codes; null when it is good. */
  const misSigned = (call: Call): Reply | null => {
    const values = SIGNED.map(name => call.header(name));
    if (values.includes(null) || call.header('authorization') === null)
      return refusal(127000, 'auth parameter missing');
    if (call.header('x-bili-accesskeyid') !== credentials.BILIBILI_CLIENT_ID)
      return refusal(127004, 'client_id check failed');
    const text = SIGNED.map((name, i) => `${name}:${values[i]}`).join('\n');
    const secret = String(credentials.BILIBILI_CLIENT_SECRET);
    const nonce = String(call.header('x-bili-signature-nonce'));
    const good =
      call.header('authorization') === createHmac('sha256', secret).update(text).digest('hex') &&
      call.header('x-bili-content-md5') === createHash('md5').digest('hex') &&
      call.header('x-bili-signature-method') === 'HMAC-SHA256' &&
      call.header('x-bili-signature-version') === '2.0' &&
      Math.abs(Number(call.header('x-bili-timestamp')) * 1000 - clock.now()) <= CLOCK_SKEW_MS &&
      !nonces.has(nonce);
    if (!good) return refusal(127012, 'auth error');
    nonces.add(nonce);
    return null;
  };

  const own = (item: Item | undefined, account: string, now: Instant): item is Item =>
    item !== undefined &&
    item.account === account &&
    world.state('bilibili', item.externalId, now) !== 'unpublished';

  const stat = ({ query }: Call, account: string, now: Instant): Reply => {
    const id = query.get('resource_id') ?? '';
    if (!/^BV1[0-9A-Za-z]{9}$/.test(id)) return refusal(127100, 'bad parameter');
    const item = world.item('bilibili', id);
    if (!own(item, account, now)) return refusal(127124, 'archive does not exist');
    const state = world.state('bilibili', id, now);
    if (state === 'removed') return refusal(127107, 'archive was deleted');
    const count = (metric: 'plays' | 'likes' | 'comments' | 'shares' | 'favourites'): number | string => {
      if (state === 'private') return metric === 'plays' ? '--' : -1;
      const value = world.count('bilibili', id, metric, now);
      return hash32(id) % 3 === 0 ? String(value) : value;
    };
    return ok({
      title: item.title,
      ptime: Math.floor(item.publishedAt / 1000),
      view: count('plays'),
      danmaku: 96,
      reply: count('comments'),
      favorite: count('favourites'),
      coin: 377,
      share: count('shares'),
      like: count('likes'),
    });
  };

  const viewlist = ({ query }: Call, account: string, now: Instant): Reply => {
    const [pn, ps] = [Number(query.get('pn')), Number(query.get('ps'))];
    if (!(pn >= 1) || !(ps >= 1 && ps <= MAX_PAGE)) return refusal(127100, 'bad parameter');
    if (!['all', 'is_pubing', 'pubed', 'not_pubed'].includes(query.get('status') ?? ''))
      return refusal(127100, 'bad status');
    const all = world.items
      .filter(item => own(item, account, now) && world.state('bilibili', item.externalId, now) !== 'removed')
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
    return ok({
      page: { pn, ps, total: all.length },
      list: all.slice((pn - 1) * ps, pn * ps).map(item => ({
        resource_id: item.externalId,
        title: item.title,
        cover: `https://i0.hdslb.example/${hex(item.externalId, 16)}.jpg`,
        ctime: Math.floor(item.publishedAt / 1000) - 600,
        ptime: Math.floor(item.publishedAt / 1000),
        addit_info: {
          state: world.state('bilibili', item.externalId, now) === 'private' ? -6 : 0,
          state_desc: '',
          reject_reason: '',
        },
        video_info: { cid: 1, duration: 60, share_url: `https://www.bilibili.com/video/${item.externalId}` },
      })),
    });
  };

  const authorised =
    (answer: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const wrong = misSigned(call);
      if (wrong) return wrong;
      const now = clock.now();
      const grant = access.find(call.header('access-token'));
      if (!grant || grant.expiresAt <= now) return refusal(127001, 'access_token check failed');
      if (!quota.spend(`${call.path} ${grant.account}`, now)) return refusal(127009, 'call quota reached');
      return answer(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'POST /x/account-oauth2/v1/token': exchange,
    'POST /x/account-oauth2/v1/refresh_token': refreshed,
    'GET /arcopen/fn/data/arc/stat': authorised(stat),
    'GET /arcopen/fn/archive/viewlist': authorised(viewlist),
  };
  return {
    handle: call =>
      routes[`${call.method} ${call.path}`]?.(call) ?? {
        status: 404,
        body: { code: -404, message: '啥都木有' },
      },
    counters: new Set(['view', 'reply', 'favorite', 'share', 'like']),
    tokenPaths: ['/x/account-oauth2/v1/token', '/x/account-oauth2/v1/refresh_token'],
  };
};
