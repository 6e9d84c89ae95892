import { z } from 'zod';
import { defineCollector, type Links, type Outcome, type Refusal } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { Digits, DigitsAsNumber, IdText } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Zhihu, plays of videos: the public detail of one zvideo, which needs neither login nor signature. Zhihu publishes no
 * documentation, so this is unofficial. Answers and articles show votes and comments in public, no reads: those are in
 * the owner's creator centre alone (`zhihu-creations`).
 * Facts: yt-dlp `extractor/zhihu.py`, MediaCrawler `media_platform/zhihu`.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the detail still answers without a signature: a call that needs one is refused with code 10003, and ends the run;
 * - a deleted video is HTTP 404 with Zhihu's own error object: a 404 without it is an interface that has moved;
 * - "updating" and "unnormal_by_…" may stand in place of a number, as they do in the creator centre: no value, not zero.
 *
 * `voteup_count` (赞同) and `liked_count` (喜欢) are different counters; `likes` is 喜欢, 赞同 is not read.
 */

/** A number, or what stands in its place; `null` and nothing are not stated. */
export const ZhihuCount = z
  .union([Digits, z.enum(['updating', 'unnormal_by_level', 'unnormal_by_pv'])])
  .nullish()
  .transform(count => (count === null ? undefined : count));

const Failure = z.looseObject({ code: z.int().optional(), message: z.string().optional() });
const SaidWithin = z.looseObject({ error: Failure });
/** The same inside HTTP 200. */
const SaidBare = z.looseObject({ code: z.union([z.literal(401), z.literal(403)]), msg: z.string() });

export const NEEDS_SIGNATURE = 10003;

type Said = { readonly code: number | null; readonly message: string };

const saidOf = (body: unknown): Said | null => {
  const within = SaidWithin.safeParse(body);
  if (within.success) {
    const { code = null, message = '' } = within.data.error;
    return { code, message };
  }
  const bare = SaidBare.safeParse(body);
  return bare.success ? { code: bare.data.code, message: bare.data.msg } : null;
};

/**
 * What an error answer means. Each that is no fault of one item is of kind `auth`, so that the account is left alone
 * for this run.
 * @param hint what to do about a login that is asked for
 */
export const zhihuRefusal = (body: unknown, status: number, hint: string): Refusal | null => {
  const said = saidOf(body);
  const text =
    said === null ? `HTTP ${status}` : [`code ${said.code}`, said.message].filter(Boolean).join(' ');
  if (said?.code === NEEDS_SIGNATURE) {
    return {
      kind: 'auth',
      message: `${text}: Zhihu asks for its own script's signature, which is not imitated; take these figures by spreadsheet`,
    };
  }
  if (status === 429) {
    return {
      kind: 'rate-limited',
      message: `${text}: asked too often; this account is left alone tonight`,
      // To go on asking is what it blocks for.
      transient: false,
    };
  }
  if (status === 401 || status === 403 || said?.code === 401 || said?.code === 403) {
    return { kind: 'auth', message: `${text}: ${hint}` };
  }
  return said === null ? null : { kind: 'refused', message: text };
};

const DETAIL = /^\d+$/;

/** Ids: a zvideo's digits, `article:<digits>`, `answer:<digits>`; they are numbered apart. */
export const zhihuLinks: Links = {
  hosts: ['zhihu.com', 'zhuanlan.zhihu.com'],
  recognise: ({ pathname }) => {
    const idAfter = (path: RegExp): string | undefined => path.exec(pathname)?.[1];
    const video = idAfter(/^\/zvideo\/(\d+)\/?$/);
    if (video !== undefined) return { externalId: video, metric: 'plays', kind: 'clip' };
    const article = idAfter(/^\/p\/(\d+)\/?$/);
    if (article !== undefined) return { externalId: `article:${article}`, metric: 'reads', kind: 'article' };
    const answer = idAfter(/^(?:\/question\/\d+)?\/answer\/(\d+)\/?$/);
    return answer === undefined ? null : { externalId: `answer:${answer}`, metric: 'reads', kind: 'article' };
  },
  url: externalId => {
    const [type, id] = externalId.includes(':') ? externalId.split(':') : ['zvideo', externalId];
    if (type === 'article') return `https://zhuanlan.zhihu.com/p/${id}`;
    return `https://www.zhihu.com/${type}/${id}`;
  },
};

const Video = z.object({
  play_count: ZhihuCount,
  liked_count: ZhihuCount,
  comment_count: ZhihuCount,
  published_at: DigitsAsNumber.optional(),
});

const outcomeOf = (externalId: string, video: z.infer<typeof Video>): Outcome => {
  const { play_count, liked_count, comment_count, published_at } = video;
  return {
    externalId,
    status: 'read',
    values: {
      ...(play_count !== undefined && { plays: play_count }),
      ...(liked_count !== undefined && { likes: liked_count }),
      ...(comment_count !== undefined && { comments: comment_count }),
    },
    ...(published_at !== undefined && { publishedAt: published_at * 1000 }),
  };
};

export default defineCollector({
  id: 'zhihu',
  platform: 'zhihu',
  name: { zh: '知乎视频', en: 'Zhihu videos' },
  source: 'page',
  official: false,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments'],
  baseUrl: 'https://www.zhihu.com',
  batchSize: 1,
  limits: { concurrency: 1, minIntervalMs: 2_000 },
  needs: [],
  auth: null,
  capabilities: {
    strength: 'C',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '非官方：读取公开的视频详情；回答与文章没有公开阅读数；播放规则平台未公布。',
      en: 'Unofficial: the public detail of a video. Answers and articles have no public reads; the rule is not published.',
    },
  },
  links: zhihuLinks,
  request: ({ targets }) => {
    const [target] = targets;
    if (!target || !DETAIL.test(target.externalId)) {
      throw new CollectorError('config', `zhihu: "${target?.externalId}" is no id of a zvideo (digits)`);
    }
    return { path: `/api/v4/zvideos/${target.externalId}` };
  },
  refusal: (body, status) => {
    const isAboutItem = status === 404 && SaidWithin.safeParse(body).success;
    return isAboutItem
      ? 'answer'
      : zhihuRefusal(
          body,
          status,
          'it suspects a robot or wants a login; this account is left alone tonight',
        );
  },
  response: z.union([z.looseObject({ id: IdText }), SaidWithin]),
  read: (body, targets) =>
    targets.map(({ externalId }): Outcome => {
      const parsed = z.looseObject({ id: IdText }).safeParse(body);
      if (!parsed.success) {
        const said = saidOf(body);
        return { externalId, status: 'removed', reason: `HTTP 404 ${said?.message ?? ''}`.trim() };
      }
      if (parsed.data.id !== externalId) {
        throw new CollectorError(
          'shape',
          `zhihu: asked for video ${externalId} and was answered about ${parsed.data.id}`,
        );
      }
      return readItem(externalId, body, Video, video => outcomeOf(externalId, video));
    }),
});
