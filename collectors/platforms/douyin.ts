import { z } from 'zod';
import {
  type Auth,
  type Credentials,
  defineCollector,
  type Outcome,
  type Refusal,
  type RequestSpec,
} from '../contract.ts';
import { CollectorError, type ErrorKind } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Douyin Open Platform, family "website / mobile app": counts of the authorising account's own videos.
 * Facts: official npm SDK @open-dy/open_api_sdk 1.1.0, developer.open-douyin.com (refresh-access-token, status-code).
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - how many ids a call takes: 20 (`batchSize` in the configuration overrides it);
 * - how fast one may ask: one request in 200 ms;
 * - the answer of renew_refresh_token: `data.refresh_token` and `data.expires_in`;
 * - that an id missing from the list, or with create_time 0, is private or unavailable.
 */

/** Codes of both generations, by what they ask of us. */
const CODES: Readonly<Record<number, { readonly kind: ErrorKind; readonly transient?: true }>> = {
  28001003: { kind: 'auth' },
  28001008: { kind: 'auth' },
  28001012: { kind: 'auth' },
  2190002: { kind: 'auth' },
  2190008: { kind: 'auth' },
  10008: { kind: 'auth' },
  10010: { kind: 'auth' },
  28001015: { kind: 'config' },
  28001014: { kind: 'refused' },
  28001018: { kind: 'refused' },
  2190004: { kind: 'refused' },
  28001016: { kind: 'refused' },
  28001019: { kind: 'refused' },
  // The interface has been taken offline.
  28001056: { kind: 'refused' },
  28001045: { kind: 'refused' },
  28001046: { kind: 'refused' },
  28001047: { kind: 'refused' },
  2100009: { kind: 'refused' },
  28001007: { kind: 'refused' },
  2100005: { kind: 'refused' },
  2100007: { kind: 'refused' },
  28003017: { kind: 'rate-limited' },
  28003018: { kind: 'rate-limited', transient: true },
  28001052: { kind: 'rate-limited' },
  2190001: { kind: 'rate-limited' },
  28001005: { kind: 'network', transient: true },
  28001006: { kind: 'network', transient: true },
  2100004: { kind: 'network', transient: true },
};

/** Where an error code may stand, in the order in which the platform says to look. */
const CODE_PATHS = [
  { code: ['err_no'], text: ['err_msg'] },
  { code: ['data', 'error_code'], text: ['data', 'description'] },
  { code: ['extra', 'error_code'], text: ['extra', 'description'] },
  { code: ['extra', 'sub_error_code'], text: ['extra', 'sub_description'] },
] as const;

const refusal = (body: unknown): Refusal | null => {
  for (const { code: path, text } of CODE_PATHS) {
    const code = numberAt(body, ...path);
    if (code === null || code === 0) continue;
    const logId = textAt(body, 'extra', 'logid') || textAt(body, 'log_id');
    const message = `code ${code} ${textAt(body, ...text)}${logId === '' ? '' : ` (log ${logId})`}`;
    return { kind: 'refused', ...CODES[code], message };
  }
  return null;
};

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: DigitsAsNumber,
  open_id: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: DigitsAsNumber.optional(),
});
const RenewalAnswer = z.object({ refresh_token: z.string().min(1), expires_in: DigitsAsNumber });
const MAX_RENEWALS = 5;

/** The `data` of a token answer. A refusal here calls for consent, whatever it is called. */
const tokenData = <Data>(body: unknown, schema: z.ZodType<Data>): Data => {
  const refused = refusal(body);
  if (refused) {
    const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
    throw new CollectorError(kind, `Douyin gave no token: ${refused.message}`);
  }
  const answer = z.object({ data: schema }).safeParse(body);
  if (answer.success) return answer.data.data;
  throw new CollectorError('shape', 'Douyin answered the request for a token in an unknown shape', {
    cause: answer.error,
  });
};

const form = (
  path: string,
  fields: Readonly<Record<string, string>>,
  credentials: Credentials,
): RequestSpec => ({
  method: 'POST',
  path,
  form: { client_key: String(credentials.DOUYIN_CLIENT_KEY), ...fields },
});

