import { z } from 'zod';
import type { Auth, Refusal } from './contract.ts';
import { CollectorError, type ErrorKind } from './errors.ts';
import { DigitsAsNumber, expiry } from './fields.ts';

/**
 * What every interface of a WeChat account has in common: its token and its errors.
 * Facts: developers.weixin.qq.com (api_getstableaccesstoken, commErrCode).
 */
type Meaning = { readonly kind: ErrorKind; readonly transient?: true; readonly hint?: string };
const NOT_LISTED: Meaning = {
  kind: 'config',
  hint: 'put the address of this machine on the account’s IP whitelist',
};
const NOT_OURS: Meaning = {
  kind: 'config',
  hint: 'only a verified account with this interface granted may ask; it may also have been withdrawn',
};
const CODES: Readonly<Record<number, Meaning>> = {
  [-1]: { kind: 'network', transient: true },
  40001: { kind: 'auth' },
  40014: { kind: 'auth' },
  42001: { kind: 'auth' },
  40013: { kind: 'config', hint: 'the AppID is wrong' },
  40125: { kind: 'config', hint: 'the AppSecret is wrong' },
  40243: { kind: 'config', hint: 'the AppSecret is frozen; its owner can thaw it on the platform' },
  40164: NOT_LISTED,
  45035: NOT_LISTED,
  61004: NOT_LISTED,
  45009: { kind: 'rate-limited', hint: 'the day’s quota is spent; it begins anew at midnight in Beijing' },
  45011: { kind: 'rate-limited', hint: 'too many requests in this minute' },
  48001: NOT_OURS,
  48004: NOT_OURS,
  61503: { kind: 'refused', hint: 'the day’s data are not ready yet' },
};

const Envelope = z.looseObject({ errcode: z.int(), errmsg: z.string().optional() });

/** Errors come with HTTP 200; a good answer may leave the code out. */
export const wechatRefusal = (body: unknown): Refusal | null => {
  const { success, data } = Envelope.safeParse(body);
  if (!success || data.errcode === 0) return null;
  const { hint, ...meaning } = CODES[data.errcode] ?? { kind: 'refused' };
  const said = [`code ${data.errcode}`, data.errmsg].filter(Boolean).join(' ');
  return { ...meaning, message: hint === undefined ? said : `${said}: ${hint}` };
};

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: DigitsAsNumber });

/**
 * Each account is an application of its own: its "code" is `AppID:AppSecret`. There is no refresh token; asking again
 * gives the same token until shortly before its end, so processes do not push each other out.
 */
export const wechatAuth: Auth = {
  reusableCode: true,
  exchange: code => {
    const [, appid, secret] = /^(wx[0-9a-zA-Z]+):([0-9a-zA-Z]+)$/.exec(code) ?? [];
    if (appid === undefined || secret === undefined) {
      throw new CollectorError(
        'config',
        'wechat: the code of an account is its AppID and AppSecret joined by a colon ("wx…:…")',
      );
    }
    return {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      json: { grant_type: 'client_credential', appid, secret },
    };
  },
  refresh: () => null,
  read: (body, now) => {
    const refused = wechatRefusal(body);
    if (refused) throw new CollectorError(refused.kind, `WeChat gave no token: ${refused.message}`);
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success) {
      throw new CollectorError('shape', 'WeChat answered the request for a token in an unknown shape', {
        cause: answer.error,
      });
    }
    const { access_token, expires_in } = answer.data;
    return {
      accessToken: access_token,
      openId: '',
      expiresAt: expiry(expires_in, now),
      refreshToken: null,
      refreshExpiresAt: null,
      renewals: 0,
    };
  },
};
