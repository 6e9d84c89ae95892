import { z } from 'zod';
import { BeijingTime } from '../beijing-time.ts';
import { type Discovered, type Discovery, defineCollector, type Links, type Refusal } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { Counter, DigitsAsNumber, IdText } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Tencent, videos of an own 企鹅号 account: plays in full from the creator's back end (om.qq.com), swept page by page
 * with the session that the account's owner supplies: not official, and off unless the operator turns it on.
 * Facts: public clients of the back end agree (2019 to 2025).
 *
 * What is not read, and why: the open platform (api.om.qq.com) has interfaces of counts whose answers nobody has
 * described; the public pages of v.qq.com dropped play counts for 热度, an index, and what their old counters answer
 * may be frozen without a sign of it.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - an answer without `data`, or with a `code` other than 0, is an error with its text in `msg`; one that speaks of
 *   logging in is `auth`;
 * - one session sees one account. With a second account of Tencent its videos end as absent;
 * - how fast one may ask: one request a second;
 * - `pub_time` of the list of contents is a Beijing clock.
 */
export const OM = {
  platform: 'tencent',
  source: 'export',
  official: false,
  offByDefault: true,
  baseUrl: 'https://om.qq.com',
  batchSize: Number.POSITIVE_INFINITY,
  limits: { concurrency: 1, minIntervalMs: 1_000 },
  needs: ['TENCENT_OM_COOKIE'],
} as const;

const PAGE = 8;
const LISTED = 10;

export const omHeaders = (credentials: Readonly<Record<string, string>>): Record<string, string> => ({
  Cookie: String(credentials.TENCENT_OM_COOKIE),
});

export const omPage = (cursor: string | null): number => (cursor === null ? 1 : Number(cursor));

const Envelope = z.object({
  code: z.union([z.int(), z.string()]).optional(),
  msg: z.string().optional(),
  data: z.unknown().optional(),
});

export const omRefusal = (body: unknown): Refusal | null => {
  const { code, msg = '', data } = Envelope.safeParse(body).data ?? {};
  const isFine = code === undefined ? typeof data === 'object' && data !== null : String(code) === '0';
  if (isFine || (code === undefined && msg === '')) return null;
  const kind = /登录|登陆|login/i.test(msg) ? 'auth' : 'refused';
  return { kind, message: code === undefined ? msg : `code ${code} ${msg}`.trim() };
};

/** An empty page before the end that the answer itself states is no answer. */
export const omNext = (page: number, rows: number, pages: number): string | null => {
  if (page >= pages) return null;
  if (rows === 0) {
    throw new CollectorError('shape', `tencent: page ${page} of ${pages} is empty, though more are promised`);
  }
  return String(page + 1);
};

const Contents = z.object({
  data: z.object({
    totalNumber: DigitsAsNumber,
    articles: z.array(
      z.looseObject({
        article_id: IdText,
        title: z.string(),
        url: z.string(),
        pub_time: BeijingTime.optional(),
        vid: z.string().optional(),
      }),
    ),
  }),
});
type Content = z.infer<typeof Contents>['data']['articles'][number];

/** The account's list of contents holds articles and videos; each of the two collectors takes its own. */
export const omContents = (
  read: (content: Content) => Discovered | null,
): Discovery<z.infer<typeof Contents>> => ({
  request: ({ credentials, cursor }) => ({
    path: '/article/list',
    query: { index: omPage(cursor), category: '', search: '', source: '', num: LISTED, relogin: 1 },
    headers: omHeaders(credentials),
  }),
  response: Contents,
  read: ({ data: { articles } }) => articles.map(read).filter(found => found !== null),
  nextCursor: ({ data: { articles, totalNumber } }, { cursor }) =>
    omNext(omPage(cursor), articles.length, Math.ceil(totalNumber / LISTED)),
});

const Video = z.object({ newTotalPlayPv: Counter.optional() });

const ON_PAGE = /^\/x\/(?:page|cover\/\w+)\/(\w+)\.html$/;

const links: Links = {
  hosts: ['v.qq.com'],
  recognise: ({ pathname, searchParams }) => {
    const externalId = ON_PAGE.exec(pathname)?.[1] ?? /^\w+$/.exec(searchParams.get('vid') ?? '')?.[0];
    // A cover without a video is a whole series.
    return externalId === undefined ? null : { externalId, metric: 'plays', kind: 'clip' };
  },
  url: externalId => `https://v.qq.com/x/page/${externalId}.html`,
};

export default defineCollector({
  ...OM,
  id: 'tencent',
  name: { zh: '腾讯视频(企鹅号)', en: 'Tencent video (publisher back end)' },
  serves: ['plays'],
  metrics: ['plays'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '企鹅号后台，限自有账号，须由账号主人提供登录会话，默认关闭；公开页面只有热度（指数，不计入总量）。播放规则平台未公布。',
      en: 'The publisher back end: own account only, with a session its owner supplies, off by default. Public pages show heat only, an index that enters no total. The rule of a play is not published.',
    },
  },
  auth: null,
  request: ({ credentials, cursor }) => ({
    path: '/mstatistic/VideoData/MediaVideoList',
    query: { limit: PAGE, page: omPage(cursor), fields: '2|3', source: 0, relogin: 1 },
    headers: omHeaders(credentials),
  }),
  refusal: omRefusal,
  response: z.object({
    data: z.object({ total: DigitsAsNumber, list: z.array(z.looseObject({ vid: IdText })) }),
  }),
  read: ({ data: { list } }) =>
    list.map(video =>
      readItem(video.vid, video, Video, ({ newTotalPlayPv }) => ({
        externalId: video.vid,
        status: 'read',
        values: { ...(newTotalPlayPv !== undefined && { plays: newTotalPlayPv }) },
      })),
    ),
  nextCursor: ({ data: { list, total } }, { cursor }) =>
    omNext(omPage(cursor), list.length, Math.ceil(total / PAGE)),
  links,
  discovery: omContents(({ vid, title, pub_time }) =>
    vid === undefined || vid === ''
      ? null
      : {
          externalId: vid,
          title,
          url: links.url(vid),
          publishedAt: pub_time ?? null,
          kind: 'clip',
          metric: 'plays',
        },
  ),
});