const auth: Auth = {
  exchange: (code, credentials) => {
    const client_secret = String(credentials.DOUYIN_CLIENT_SECRET);
    return form(
      '/oauth/access_token/',
      { client_secret, code, grant_type: 'authorization_code' },
      credentials,
    );
  },
  refresh: ({ refreshToken }, credentials) =>
    refreshToken === null
      ? null
      : form(
          '/oauth/refresh_token/',
          { grant_type: 'refresh_token', refresh_token: refreshToken },
          credentials,
        ),
  read: (body, now, previous) => {
    const data = tokenData(body, TokenAnswer);
    const refreshEnds = data.refresh_expires_in === undefined ? null : expiry(data.refresh_expires_in, now);
    return {
      accessToken: data.access_token,
      openId: data.open_id,
      expiresAt: expiry(data.expires_in, now),
      // A refresh keeps the refresh token and does not move its end.
      refreshToken: previous?.refreshToken ?? data.refresh_token ?? null,
      refreshExpiresAt: previous ? previous.refreshExpiresAt : refreshEnds,
      renewals: previous?.renewals ?? 0,
    };
  },
  renewal: {
    request: ({ refreshToken, renewals }, credentials) =>
      refreshToken === null || renewals >= MAX_RENEWALS
        ? null
        : form('/oauth/renew_refresh_token/', { refresh_token: refreshToken }, credentials),
    read: (body, now, previous) => {
      const { refresh_token, expires_in } = tokenData(body, RenewalAnswer);
      return {
        ...previous,
        refreshToken: refresh_token,
        refreshExpiresAt: expiry(expires_in, now),
        renewals: previous.renewals + 1,
      };
    },
  },
};

const Item = z.object({
  create_time: DigitsAsNumber,
  statistics: z
    .object({
      play_count: Digits.optional(),
      digg_count: Digits.optional(),
      comment_count: Digits.optional(),
      share_count: Digits.optional(),
    })
    .optional(),
});

const outcomeOf = (externalId: string, { create_time, statistics }: z.infer<typeof Item>): Outcome => {
  if (create_time === 0) {
    return { externalId, status: 'hidden', reason: 'create_time is 0: private or unavailable' };
  }
  if (statistics === undefined) {
    return { externalId, status: 'absent', reason: 'the answer has no statistics for it' };
  }
  const { play_count, digg_count, comment_count, share_count } = statistics;
  return {
    externalId,
    status: 'read',
    values: {
      ...(play_count !== undefined && { plays: play_count }),
      ...(digg_count !== undefined && { likes: digg_count }),
      ...(comment_count !== undefined && { comments: comment_count }),
      ...(share_count !== undefined && { shares: share_count }),
    },
    publishedAt: create_time * 1000,
  };
};

export default defineCollector({
  id: 'douyin',
  platform: 'douyin',
  name: { zh: '抖音', en: 'Douyin' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments', 'shares'],
  baseUrl: 'https://open.douyin.com',
  batchSize: 20,
  limits: { concurrency: 2, minIntervalMs: 200 },
  needs: ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '只能读取已授权账号自己的作品；播放的判定门槛平台未公布。',
      en: 'Only items of an authorised account; what starts a play is not published.',
    },
  },
  auth,
  request: ({ targets, token }) => ({
    method: 'POST',
    path: '/api/douyin/v1/video/video_data/',
    query: { open_id: String(token?.openId) },
    headers: { 'access-token': String(token?.accessToken) },
    // Ids are opaque ("@8hxd…=="); `video_ids` may not stand beside them, because precedence is disputed.
    json: { item_ids: targets.map(({ externalId }) => externalId) },
  }),
  refusal,
  response: z.object({ data: z.object({ list: z.array(z.looseObject({ item_id: z.string().min(1) })) }) }),
  read: ({ data }) =>
    data.list.map(item => readItem(item.item_id, item, Item, known => outcomeOf(item.item_id, known))),
});
