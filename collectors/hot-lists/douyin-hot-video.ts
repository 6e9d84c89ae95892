import { z } from 'zod';
import type { Auth, RequestSpec } from '../contract.ts';
import { douyinRefusal } from '../douyin-errors.ts';
import { CollectorError } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry } from '../fields.ts';
import { defineHotList } from '../hot-list.ts';

/**
 * Douyin Open Platform, hot videos: the platform's own list of the last 24 hours, made anew before 10:00 each day; no
 * account's consent is needed, only the application's scope data.external.billboard_hot_video.
 * Facts: open.douyin.com, data-open-service/tops-data/hot-video-list; @open-dy/open_api_sdk (client_token).
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the list is `data.list`, its index `hot_value`, and the answer carries the platform's clock in `extra.now` (ms): that
 *   is when it answered, the list itself may be up to a day old;
 * - the token goes into the header `access-token`, as everywhere else on this platform.
 */
const TokenAnswer = z.object({
  data: z.object({ access_token: z.string().min(1), expires_in: DigitsAsNumber }),
});

const clientToken = (credentials: Readonly<Record<string, string>>): RequestSpec => ({
  method: 'POST',
  path: '/oauth/client_token/',
  json: {
    client_key: String(credentials.DOUYIN_CLIENT_KEY),
    client_secret: String(credentials.DOUYIN_CLIENT_SECRET),
    grant_type: 'client_credential',
  },
});

/** The application's token: two hours, and a new one ends all but the last, so it is kept like any other. */
const auth: Auth = {
  exchange: (_, credentials) => clientToken(credentials),
  refresh: (_, credentials) => clientToken(credentials),
  read: (body, now) => {
    const refused = douyinRefusal(body);
    if (refused) throw new CollectorError(refused.kind, `Douyin gave no client token: ${refused.message}`);
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success) {
      throw new CollectorError(
        'shape',
        'Douyin answered the request for a client token in an unknown shape',
        {
          cause: answer.error,
        },
      );
    }
    return {
      accessToken: answer.data.data.access_token,
      openId: '',
      expiresAt: expiry(answer.data.data.expires_in, now),
      refreshToken: null,
      refreshExpiresAt: null,
      renewals: 0,
    };
  },
};

export default defineHotList({
  id: 'douyin-hot-video',
  platform: 'douyin',
  name: { zh: '抖音热门视频榜', en: 'Douyin hot videos' },
  official: true,
  baseUrl: 'https://open.douyin.com',
  needs: ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'],
  limits: { concurrency: 1, minIntervalMs: 1_000 },
  auth,
  request: ({ token }) => ({
    path: '/data/extern/billboard/hot_video/',
    headers: { 'access-token': String(token?.accessToken) },
  }),
  refusal: douyinRefusal,
  response: z.object({
    data: z.object({
      list: z.array(
        z.object({
          rank: DigitsAsNumber.refine(rank => rank >= 1, 'ranks begin at 1'),
          title: z.string(),
          share_url: z.string(),
          hot_value: z.union([Digits, z.number()]).optional(),
        }),
      ),
    }),
    extra: z.object({ now: DigitsAsNumber.optional() }).optional(),
  }),
  read: ({ data, extra }) => ({
    listedAt: extra?.now ?? null,
    entries: data.list.map(({ rank, title, share_url, hot_value }) => ({
      rank,
      title,
      url: share_url,
      heat: hot_value === undefined ? null : String(hot_value),
    })),
  }),
});
