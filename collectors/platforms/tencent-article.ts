import { z } from 'zod';
import { defineCollector, type Links } from '../contract.ts';
import { Counter, DigitsAsNumber, IdText } from '../fields.ts';
import { readItem } from '../items.ts';
import { OM, omContents, omHeaders, omNext, omPage, omRefusal } from './tencent.ts';

/**
 * Tencent, articles of an own 企鹅号 account: reads in full from the creator's back end, swept page by page, with the
 * session and under the conditions of `tencent.ts`. The public pages of Tencent News state no count of reads.
 * Our id is the back end's: the article's number in its address (20221205A06ARB00) without the two zeros at its end.
 * Facts: a public client of the back end (2019 to 2020).
 *
 * Unconfirmed, beside what `tencent.ts` names:
 * - the list of statistics reaches back to the account's first article;
 * - whether its `articleId` carries the two zeros: both are understood.
 */
const PAGE = 8;

/** The letter after the day tells the kind: A an article, V a video, whose own id no address holds. */
const ON_PAGE = /^\/(?:rain\/a|a|k|s|omn\/\d{8})\/(\d{8}A[A-Z0-9]{5})00(?:\.html)?$/;
const WITH_ZEROS = /^(\d{8}[A-Z][A-Z0-9]{5})00$/;
const backEndId = (id: string): string => WITH_ZEROS.exec(id)?.[1] ?? id;

const links: Links = {
  hosts: ['news.qq.com', 'new.qq.com', 'view.inews.qq.com', 'kuaibao.qq.com'],
  recognise: ({ pathname }) => {
    const externalId = ON_PAGE.exec(pathname)?.[1];
    return externalId === undefined ? null : { externalId, metric: 'reads', kind: 'article' };
  },
  url: externalId => `https://news.qq.com/rain/a/${externalId}00`,
};

const Article = z.object({ read: Counter.optional() });

export default defineCollector({
  ...OM,
  id: 'tencent-article',
  name: { zh: '腾讯新闻文章(企鹅号)', en: 'Tencent articles (publisher back end)' },
  serves: ['reads'],
  metrics: ['reads'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '企鹅号后台，限自有账号，须由账号主人提供登录会话，默认关闭。阅读规则平台未公布。',
      en: 'The publisher back end: own account only, with a session its owner supplies, off by default. The rule of a read is not published.',
    },
  },
  auth: null,
  request: ({ credentials, cursor }) => ({
    path: '/mstatistic/statistic/ArticleReal',
    query: { page: omPage(cursor), num: PAGE, relogin: 1 },
    headers: omHeaders(credentials),
  }),
  refusal: omRefusal,
  response: z.object({
    data: z.object({ totalPage: DigitsAsNumber, statistic: z.array(z.looseObject({ articleId: IdText })) }),
  }),
  read: ({ data: { statistic } }) =>
    statistic.map(article => {
      const externalId = backEndId(article.articleId);
      return readItem(externalId, article, Article, ({ read }) => ({
        externalId,
        status: 'read',
        values: { ...(read !== undefined && { reads: read }) },
      }));
    }),
  nextCursor: ({ data: { statistic, totalPage } }, { cursor }) =>
    omNext(omPage(cursor), statistic.length, totalPage),
  links,
  discovery: omContents(({ article_id, vid, title, pub_time }) => {
    if (vid !== undefined && vid !== '') return null;
    const externalId = backEndId(article_id);
    return {
      externalId,
      title,
      url: links.url(externalId),
      publishedAt: pub_time ?? null,
      kind: 'article',
      metric: 'reads',
    };
  }),
});
