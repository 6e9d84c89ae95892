import { z } from 'zod';
import type { Auth, Credentials, Outcome, RequestSpec } from './contract.ts';
import { douyinRefusal } from './douyin-errors.ts';
import { CollectorError } from './errors.ts';
import { Digits, DigitsAsNumber, expiry } from './fields.ts';
import { readItem } from './items.ts';

/**
 * What the open platforms of the Douyin family have in common: OAuth by forms, and the answer with the counts of an
 * account's own items. Facts and assumptions stand in the members' own files.
 */
export type Family = {
  /** As messages call it. */
  readonly name: string;
  /** Environment variables of the application. */
  readonly key: string;
  readonly secret: string;
  /** How often a refresh token may be given a longer life; left out where there is no interface for it. */
  readonly maxRenewals?: number;
};

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: DigitsAsNumber,
  open_id: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: DigitsAsNumber.optional(),
});
const RenewalAnswer = z.object({ refresh_token: z.string().min(1), expires_in: DigitsAsNumber });

/**
 * How an account of the family is authorised: a consent code, a refresh that moves neither the refresh token nor its end,
 * and a renewal of the refresh token where the member has one.
 */
export const familyAuth = ({ name, key, secret, maxRenewals }: Family): Auth => {
  const form = (
    path: string,
    fields: Readonly<Record<string, string>>,
    credentials: Credentials,
  ): RequestSpec => ({ method: 'POST', path, form: { client_key: String(credentials[key]), ...fields } });

  /** The `data` of a token answer. A refusal here calls for consent, whatever it is called. */
  const tokenData = <Data>(body: unknown, schema: z.ZodType<Data>): Data => {
    const refused = douyinRefusal(body);
    if (refused) {
      const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
      throw new CollectorError(kind, `${name} gave no token: ${refused.message}`);
    }
    const answer = z.object({ data: schema }).safeParse(body);
    if (answer.success) return answer.data.data;
    throw new CollectorError('shape', `${name} answered the request for a token in an unknown shape`, {
      cause: answer.error,
    });
  };

  const renewal = (most: number): NonNullable<Auth['renewal']> => ({
    request: ({ refreshToken, renewals }, credentials) =>
      refreshToken === null || renewals >= most
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
  });

  return {
    exchange: (code, credentials) => {
      const client_secret = String(credentials[secret]);
      const grant_type = 'authorization_code';
      return form('/oauth/access_token/', { client_secret, code, grant_type }, credentials);
    },
    refresh: ({ refreshToken: refresh_token }, credentials) =>
      refresh_token === null
        ? null
        : form('/oauth/refresh_token/', { grant_type: 'refresh_token', refresh_token }, credentials),
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
    ...(maxRenewals !== undefined && { renewal: renewal(maxRenewals) }),
  };
};

const Item = z.object({
  create_time: DigitsAsNumber,
  video_status: z.union([z.string(), z.number()]).optional(),
  statistics: z
    .object({
      play_count: Digits.optional(),
      digg_count: Digits.optional(),
      comment_count: Digits.optional(),
      share_count: Digits.optional(),
    })
    .optional(),
});

const outcomeOf = (
  externalId: string,
  { create_time, video_status, statistics }: z.infer<typeof Item>,
  inReview: string | null,
): Outcome => {
  if (inReview !== null && String(video_status) === inReview) {
    return { externalId, status: 'hidden', reason: `video_status is ${inReview}: under review` };
  }
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

/** The counts of the items asked for, as the family answers; what is gone or not the account's is left out of it. */
export const FamilyCounts = z.object({
  data: z.object({ list: z.array(z.looseObject({ item_id: z.string().min(1) })) }),
});

/**
 * Outcomes of the items of such an answer, each judged by itself.
 * @param inReview the `video_status` by which a member says that an item waits for its reviewers
 */
export const familyOutcomes = (
  { data }: z.infer<typeof FamilyCounts>,
  inReview: string | null = null,
): Outcome[] =>
  data.list.map(item =>
    readItem(item.item_id, item, Item, known => outcomeOf(item.item_id, known, inReview)),
  );
