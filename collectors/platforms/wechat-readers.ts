import { z } from 'zod';
import { DAY, HOUR, localDate, startOfDay } from '../../pipeline/days.ts';
import { type Discovered, type Discovery, defineCollector } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { DigitsAsNumber, IdText } from '../fields.ts';
import {
  Day,
  dayRequest,
  newestDay,
  newestTotals,
  readArticles,
  sweepDays,
  WECHAT,
  wechatLinks,
} from './wechat.ts';

/**
 * WeChat 公众号, readers (persons) of the account's own articles: `getarticletotaldetail`, which replaced the interfaces
 * that count times. `read_user` is a number of distinct persons since publication: it is no count of reads and is never
 * added to one, nor over days. Data that are late (`is_delay`) state the totals of an earlier day, which hold as well.
 * Facts: developers.weixin.qq.com (api_getarticletotaldetail); data begin on 1 November 2025.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - a day's numbers are totals since publication (the documentation says so, some clients add them up as increments):
 *   numbers that halve from one day to another are increments, and fail;
 * - several publish days in one request: never asked, so one day each;
 * - `title` and `content_url` stand beside an article, and the link's `mid` and `idx` make its `msgid`: a list of new
 *   articles without them is refused;
 * - rates, times and `praise_money` have no confirmed unit and are not read; `share_user` and `zaikan_user` are persons
 *   or acts we have no metric for.
 */
const PATH = '/datacube/getarticletotaldetail';
const ZONE = 'Asia/Shanghai';
/** New articles are looked for on so many days back: each costs a request. */
const DISCOVERY_DAYS = 7;

const Item = z.object({
  detail_list: z.array(
    z.object({
      stat_date: Day,
      read_user: DigitsAsNumber.optional(),
      like_user: DigitsAsNumber.optional(),
      comment_count: DigitsAsNumber.optional(),
      collection_user: DigitsAsNumber.optional(),
    }),
  ),
});

const NewArticle = z.object({
  msgid: IdText,
  ref_date: Day,
  title: z.string().min(1),
  content_url: z.url(),
});

const discovered = ({ msgid, ref_date, title, content_url }: z.infer<typeof NewArticle>): Discovered => {
  const link = wechatLinks.recognise(new URL(content_url));
  if (link === null || !('externalId' in link) || !link.externalId.endsWith(`:${msgid}`)) {
    throw new CollectorError(
      'shape',
      `wechat: article ${msgid} has a link that says otherwise: ${content_url}`,
    );
  }
  return {
    externalId: link.externalId,
    title,
    url: content_url,
    // Only the day is stated; its beginning stands for it, because articles are asked for by that day.
    publishedAt: startOfDay(ref_date, ZONE),
    kind: 'article',
    metric: 'readers',
  };
};

const dayBefore = (day: string): string => localDate(startOfDay(day, ZONE) - 12 * HOUR, ZONE);

const discovery: Discovery<{ readonly list: readonly z.infer<typeof NewArticle>[] }> = {
  request: ({ token, cursor, now }) => dayRequest(PATH, cursor ?? newestDay(now), { token }),
  response: z.object({ list: z.array(NewArticle) }),
  read: ({ list }) => list.map(discovered),
  nextCursor: (_, { cursor, now }) => {
    const day = dayBefore(cursor ?? newestDay(now));
    return day > newestDay(now - DISCOVERY_DAYS * DAY) ? day : null;
  },
};

export default defineCollector({
  ...WECHAT,
  id: 'wechat-readers',
  name: { zh: '微信公众号阅读人数', en: 'WeChat article readers' },
  serves: ['readers'],
  metrics: ['readers', 'likes', 'comments', 'favourites'],
  capabilities: {
    strength: 'A',
    // Yesterday's totals come at 08:00: between 8 and 32 hours after the day they speak of has ended.
    delayHours: 32,
    lookBackDays: 30,
    note: {
      zh: '阅读人数不是阅读次数，不计入总量；累计发布后30天，次日8时出数，数据自2025年11月1日起。',
      en: 'Persons, not reads, and in no total; followed for 30 days, data of the day before from 08:00, since 1 November 2025.',
    },
  },
  discovery,
  ...sweepDays(PATH),
  response: z.object({ list: z.array(z.looseObject({ msgid: IdText, ref_date: Day })) }),
  read: ({ list }, targets) =>
    readArticles(list, targets, Item, (externalId, { detail_list }) =>
      newestTotals(externalId, detail_list, 'readers', day => ({
        ...(day.read_user !== undefined && { readers: day.read_user }),
        ...(day.like_user !== undefined && { likes: day.like_user }),
        ...(day.comment_count !== undefined && { comments: day.comment_count }),
        ...(day.collection_user !== undefined && { favourites: day.collection_user }),
      })),
    ),
});
