import { z } from 'zod';
import { Digits } from '../fields.ts';
import { defineHotList } from '../hot-list.ts';

/**
 * Toutiao 热榜 as the web page shows it. Unofficial: public clients read it, no document speaks of it.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the fields `ClusterIdStr`, `Title`, `Url` and `HotValue`, and that the order of `data` is the rank;
 * - the list states no time of its own.
 */
export default defineHotList({
  id: 'toutiao-hot-board',
  platform: 'toutiao',
  name: { zh: '今日头条热榜', en: 'Toutiao hot board' },
  official: false,
  baseUrl: 'https://www.toutiao.com',
  needs: [],
  limits: { concurrency: 1, minIntervalMs: 5_000 },
  auth: null,
  request: () => ({ path: '/hot-event/hot-board/', query: { origin: 'toutiao_pc' } }),
  refusal: () => null,
  response: z.object({
    data: z.array(
      z.object({
        ClusterIdStr: z.string().min(1).optional(),
        Title: z.string().min(1),
        Url: z.string(),
        HotValue: Digits.optional(),
      }),
    ),
  }),
  read: ({ data }) => ({
    listedAt: null,
    entries: data.map(({ ClusterIdStr, Title, Url, HotValue }, index) => ({
      rank: index + 1,
      title: Title,
      // Its own address carries tracking parameters.
      url: ClusterIdStr === undefined ? Url : `https://www.toutiao.com/trending/${ClusterIdStr}/`,
      heat: HotValue === undefined ? null : String(HotValue),
    })),
  }),
});
