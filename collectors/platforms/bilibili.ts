import { z } from 'zod';
import { signed } from '../bilibili-signature.ts';
import {
  type Auth,
  type Credentials,
  type Discovery,
  defineCollector,
  type Links,
  type Refusal,
  type RequestSpec,
} from '../contract.ts';
import { CollectorError, type ErrorKind } from '../errors.ts';
import { Digits, DigitsAsNumber, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Bilibili Open Platform: totals of one video at a time, of an account that authorised the application. Nothing else of
 * Bilibili is asked: its web interfaces are not public. Facts: mirrors of open.bilibili.com/doc/4, the platform's own
 * sample of its request signature 2.0 (bilibili-openplatform/SignatureAlgorithm_DotnetDemo) and clients of it.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - how a hidden count arrives: as the web shows it, "--" or -1; anything else that is no count fails its video;
 * - the quota and how fast one may ask: no number, and one request in 200 ms;
 * - a page of the list: 20, as in the samples;
 * - how long a token lives: what `expires_in` says, an instant where it lies ahead of now, else a duration;
 * - that a link with an old av number is sent on to the BV id, which alone the interface takes.
 */
const OK = 0;
const BUSY = 127201;
const GONE: readonly number[] = [127107, 127124];
/** The application, its key or its signature is wrong: another token would not mend it. */
const CONFIG: Readonly<Record<number, string>> = {
  122000: 'BILIBILI_CLIENT_ID is wrong',
  122001: 'BILIBILI_CLIENT_SECRET is wrong',
  127000: 'a part of the signature is missing',
  127004: 'BILIBILI_CLIENT_ID is wrong',
  127005: 'the organisation is not certified on the open platform',
  127006: 'the application is not certified on the open platform',
  127007: 'the application was not granted this interface; apply for it on the open platform',
  127012: 'the signature is refused: BILIBILI_CLIENT_SECRET is wrong, or the clock of this machine is',
};
const AUTH: readonly number[] = [122002, 122007, 127001, 127011];
const kindOf = (code: number): ErrorKind => {
  if (CONFIG[code] !== undefined) return 'config';
  if (AUTH.includes(code)) return 'auth';
  if (code === 127009) return 'rate-limited';
  return code === BUSY ? 'network' : 'refused';
};

const Code = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(Number);
const codeOf = (body: unknown): number | null => z.object({ code: Code }).safeParse(body).data?.code ?? null;

const refusal = (body: unknown): Refusal | null => {
  const code = codeOf(body);
  if (code === null || code === OK) return null;
  const requestId = textAt(body, 'request_id');
  const said = `code ${code} ${textAt(body, 'message')}${requestId === '' ? '' : ` (request ${requestId})`}`;
  const hint = CONFIG[code];
  const message = hint === undefined ? said : `${said}: ${hint}`;
  return { kind: kindOf(code), message, ...(code === BUSY && { transient: true }) };
};

const TokenAnswer = z.object({
  data: z.object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1),
    expires_in: DigitsAsNumber,
    scopes: z.array(z.string()).optional(),
  }),
});

/** Working clients send everything in the query and leave the body empty. */
const tokenRequest = (
  path: string,
  query: Readonly<Record<string, string>>,
  keys: Credentials,
): RequestSpec => ({
  method: 'POST',
  path: `/x/account-oauth2/v1/${path}`,
  query: {
    client_id: String(keys.BILIBILI_CLIENT_ID),
    client_secret: String(keys.BILIBILI_CLIENT_SECRET),
    grant_type: path === 'token' ? 'authorization_code' : path,
    ...query,
  },
});

const auth: Auth = {
  exchange: (code, credentials) => tokenRequest('token', { code }, credentials),
  refresh: ({ refreshToken }, credentials) =>
    refreshToken === null
      ? null
      : tokenRequest('refresh_token', { refresh_token: refreshToken }, credentials),
  read: (body, now, previous) => {
    const refused = refusal(body);
    if (refused) {
      // A refusal here calls for consent, whatever it is called.
      const kind = refused.kind === 'refused' ? 'auth' : refused.kind;
      throw new CollectorError(kind, `Bilibili gave no token: ${refused.message}`);
    }
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success) {
      const { error: cause } = answer;
      throw new CollectorError('shape', 'Bilibili answered the request for a token in an unknown shape', {
        cause,
      });
    }
    const { access_token, refresh_token, expires_in, scopes } = answer.data.data;
    if (scopes?.includes('ARC_DATA') === false)
      throw new CollectorError(
        'auth',
        'Bilibili: the owner did not consent to "ARC_DATA", the data of videos',
      );
    const asInstant = expires_in * 1000;
    return {
      accessToken: access_token,
      openId: previous?.openId ?? '',
      expiresAt: asInstant > now ? asInstant : now + asInstant,
      // Each refresh token works once, and the answer brings the next; how long it lives is not said.
      refreshToken: refresh_token,
      refreshExpiresAt: null,
      renewals: 0,
    };
  },
};

