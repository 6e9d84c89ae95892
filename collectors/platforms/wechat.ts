import { z } from 'zod';
import { DAY, HOUR, localDate } from '../../pipeline/days.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import {
  defineCollector,
  type Links,
  type Outcome,
  type Page,
  type RequestSpec,
  type Target,
} from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { DigitsAsNumber, IdText } from '../fields.ts';
import { readItem } from '../items.ts';
import { wechatAuth, wechatRefusal } from '../wechat-account.ts';

/**
 * WeChat 公众号, reads (times) of the account's own articles: `getarticletotal`, the one interface that counts times.
 * It is asked by day of publication, one day a request, and tells an article by `msgid` (push and place in it). The
 * platform no longer maintains it; its successor counts persons alone and is `wechat-readers`.
 * Facts: developers.weixin.qq.com (api_getstableaccesstoken, api_getarticletotal, commErrCode).
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - `mid` and `idx` of an article's link make its `msgid` (accounts number their pushes alike, so our id also has `__biz`);
 * - a day's numbers are totals since publication: numbers that halve from one day to another are increments, and fail;
 * - 100,001 is a mark of saturation here too;
 * - how often an account may ask in a day (the platform then answers 45009).
 */
const ZONE = 'Asia/Shanghai';

/** The newest day the platform speaks of: yesterday, and that from 08:00 on. */
export const newestDay = (now: Instant): string => localDate(now - 8 * HOUR - DAY, ZONE);

const dayOf = ({ publishedAt }: Target): string | null =>
  publishedAt === null ? null : localDate(publishedAt, ZONE);

/** Days on which targets were published, oldest first: those leave the window first. */
const daysOf = (targets: readonly Target[]): string[] =>
  [...new Set(targets.map(dayOf).filter(day => day !== null))].sort();

/** The day a page asks for. An article of today is in no list yet; alone, it is looked for in the newest there is. */
const askedDay = ({ targets, cursor, now }: Page): string => {
  const [oldest] = daysOf(targets);
  if (oldest === undefined) throw new CollectorError('config', `wechat: ${NO_TIME}`);
  const newest = newestDay(now);
  const isTooNew = oldest > newest;
  return cursor ?? (isTooNew ? newest : oldest);
};
const NO_TIME = 'no publish time in the catalogue, and the platform is asked by day of publication';

export const dayRequest = (path: string, day: string, { token }: Pick<Page, 'token'>): RequestSpec => ({
  method: 'POST',
  path,
  query: { access_token: String(token?.accessToken) },
  json: { begin_date: day, end_date: day },
});

/** A sweep of days: one request for each on which a target was published. */
export const sweepDays = (path: string) => ({
  request: (page: Page): RequestSpec => dayRequest(path, askedDay(page), page),
  nextCursor: (_: unknown, page: Page): string | null => {
    const asked = askedDay(page);
    return daysOf(page.targets).find(day => day > asked && day <= newestDay(page.now)) ?? null;
  },
});

export const Day = z.iso.date();
type Article = { readonly msgid: string; readonly ref_date: string };

/** Outcomes of the targets a day's list speaks of: those in it, and those that should be. */
export const readArticles = <Item>(
  list: readonly Article[],
  targets: readonly Target[],
  schema: z.ZodType<Item>,
  outcomeOf: (externalId: string, item: Item) => Outcome,
): Outcome[] => {
  const articles = new Map(list.map(article => [article.msgid, article]));
  const days = new Set(list.map(({ ref_date }) => ref_date));
  return targets.flatMap((target): Outcome[] => {
    const { externalId } = target;
    const article = articles.get(msgidOf(externalId));
    if (article) return [readItem(externalId, article, schema, item => outcomeOf(externalId, item))];
    const day = dayOf(target);
    if (day === null) return [{ externalId, status: 'failed', kind: 'config', reason: NO_TIME }];
    if (!days.has(day)) return [];
    const reason = `not in the list of ${day}: under 3 actions so far, deleted, or published on another day`;
    return [{ externalId, status: 'absent', reason }];
  });
};

/** `<__biz>:<mid>_<idx>`: the part that the account's own interface knows. */
const msgidOf = (externalId: string): string => externalId.slice(externalId.lastIndexOf(':') + 1);

