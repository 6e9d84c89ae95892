import { z } from 'zod';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { type Discovered, type Discovery, defineCollector, type Outcome, type Page } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { DigitsAsNumber, IdText, textAt } from '../fields.ts';
import { readItem } from '../items.ts';
import { ZhihuCount, zhihuLinks, zhihuRefusal } from './zhihu.ts';

/**
 * Zhihu creator centre (创作中心): reads of the owner's own articles and answers, plays of the own videos, swept through
 * the list of creations. An owner's web back-end: unofficial, off by default, and read with the session that the owner
 * puts in ZHIHU_SESSION (the value of the browser's Cookie header on www.zhihu.com). One session is one account.
 * Facts: zhixi `src/api/zhihu-creations.ts`, `src/shared/api-types.ts` and other public tools of 2026.
 *
 * An expired login may answer with HTTP 200 and nothing in it. So each sweep first asks whose session it is
 * (`/api/v4/me`), and a list without a single creation is a refusal, not an answer.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the session alone is enough: a call that needs a signature is refused with code 10003, and ends the run;
 * - the list ends where `is_end` says so (`totals` has a rival, `totals_real`, and is not relied on);
 * - what `view_count` of a pin counts: pins are not read.
 */
const PAGE = 20;

/** Which counter counts, by type of creation. */
const COUNTED = {
  article: { metric: 'reads', kind: 'article' },
  answer: { metric: 'reads', kind: 'article' },
  zvideo: { metric: 'plays', kind: 'clip' },
} as const;
type Type = keyof typeof COUNTED;
const isCounted = (type: string): type is Type => Object.hasOwn(COUNTED, type);

const Me = z.looseObject({ url_token: z.string().min(1) });
const Creation = z.looseObject({ type: z.string().min(1), data: z.looseObject({ id: IdText }) });
const List = z.looseObject({
  paging: z.looseObject({ is_end: z.boolean() }),
  data: z.array(Creation),
});
type List = z.infer<typeof List>;

const isList = (body: unknown): body is List => List.safeParse(body).success;

const Reaction = z.object({
  data: z.looseObject({ created_time: DigitsAsNumber }),
  reaction: z.looseObject({
    read_count: ZhihuCount,
    play_count: ZhihuCount,
    like_count: ZhihuCount,
    comment_count: ZhihuCount,
    collect_count: ZhihuCount,
  }),
});

const idOf = (type: Type, id: string): string => (type === 'zvideo' ? id : `${type}:${id}`);

const outcomeOf = (
  externalId: string,
  metric: Metric,
  { data, reaction }: z.infer<typeof Reaction>,
): Outcome => {
  // The other counter stands there as a 0 that means "does not apply".
  const counted = metric === 'plays' ? reaction.play_count : reaction.read_count;
  return {
    externalId,
    status: 'read',
    values: {
      ...(counted !== undefined && { [metric]: counted }),
      ...(reaction.like_count !== undefined && { likes: reaction.like_count }),
      ...(reaction.comment_count !== undefined && { comments: reaction.comment_count }),
      ...(reaction.collect_count !== undefined && { favourites: reaction.collect_count }),
    },
    publishedAt: data.created_time * 1000,
  };
};

type Asking = Pick<Page, 'credentials' | 'cursor'>;

const request = (offset: string, { credentials }: Asking) => ({
  path: '/api/v4/creators/creations/v2/all',
  query: { start: 0, end: 0, limit: PAGE, offset, need_co_creation: 1, sort_type: 'created' },
  headers: session({ credentials }),
});
const session = ({ credentials }: Pick<Page, 'credentials'>): Record<string, string> => ({
  cookie: String(credentials.ZHIHU_SESSION),
});

/** The next offset of the list; null after its last page. */
const nextOffset = ({ paging, data }: List, offset: string): string | null => {
  const read = Number(offset) + data.length;
  if (read === 0) {
    throw new CollectorError(
      'auth',
      'zhihu: the creator centre lists nothing at all: its session may have ended',
    );
  }
  if (paging.is_end) return null;
  if (data.length > 0) return String(read);
  throw new CollectorError(
    'shape',
    `zhihu: the list says that it goes on after ${read} creations, and is empty`,
  );
};

/** An item of the list as something new. Where it has no title, its link stands for it. */
const Found = Creation.extend({
  data: z.looseObject({ id: IdText, title: z.string().optional(), created_time: DigitsAsNumber }),
});
const FoundList = List.extend({ data: z.array(Found) });

const discovered = ({ type, data }: z.infer<typeof Found>): Discovered[] => {
  if (!isCounted(type)) return [];
  const externalId = idOf(type, data.id);
  const url = zhihuLinks.url(externalId);
  return [
    { externalId, title: data.title || url, url, publishedAt: data.created_time * 1000, ...COUNTED[type] },
  ];
};

const discovery: Discovery<z.infer<typeof FoundList>> = {
  request: page => request(page.cursor ?? '0', page),
  response: FoundList,
  read: ({ data }) => data.flatMap(discovered),
  nextCursor: (body, { cursor }) => nextOffset(body, cursor ?? '0'),
};

export default defineCollector({
  id: 'zhihu-creations',
  platform: 'zhihu',
  name: { zh: '知乎创作中心', en: 'Zhihu creator centre' },
  source: 'export',
  official: false,
  offByDefault: true,
  serves: ['reads', 'plays'],
  metrics: ['reads', 'plays', 'likes', 'comments', 'favourites'],
  baseUrl: 'https://www.zhihu.com',
  batchSize: Number.POSITIVE_INFINITY,
  limits: { concurrency: 1, minIntervalMs: 2_000 },
  needs: ['ZHIHU_SESSION'],
  options: ['ZHIHU_URL_TOKEN'],
  auth: null,
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '非官方：账号后台，默认关闭；由账号所有者自愿提供登录会话（ZHIHU_SESSION）；可用 ZHIHU_URL_TOKEN 核对账号。',
      en: "Unofficial: the owner's back-end, off by default; with a session the owner supplies (ZHIHU_SESSION); ZHIHU_URL_TOKEN checks whose it is.",
    },
  },
  discovery,
  request: page =>
    page.cursor === null
      ? { path: '/api/v4/me', query: { include: 'url_token' }, headers: session(page) }
      : request(page.cursor, page),
  refusal: (body, status) =>
    zhihuRefusal(
      body,
      status,
      'the session has ended or is suspected; its owner signs in again and sets ZHIHU_SESSION',
    ),
  response: z.union([List, Me]),
  read: body => {
    if (!isList(body)) return [];
    return body.data.flatMap((creation): Outcome[] => {
      const { type, data } = creation;
      if (!isCounted(type)) return [];
      const externalId = idOf(type, data.id);
      const { metric } = COUNTED[type];
      return [readItem(externalId, creation, Reaction, known => outcomeOf(externalId, metric, known))];
    });
  },
  nextCursor: (body, { cursor, credentials }) => {
    if (isList(body)) return nextOffset(body, String(cursor));
    const expected = credentials.ZHIHU_URL_TOKEN;
    const found = textAt(body, 'url_token');
    if (expected === undefined || expected === found) return '0';
    throw new CollectorError(
      'auth',
      `zhihu: the session is that of "${found}", not of "${expected}" (ZHIHU_URL_TOKEN)`,
    );
  },
});
