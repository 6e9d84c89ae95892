import { z } from 'zod';
import { Digits, numberAt, textAt } from '../fields.ts';
import { defineHotList } from '../hot-list.ts';

/**
 * Weibo 热搜 as the web page's side column shows it. Unofficial: several public clients read it, no document speaks of
 * it, and some report that it now answers 403 without a visitor's cookie. It is asked without one; where it refuses,
 * the list is not to be had.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the order of `realtime` is the rank, advertisements (`ad_channel` 1, `is_ad` 1) left out;
 * - the list states no time of its own.
 */
export default defineHotList({
  id: 'weibo-hot-search',
  platform: 'weibo',
  name: { zh: '微博热搜', en: 'Weibo hot search' },
  official: false,
  baseUrl: 'https://weibo.com',
  needs: [],
  limits: { concurrency: 1, minIntervalMs: 5_000 },
  auth: null,
  request: () => ({ path: '/ajax/side/hotSearch' }),
  refusal: (body, status) => {
    if (status === 403) return { kind: 'refused', message: 'asks for a visitor’s cookie (HTTP 403)' };
    const ok = numberAt(body, 'ok');
    return ok === null || ok === 1
      ? null
      : { kind: 'refused', message: `ok ${ok} ${textAt(body, 'msg')}`.trim() };
  },
  response: z.object({
    ok: z.literal(1),
    data: z.object({
      realtime: z.array(
        z.object({
          word: z.string().min(1),
          word_scheme: z.string().optional(),
          num: Digits.optional(),
          ad_channel: z.unknown().optional(),
          is_ad: z.unknown().optional(),
        }),
      ),
    }),
  }),
  read: ({ data }) => ({
    listedAt: null,
    entries: data.realtime
      .filter(({ ad_channel, is_ad }) => Number(ad_channel) !== 1 && Number(is_ad) !== 1)
      .map(({ word, word_scheme, num }, index) => ({
        rank: index + 1,
        title: word,
        url: `https://s.weibo.com/weibo?q=${encodeURIComponent(word_scheme || word)}`,
        heat: num === undefined ? null : String(num),
      })),
  }),
});