const Count = z.union([Digits, z.literal([-1, '-1', '--'])]);
const Totals = z
  .object({ ptime: DigitsAsNumber, view: Count, like: Count, reply: Count, share: Count, favorite: Count })
  .partial({ like: true, reply: true, share: true, favorite: true });

const links: Links = {
  hosts: ['bilibili.com', 'm.bilibili.com', 'b23.tv'],
  recognise: ({ hostname, pathname }) => {
    const isShort = hostname.replace(/^www\./, '') === 'b23.tv';
    const name = (isShort ? /^\/(\w+)\/?$/ : /^\/video\/(\w+)\/?$/).exec(pathname)?.[1];
    if (name === undefined) return null;
    // BV ids tell upper from lower case.
    if (/^BV1[0-9A-Za-z]{9}$/.test(name)) return { externalId: name, metric: 'plays', kind: 'clip' };
    return isShort || /^av\d+$/i.test(name) ? { follow: true } : null;
  },
  url: externalId => `https://www.bilibili.com/video/${externalId}`,
};

const PAGE = 20;
const OPEN_FOR_VIEWING = 0;
const Listing = z.object({
  data: z.object({
    page: z.object({ pn: DigitsAsNumber, ps: DigitsAsNumber, total: DigitsAsNumber }),
    list: z.array(
      z.object({
        resource_id: z.string().min(1),
        title: z.string(),
        ptime: DigitsAsNumber,
        addit_info: z.object({ state: z.int() }),
      }),
    ),
  }),
});

const discovery: Discovery<z.infer<typeof Listing>> = {
  request: ({ cursor }) => ({
    path: '/arcopen/fn/archive/viewlist',
    query: { pn: cursor ?? '1', ps: PAGE, status: 'pubed' },
  }),
  response: Listing,
  read: ({ data }) =>
    data.list
      .filter(({ addit_info }) => addit_info.state === OPEN_FOR_VIEWING)
      .map(({ resource_id, title, ptime }) => ({
        externalId: resource_id,
        title,
        url: links.url(resource_id),
        publishedAt: ptime === 0 ? null : ptime * 1000,
        kind: 'clip',
        metric: 'plays',
      })),
  nextCursor: ({ data: { page, list } }) =>
    list.length === 0 || page.pn * page.ps >= page.total ? null : String(page.pn + 1),
};

export default defineCollector({
  id: 'bilibili',
  platform: 'bilibili',
  name: { zh: '哔哩哔哩', en: 'Bilibili' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments', 'shares', 'favourites'],
  baseUrl: 'https://member.bilibili.com',
  authBaseUrl: 'https://api.bilibili.com',
  batchSize: 1,
  limits: { concurrency: 2, minIntervalMs: 200 },
  needs: ['BILIBILI_CLIENT_ID', 'BILIBILI_CLIENT_SECRET'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '仅限已授权账号自己（含联合投稿）的视频，逐条查询；播放的判定门槛与每日额度平台未公布。',
      en: 'Only an authorised account’s own and co-authored videos, one a request; what starts a play and the daily quota are not published.',
    },
  },
  auth,
  request: ({ targets: [target] }) => {
    if (!target) throw new CollectorError('config', 'bilibili: asked for no video');
    return { path: '/arcopen/fn/data/arc/stat', query: { resource_id: target.externalId } };
  },
  sign: signed,
  refusal: body => (GONE.includes(codeOf(body) ?? OK) ? 'answer' : refusal(body)),
  // Without its data an answer of no error says nothing, least of all that the video is gone.
  response: z
    .object({ code: Code, message: z.string().optional(), data: z.looseObject({}).optional() })
    .refine(({ code, data }) => data !== undefined || GONE.includes(code), {
      path: ['data'],
      message: 'expected the totals of a video',
    }),
  // The answer does not repeat the id: it speaks of the one video asked for.
  read: (body, targets) =>
    targets.map(({ externalId }) => {
      if (GONE.includes(body.code))
        return { externalId, status: 'removed', reason: `code ${body.code} ${textAt(body, 'message')}` };
      return readItem(externalId, body.data, Totals, ({ ptime, view, like, reply, share, favorite }) => ({
        externalId,
        status: 'read',
        values: {
          plays: view,
          ...(like !== undefined && { likes: like }),
          ...(reply !== undefined && { comments: reply }),
          ...(share !== undefined && { shares: share }),
          ...(favorite !== undefined && { favourites: favorite }),
        },
        ...(ptime > 0 && { publishedAt: ptime * 1000 }),
      }));
    }),
  links,
  discovery,
});
