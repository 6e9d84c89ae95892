import { z } from 'zod';
import { listedAccount } from '../account-id.ts';
import { type Discovery, defineCollector, type Links, type Refusal } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { Counter, DigitsAsNumber, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';
import { scripted } from '../script-text.ts';

/**
 * Sohu articles (搜狐号, www.sohu.com/a/{article}_{author}): reads in full, from the interface of Sohu's own author
 * pages, without a login. Our id is "{article}_{author}", because the page's address needs both; only the article's
 * number is asked for. The owner's back end (mp.sohu.com) states no per-item counter that is known.
 * Facts: two public readers of articles/pv agree (2021 to 2022); the author's list is still read publicly.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - one id a call; the name is plural, so several joined by a comma are likely (`batchSize` overrides it, and an id
 *   that does not come back then ends as absent);
 * - an article that is gone or unknown is missing from the answer, and ends as absent;
 * - `code` other than 200 is an error here as it is in the list.
 */
const ARTICLE_ID = /^(\d+)_\d+$/;

const numberOf = (externalId: string): string => {
  const found = ARTICLE_ID.exec(externalId)?.[1];
  if (found !== undefined) return found;
  throw new CollectorError(
    'config',
    `sohu: "${externalId}" is no article; write the two numbers of its address, such as 812345678_120000001`,
  );
};

const addressOf = (externalId: string): string => `https://www.sohu.com/a/${externalId}`;
const ON_PAGE = /\/a\/(\d+_\d+)(?:[/?]|$)/;

const refusal = (body: unknown): Refusal | null => {
  const code = numberAt(body, 'code');
  if (code === null || code === 200) return null;
  return {
    kind: 'refused',
    message: `code ${code} ${textAt(body, 'msg') || textAt(body, 'message')}`.trim(),
  };
};

const List = z.object({
  code: DigitsAsNumber,
  data: z.object({
    pcArticleVOS: z.array(
      z.looseObject({ title: z.string(), link: z.string(), publicTime: DigitsAsNumber.optional() }),
    ),
  }),
});

const ACCOUNT = /^\d+$/;

const discovery: Discovery<z.infer<typeof List>> = {
  account: ACCOUNT,
  request: page => {
    const author = listedAccount(page, {
      platform: 'sohu',
      form: ACCOUNT,
      what: 'the second number of an article’s address',
      variable: 'SOHU_AUTHOR_ID',
    });
    return { path: `/author-page-api/author-articles/pc/${encodeURIComponent(author)}`, query: { pNo: 1 } };
  },
  response: List,
  read: ({ data: { pcArticleVOS } }) =>
    pcArticleVOS.map(({ title, link, publicTime }) => {
      const externalId = ON_PAGE.exec(link)?.[1];
      if (externalId === undefined) {
        throw new CollectorError('shape', `sohu: no article's number in the link "${link}"`);
      }
      return {
        externalId,
        title,
        url: addressOf(externalId),
        publishedAt: publicTime ?? null,
        kind: 'article',
        metric: 'reads',
      };
    }),
  // Later pages want a digest that only Sohu's own pages should make: the newest page is all that is asked for.
  nextCursor: () => null,
};

const links: Links = {
  hosts: ['sohu.com', 'm.sohu.com'],
  recognise: ({ pathname }) => {
    const externalId = ON_PAGE.exec(pathname)?.[1];
    return externalId === undefined ? null : { externalId, metric: 'reads', kind: 'article' };
  },
  url: addressOf,
};

export default defineCollector({
  id: 'sohu-article',
  platform: 'sohu',
  name: { zh: '搜狐号文章', en: 'Sohu articles' },
  source: 'page',
  official: false,
  serves: ['reads'],
  metrics: ['reads'],
  baseUrl: 'https://v2.sohu.com',
  batchSize: 1,
  // No limit is published; its readers pause for 0.2 to 5 seconds.
  limits: { concurrency: 1, minIntervalMs: 1_000 },
  needs: [],
  options: ['SOHU_AUTHOR_ID'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '公开的作者页接口，阅读数为精确整数；账号列表只取最新一页。阅读规则平台未公布。',
      en: 'The author pages’ public interface, reads in full; of the author’s list only the newest page is read. The rule of a read is not published.',
    },
  },
  auth: null,
  request: ({ targets }) => ({
    path: '/author-page-api/articles/pv',
    query: { articleIds: targets.map(({ externalId }) => numberOf(externalId)).join(',') },
  }),
  refusal,
  // No envelope: an object from the article's number to its reads. Any other key is not an answer we know.
  response: scripted(z.record(z.string().regex(/^\d+$/, 'expected the number of an article'), z.unknown())),
  read: (reads, targets) =>
    targets.flatMap(({ externalId }) => {
      const id = numberOf(externalId);
      if (!Object.hasOwn(reads, id)) return [];
      return readItem(externalId, reads[id], Counter, count => ({
        externalId,
        status: 'read',
        values: { reads: count },
      }));
    }),
  links,
  discovery,
});
