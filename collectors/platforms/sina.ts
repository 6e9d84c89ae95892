import { z } from 'zod';
import { defineCollector, type Links } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { Counter, DigitsAsNumber, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Sina news and 看点 articles: the number of comments, the one counter Sina shows without a login. Reads and plays are
 * in the owner's back end (mp.sina.com.cn), whose interface nobody has published, and come by spreadsheet: so this
 * collector takes only placements that are counted by their comments. Sina's videos of today are Weibo videos.
 * Facts: eight public readers of comment.sina.com.cn/page/info agree (2016 to 2021).
 *
 * An id is "comos-{x}" of news.sina.com.cn, asked for in channel `gn`; "{uid}-{aid}" of 看点, in channel `mp`; or
 * "{channel}:{newsid}" for a page of any other channel, as its own meta tags name it.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - a status code other than 0 is an error;
 * - 0 is also the answer for a deleted or unknown article and for a wrong channel, so it is absent and never a zero;
 * - news.sina.com.cn/doc-i{x}.shtml finds an article without its day (used in links for people only).
 */
const COUNTED_IN = [
  [/^comos-[a-z0-9]+$/, 'gn'],
  [/^\d+-[0-9a-z]+$/, 'mp'],
] as const;
const WITH_CHANNEL = /^([a-z]{2}):([\w-]+)$/;

const addressed = (externalId: string): { readonly channel: string; readonly newsid: string } => {
  const [, channel, newsid] = WITH_CHANNEL.exec(externalId) ?? [];
  if (channel !== undefined && newsid !== undefined) return { channel, newsid };
  const known = COUNTED_IN.find(([shape]) => shape.test(externalId));
  if (known) return { channel: known[1], newsid: externalId };
  throw new CollectorError(
    'config',
    `sina: "${externalId}" is no article; write comos-…, {uid}-{aid}, or {channel}:{newsid}`,
  );
};

const NEWS_PAGE = /\/(?:doc|detail)-i([a-z0-9]+)\.(?:s?html|d\.html)$/;
const KANDIAN_PAGE = /^\/article_(\d+)_([0-9a-z]+)\.html$/;
const VIDEO_PAGE = /^\/view\/(\d+)\.html$/;

const links: Links = {
  hosts: [
    ...['news.sina.com.cn', 'news.sina.cn', 'finance.sina.com.cn', 'tech.sina.com.cn', 'ent.sina.com.cn'],
    ...['sports.sina.com.cn', 'edu.sina.com.cn', 'tj.sina.com.cn'],
    ...['k.sina.com.cn', 'k.sina.cn', 'video.sina.com.cn'],
  ],
  recognise: ({ hostname, pathname }) => {
    if (hostname === 'video.sina.com.cn') {
      const video = VIDEO_PAGE.exec(pathname)?.[1];
      return video === undefined ? null : { externalId: video, metric: 'plays', kind: 'clip' };
    }
    const news = NEWS_PAGE.exec(pathname)?.[1];
    if (news !== undefined) return { externalId: `comos-${news}`, metric: 'reads', kind: 'article' };
    const [, uid, aid] = KANDIAN_PAGE.exec(pathname) ?? [];
    return uid === undefined ? null : { externalId: `${uid}-${aid}`, metric: 'reads', kind: 'article' };
  },
  url: externalId => {
    if (/^\d+$/.test(externalId)) return `https://video.sina.com.cn/view/${externalId}.html`;
    const { newsid } = addressed(externalId);
    return newsid.startsWith('comos-')
      ? `https://news.sina.com.cn/doc-i${newsid.slice('comos-'.length)}.shtml`
      : `https://k.sina.com.cn/article_${newsid.replace('-', '_')}.html`;
  },
};

const Total = z.object({ total: Counter });

export default defineCollector({
  id: 'sina',
  platform: 'sina',
  name: { zh: '新浪', en: 'Sina' },
  source: 'page',
  official: false,
  serves: ['comments'],
  metrics: ['comments'],
  baseUrl: 'https://comment.sina.com.cn',
  batchSize: 1,
  // No limit is published: at the pace of a reader turning pages.
  limits: { concurrency: 1, minIntervalMs: 1_000 },
  needs: [],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '公开接口只有评论数；阅读和播放仅后台可见，请用合作方表格。',
      en: 'The public interface states comments only; reads and plays are shown to owners alone and come by spreadsheet.',
    },
  },
  auth: null,
  request: ({ targets: [target] }) => {
    if (!target) throw new CollectorError('config', 'sina: asked for no article');
    return {
      path: '/page/info',
      // Without ie and oe the answer is GBK.
      query: {
        version: 1,
        format: 'json',
        ...addressed(target.externalId),
        page: 1,
        page_size: 3,
        ie: 'utf-8',
        oe: 'utf-8',
      },
    };
  },
  refusal: body => {
    const code = numberAt(body, 'result', 'status', 'code');
    if (code === null || code === 0) return null;
    return { kind: 'refused', message: `code ${code} ${textAt(body, 'result', 'status', 'msg')}`.trim() };
  },
  response: z.object({
    result: z.object({ status: z.object({ code: DigitsAsNumber }), count: z.looseObject({}) }),
  }),
  read: ({ result }, targets) =>
    targets.map(({ externalId }) =>
      readItem(externalId, result.count, Total, ({ total }) =>
        Number(total) === 0
          ? {
              externalId,
              status: 'absent',
              reason: 'total 0: no comments, or an article or channel that Sina does not know',
            }
          : { externalId, status: 'read', values: { comments: total } },
      ),
    ),
  links,
});
