import { z } from 'zod';
import { IdText, numberAt, textAt } from '../fields.ts';
import { defineHotList } from '../hot-list.ts';

/**
 * Zhihu 热榜 as public clients read it, without the signature that other lists ask for. Unofficial: no document speaks
 * of it; where it asks for a signature or a login, the list is not to be had.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the order of `data` is the rank, and `detail_text` ("1234 万热度") the index;
 * - the list states no time of its own.
 */
export default defineHotList({
  id: 'zhihu-hot',
  platform: 'zhihu',
  name: { zh: '知乎热榜', en: 'Zhihu hot list' },
  official: false,
  baseUrl: 'https://www.zhihu.com',
  needs: [],
  limits: { concurrency: 1, minIntervalMs: 5_000 },
  auth: null,
  request: () => ({ path: '/api/v3/feed/topstory/hot-lists/total', query: { limit: 50 } }),
  refusal: (body, status) => {
    if (status === 429)
      return { kind: 'rate-limited', message: 'asked too often (HTTP 429)', transient: false };
    const code = numberAt(body, 'error', 'code');
    return code === null
      ? null
      : { kind: 'refused', message: `code ${code} ${textAt(body, 'error', 'message')}` };
  },
  response: z.object({
    data: z.array(
      z.object({
        detail_text: z.string().optional(),
        target: z.object({ id: IdText, title: z.string().min(1) }),
      }),
    ),
  }),
  read: ({ data }) => ({
    listedAt: null,
    entries: data.map(({ target, detail_text }, index) => ({
      rank: index + 1,
      title: target.title,
      url: `https://www.zhihu.com/question/${target.id}`,
      heat: detail_text || null,
    })),
  }),
});
