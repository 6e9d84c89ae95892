import { z } from 'zod';
import { listedAccount } from '../account-id.ts';
import { BeijingTime } from '../beijing-time.ts';
import { type Discovered, type Discovery, defineCollector, type Links, type Refusal } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { Counter, IdText, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * NetEase video, from the JSON that the news application reads without a login: one video a call, counts in full.
 * Facts: public readers of gw.m.163.com and of the subscription lists on c.m.163.com agree (2019 to 2024).
 * No reads of articles are shown anywhere but in the owner's back end, whose interface nobody has published: those
 * come by spreadsheet, so this collector takes videos only.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - `ptime` is a Beijing clock;
 * - `code` 0 without `data`, or HTTP 404 with a code of the interface's own, means that the video is gone or unknown:
 *   absent, never removed. A 404 that is a page may as well be an interface that moved, and fails.
 */

/** The envelope's code is a number here and a text in the comment interface. */
const Code = z.object({ code: z.union([z.int(), z.string()]) });

const refusal = (body: unknown, status: number): Refusal | 'answer' | null => {
  const code = Code.safeParse(body).data?.code;
  if (code === undefined || String(code) === '0') return null;
  if (status === 404) return 'answer';
  const said = textAt(body, 'message') || textAt(body, 'msg');
  return { kind: 'refused', message: `code ${code} ${said}`.trim() };
};

const Video = z.object({
  ptime: BeijingTime.optional(),
  // New and quiet videos may lack it or have null in its place: that is no zero.
  playCount: Counter.nullish(),
  replyCount: Counter.nullish(),
  voteCount: Counter.nullish(),
});

const isStated = <Value>(value: Value | null | undefined): value is Value =>
  value !== undefined && value !== null;

const Detail = z.object({
  code: z.union([z.int(), z.string()]),
  data: z.looseObject({ vid: IdText.optional() }).nullish(),
});

const PAGE = 20;
const LIST_HOST = 'https://c.m.163.com';

const List = z.object({
  tab_list: z.array(
    z.looseObject({
      title: z.string(),
      ptime: BeijingTime.optional(),
      videoID: z.string().min(1).optional(),
      skipID: z.string().min(1).optional(),
    }),
  ),
});

const discovered = ({
  title,
  ptime,
  videoID,
  skipID,
}: z.infer<typeof List>['tab_list'][number]): Discovered => {
  const externalId = videoID ?? skipID;
  if (externalId === undefined) {
    throw new CollectorError('shape', `netease: "${title}" stands in the list of videos without an id`);
  }
  return {
    externalId,
    title,
    url: addressOf(externalId),
    publishedAt: ptime ?? null,
    kind: 'clip',
    metric: 'plays',
  };
};

/** c.m.163.com/news/sub/{tid}.html */
const ACCOUNT = /^T\d{13}$/;

const offsetOf = (cursor: string | null): number => (cursor === null ? 0 : Number(cursor));

const discovery: Discovery<z.infer<typeof List>> = {
  baseUrl: LIST_HOST,
  account: ACCOUNT,
  request: page => {
    const tid = listedAccount(page, {
      platform: 'netease',
      form: ACCOUNT,
      what: 'the T and 13 digits of its page',
      variable: 'NETEASE_TID',
    });
    const from = offsetOf(page.cursor);
    return { path: `/nc/subscribe/list/${encodeURIComponent(tid)}/video/${from}-${PAGE}.html` };
  },
  response: List,
  read: ({ tab_list }) => tab_list.map(discovered),
  // Only an empty page is the end: pages may come short in the middle.
  nextCursor: ({ tab_list }, { cursor }) => (tab_list.length === 0 ? null : String(offsetOf(cursor) + PAGE)),
};

const VIDEO_ID = /^V[A-Z0-9]{8}$/;
const ON_VIDEO_PAGE = /\/(?:news\/v|v\/video|static\/1)\/(V[A-Z0-9]{8})\.html$/;
const ON_ARTICLE_PAGE = /\/(?:article|article\/detail|news\/a)\/([A-Z0-9]{16})\.html$/;

const addressOf = (externalId: string): string =>
  VIDEO_ID.test(externalId)
    ? `https://www.163.com/v/video/${externalId}.html`
    : `https://www.163.com/dy/article/${externalId}.html`;

const links: Links = {
  hosts: ['163.com', 'c.m.163.com', 'm.163.com', '3g.163.com', 'v.163.com', 'dy.163.com', '163.lu'],
  recognise: ({ hostname, pathname }) => {
    if (hostname === '163.lu') return { follow: true };
    const vid = ON_VIDEO_PAGE.exec(pathname)?.[1];
    if (vid !== undefined) return { externalId: vid, metric: 'plays', kind: 'clip' };
    const docid = ON_ARTICLE_PAGE.exec(pathname)?.[1];
    return docid === undefined ? null : { externalId: docid, metric: 'reads', kind: 'article' };
  },
  url: addressOf,
};

export default defineCollector({
  id: 'netease',
  platform: 'netease',
  name: { zh: '网易视频', en: 'NetEase video' },
  source: 'page',
  official: false,
  serves: ['plays'],
  metrics: ['plays', 'comments', 'likes'],
  baseUrl: 'https://gw.m.163.com',
  batchSize: 1,
  // No limit is published; its readers pause for two seconds.
  limits: { concurrency: 1, minIntervalMs: 2_000 },
  needs: [],
  options: ['NETEASE_TID'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '公开的客户端接口，只有视频有播放数；文章阅读数仅后台可见，请用合作方表格。播放规则平台未公布。',
      en: 'The application’s public interface: videos only. Reads of articles are shown to owners alone and come by spreadsheet; the rule of a play is not published.',
    },
  },
  auth: null,
  request: ({ targets: [target] }) => {
    if (!target) throw new CollectorError('config', 'netease: asked for no video');
    return { path: `/nc-gateway/api/v1/video/detail/${encodeURIComponent(target.externalId)}` };
  },
  refusal,
  response: Detail,
  read: ({ code, data }, targets) =>
    targets.map(({ externalId }) => {
      if (data === null || data === undefined) {
        return { externalId, status: 'absent', reason: `code ${code} without data: gone or unknown` };
      }
      if (data.vid !== undefined && data.vid !== externalId) {
        throw new CollectorError(
          'shape',
          `netease: asked for video ${externalId} and was answered about ${data.vid}`,
        );
      }
      return readItem(externalId, data, Video, ({ ptime, playCount, replyCount, voteCount }) => ({
        externalId,
        status: 'read',
        values: {
          ...(isStated(playCount) && { plays: playCount }),
          ...(isStated(replyCount) && { comments: replyCount }),
          ...(isStated(voteCount) && { likes: voteCount }),
        },
        ...(ptime !== undefined && { publishedAt: ptime }),
      }));
    }),
  links,
  discovery,
});