type Totals = Readonly<Partial<Record<Metric, number>>>;

/** The totals of the newest day listed. */
export const newestTotals = <StatDay extends { readonly stat_date: string }>(
  externalId: string,
  days: readonly StatDay[],
  metric: Metric,
  totalsOf: (day: StatDay) => Totals,
): Outcome => {
  const newest = days.toSorted((a, b) => (a.stat_date < b.stat_date ? -1 : 1)).at(-1);
  if (!newest) return { externalId, status: 'absent', reason: 'no day of numbers is reported yet' };
  const values = totalsOf(newest);
  const most = Math.max(...days.map(day => totalsOf(day)[metric]).filter(value => value !== undefined));
  const last = values[metric];
  if (last !== undefined && last * 2 < most) {
    return {
      externalId,
      status: 'failed',
      kind: 'shape',
      reason: `${metric} of ${newest.stat_date} is ${last} after ${most}: that is no total since publication`,
      evidence: JSON.stringify(days).slice(0, 2_000),
    };
  }
  return { externalId, status: 'read', values };
};

/** Short links (`/s/<token>`) carry no id and lead to no address that does: they are not recognised. */
export const wechatLinks: Links = {
  hosts: ['mp.weixin.qq.com'],
  recognise: ({ pathname, searchParams }) => {
    const [biz, mid, idx] = ['__biz', 'mid', 'idx'].map(name => searchParams.get(name) ?? '');
    const externalId = `${biz}:${mid}_${idx}`;
    const isArticle = pathname === '/s' && /^[\w+/-]+=*:\d+_\d+$/.test(externalId);
    return isArticle ? { externalId, metric: 'reads', kind: 'article' } : null;
  },
  url: externalId => {
    const [, biz = '', mid = '', idx = ''] = /^(.*):(\d+)_(\d+)$/.exec(externalId) ?? [];
    return `https://mp.weixin.qq.com/s?${new URLSearchParams({ __biz: biz, mid, idx })}`;
  },
};

const Item = z.object({
  details: z.array(
    z.object({
      stat_date: Day,
      int_page_read_count: DigitsAsNumber.optional(),
      int_page_read_user: DigitsAsNumber.optional(),
      share_count: DigitsAsNumber.optional(),
      add_to_fav_count: DigitsAsNumber.optional(),
    }),
  ),
});

export const WECHAT = {
  platform: 'wechat',
  source: 'api',
  official: true,
  baseUrl: 'https://api.weixin.qq.com',
  batchSize: Number.POSITIVE_INFINITY,
  limits: { concurrency: 1, minIntervalMs: 500 },
  needs: [],
  auth: wechatAuth,
  refusal: wechatRefusal,
} as const;

export default defineCollector({
  ...WECHAT,
  id: 'wechat',
  name: { zh: '微信公众号', en: 'WeChat articles' },
  serves: ['reads'],
  metrics: ['reads', 'readers', 'shares', 'favourites'],
  capabilities: {
    strength: 'A',
    // Yesterday's totals come at 08:00: between 8 and 32 hours after the day they speak of has ended.
    delayHours: 32,
    lookBackDays: 7,
    note: {
      zh: '只累计发布后7天，次日8时出数，动作少于3次的文章不出现；接口官方已停止维护。账号授权码填写“AppID:AppSecret”。',
      en: 'Followed for 7 days, data of the day before from 08:00, none under 3 actions; no longer maintained by WeChat. The account’s code is "AppID:AppSecret".',
    },
  },
  displays: { reads: { rounding: 'unknown', plus: 'cap', capAt: 100_001 } },
  links: wechatLinks,
  ...sweepDays('/datacube/getarticletotal'),
  response: z.object({ list: z.array(z.looseObject({ msgid: IdText, ref_date: Day })) }),
  read: ({ list }, targets) =>
    readArticles(list, targets, Item, (externalId, { details }) =>
      newestTotals(externalId, details, 'reads', day => ({
        ...(day.int_page_read_count !== undefined && { reads: day.int_page_read_count }),
        ...(day.int_page_read_user !== undefined && { readers: day.int_page_read_user }),
        ...(day.share_count !== undefined && { shares: day.share_count }),
        ...(day.add_to_fav_count !== undefined && { favourites: day.add_to_fav_count }),
      })),
    ),
});
