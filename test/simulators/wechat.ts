import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingDay, beijingHours, beijingMidnight } from './beijing.ts';
import { DailyQuota, Grants } from './grants.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator } from './platform.ts';
import { hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const TOKEN_MS = 7_200_000;
/** A new token is given from here on, and the old one works until its own end. */
const ROTATION_MS = 300_000;
const FORCED_A_DAY = 20;
const FORCED_APART_MS = 30_000;
const LEAST_ACTIONS = 3;

const appOf = (account: string) => ({
  appid: `wx${hex(`wechat/${account}`, 16)}`,
  secret: hex(`wechat-secret/${account}`, 32),
});
/** What the owner of an account copies from the platform's settings: "AppID:AppSecret". */
export const wechatCode = (account: string): string => {
  const { appid, secret } = appOf(account);
  return `${appid}:${secret}`;
};

export type WechatOptions = PlatformOptions & {
  /** Accounts that WeChat did not verify: their statistics are refused. */
  readonly unverified?: readonly string[];
  /** The caller's address is on no account's whitelist. */
  readonly isUnlisted?: boolean;
};

const refusal = (errcode: number, errmsg: string): Reply => ({
  body: { errcode, errmsg: `${errmsg} rid: 63a1c0de-1f2e3d4c-5b6a7980` },
});

type Total = {
  readonly reads: number;
  readonly readers: number;
  readonly acts: Readonly<Record<string, number>>;
};

/**
 * WeChat's statistics of 公众号 articles: stable_token by account, errors with HTTP 200, requests by publish day, totals
 * by day up to yesterday from 08:00 on. `getarticletotal` counts times and follows an article for 7 days;
 * `getarticletotaldetail` counts persons, for 30. An article of fewer than three actions is left out.
 */
export const createWechat = (options: WechatOptions): PlatformSimulator => {
  const { world, clock } = options;
  const tokens = new Grants('68_');
  const current = new Map<string, { readonly token: string; readonly expiresAt: Instant }>();
  const forced = new Map<string, Instant[]>();
  const quota = new DailyQuota(options.perDay ?? 500);

  const issue = (account: string, now: Instant): Reply => {
    const expiresAt = now + TOKEN_MS;
    const token = tokens.issue(account, expiresAt);
    current.set(account, { token, expiresAt });
    return { body: { access_token: token, expires_in: TOKEN_MS / 1000 } };
  };

  const stableToken = ({ json }: Call): Reply => {
    const body = (json ?? {}) as Readonly<Record<string, unknown>>;
    const account = options.accounts.find(a => appOf(a).appid === body.appid);
    if (body.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
    if (account === undefined) return refusal(40013, 'invalid appid');
    if (body.secret !== appOf(account).secret) return refusal(40125, 'invalid appsecret');
    if (options.isUnlisted) return refusal(40164, 'invalid ip 203.0.113.7, not in whitelist');
    const now = clock.now();
    const known = current.get(account);
    if (body.force_refresh === true) {
      const today = (forced.get(account) ?? []).filter(at => beijingDay(at) === beijingDay(now));
      if (today.length >= FORCED_A_DAY) return refusal(45009, 'reach max api daily quota limit');
      if (today.some(at => now - at < FORCED_APART_MS)) return refusal(45011, 'api minute-quota reach limit');
      forced.set(account, [...today, now]);
      if (known) tokens.revoke(known.token);
      return issue(account, now);
    }
    if (!known || known.expiresAt - ROTATION_MS <= now) return issue(account, now);
    return {
      body: { access_token: known.token, expires_in: Math.floor((known.expiresAt - now) / 1000) },
    };
  };

  /** Totals at the end of a Beijing day. A person reads an article a quarter oftener than once. */
  const totalOf = (item: Item, day: string): Total => {
    const end = Date.parse(`${day}T00:00:00+08:00`) + DAY_MS;
    const count = (metric: 'likes' | 'comments' | 'shares' | 'favourites') =>
      world.count('wechat', item.externalId, metric, end);
    const reads = world.count('wechat', item.externalId, item.metric, end);
    return {
      reads,
      readers: item.metric === 'readers' ? reads : Math.floor(reads * 0.8),
      acts: {
        likes: count('likes'),
        comments: count('comments'),
        shares: count('shares'),
        favourites: count('favourites'),
      },
    };
  };
  const legacyDay = (item: Item, stat_date: string): unknown => {
    const { reads, readers, acts } = totalOf(item, stat_date);
    return {
      stat_date,
      target_user: 0,
      int_page_read_user: readers,
      int_page_read_count: reads,
      ori_page_read_user: 0,
      ori_page_read_count: 0,
      share_user: acts.shares,
      share_count: acts.shares,
      add_to_fav_user: acts.favourites,
      add_to_fav_count: acts.favourites,
    };
  };
  const detailDay = (item: Item, stat_date: string): unknown => {
    const { readers, acts } = totalOf(item, stat_date);
    return {
      stat_date,
      read_user: readers,
      read_user_source: [{ type: 99_999_999, value: readers }],
      share_user: acts.shares,
      zaikan_user: 0,
      like_user: acts.likes,
      comment_count: acts.comments,
      collection_user: acts.favourites,
      read_finish_rate: 0.41,
    };
  };

  /** Days from publication to the newest reported, as far as the interface follows an article. */
  const daysOf = (item: Item, newest: string, window: number): string[] => {
    const first = beijingMidnight(item.publishedAt);
    return Array.from({ length: window }, (_, i) => beijingDay(first + i * DAY_MS)).filter(
      day => day <= newest,
    );
  };
  const isSmall = (item: Item, day: string): boolean => {
    const { readers, acts } = totalOf(item, day);
    return readers + 2 * (acts.shares ?? 0) + (acts.favourites ?? 0) < LEAST_ACTIONS;
  };

  const statistics =
    (window: number, since: string, entry: (item: Item, days: readonly string[]) => unknown) =>
    ({ json }: Call, account: string, now: Instant): Reply => {
      const { begin_date, end_date } = (json ?? {}) as Readonly<Record<string, unknown>>;
      const isDay = (day: unknown): day is string => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day);
      if (!isDay(begin_date) || !isDay(end_date)) return refusal(61500, 'date format error');
      if (begin_date !== end_date || end_date >= beijingDay(now)) return refusal(61501, 'date range error');
      const yesterday = beijingDay(now - DAY_MS);
      if (begin_date === yesterday && beijingHours(now) % 24 < 8) return refusal(61503, 'data not ready');
      const isOver = Date.parse(begin_date) < Date.parse(beijingDay(now)) - window * DAY_MS;
      const newest = beijingHours(now) % 24 < 8 ? beijingDay(now - 2 * DAY_MS) : yesterday;
      const listed = world.items.filter(
        item =>
          item.platform === 'wechat' &&
          item.account === account &&
          beijingDay(item.publishedAt) === begin_date &&
          begin_date >= since &&
          !isOver &&
          world.state('wechat', item.externalId, now) === 'public' &&
          !isSmall(item, newest),
      );
      return {
        body: { is_delay: false, list: listed.map(item => entry(item, daysOf(item, newest, window))) },
      };
    };

  const msgid = ({ externalId }: Item): string => externalId.split(':').at(-1) ?? '';
  const common = (item: Item) => ({
    ref_date: beijingDay(item.publishedAt),
    msgid: msgid(item),
    title: item.title,
  });
  const contentUrl = ({ externalId }: Item): string => {
    const [, biz, mid, idx] = /^(.+):(\d+)_(\d+)$/.exec(externalId) ?? [];
    return `https://mp.weixin.qq.com/s?__biz=${biz}&mid=${mid}&idx=${idx}&sn=${hex(externalId, 32)}&chksm=${hex(`${externalId}/chksm`, 16)}#rd`;
  };

  const authorised =
    (answer: (call: Call, account: string, now: Instant) => Reply) =>
    (call: Call): Reply => {
      const now = clock.now();
      const token = call.query.get('access_token');
      if (call.method !== 'POST') return refusal(43002, 'require POST method');
      if (token === null || token === '') return refusal(41001, 'access_token missing');
      const grant = tokens.find(token);
      if (!grant) return refusal(40001, 'invalid credential, access_token is invalid or not latest');
      if (grant.expiresAt <= now) return refusal(42001, 'access_token expired');
      if (call.json === null) return refusal(47001, 'data format error');
      if (options.unverified?.includes(grant.account)) return refusal(48001, 'api unauthorized');
      if (!quota.spend(`${call.path} ${grant.account}`, now))
        return refusal(45009, 'reach max api daily quota limit');
      return answer(call, grant.account, now);
    };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    '/cgi-bin/stable_token': stableToken,
    '/datacube/getarticletotal': authorised(
      statistics(7, '2014-12-01', (item, days) => ({
        ...common(item),
        details: days.map(day => legacyDay(item, day)),
      })),
    ),
    '/datacube/getarticletotaldetail': authorised(
      statistics(30, '2025-11-01', (item, days) => ({
        ...common(item),
        publish_type: 0,
        content_url: contentUrl(item),
        detail_list: days.map(day => detailDay(item, day)),
      })),
    ),
  };
  return {
    handle: call => routes[call.path]?.(call) ?? { status: 404, body: '' },
    counters: new Set([
      'int_page_read_count',
      'int_page_read_user',
      'share_count',
      'add_to_fav_count',
      'read_user',
      'like_user',
      'comment_count',
      'collection_user',
    ]),
    tokenPaths: ['/cgi-bin/stable_token'],
  };
};
