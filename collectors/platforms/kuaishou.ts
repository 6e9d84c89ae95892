import { z } from 'zod';
import {
  type Auth,
  type Discovery,
  defineCollector,
  type Links,
  type Outcome,
  type Page,
  type Refusal,
  type RequestSpec,
} from '../contract.ts';
import { CollectorError, type ErrorKind } from '../errors.ts';
import { Digits, DigitsAsNumber, expiry, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * Kuaishou Open Platform: the authorising account's own videos, swept page by page (there is no lookup of many ids).
 * Facts: the platform's authorisation and error pages (KwaiVideoTeam/kuaishou-liveopen-api and their mirrors), and
 * public clients of photo/list.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - `grant_type` of the first token: `authorization_code` (KUAISHOU_GRANT_TYPE overrides it; the older text says `code`);
 * - the unit of create_time: milliseconds above 10^11, else seconds;
 * - how fast one may ask: one request in 200 ms;
 * - that the id in a page's address is the interface's `photo_id` (they have one form);
 * - the addresses /f/<code>, /fw/photo/<id> and ?photoId=<id>.
 */
const PAGE = 200;

const CODES: Readonly<Record<number, { readonly kind: ErrorKind; readonly transient?: true }>> = {
  100200102: { kind: 'auth' },
  100200106: { kind: 'auth' },
  100200108: { kind: 'auth' },
  100200109: { kind: 'auth' },
  100200110: { kind: 'auth' },
  100200111: { kind: 'auth' },
  100200113: { kind: 'auth' },
  100200100: { kind: 'config' },
  100200101: { kind: 'config' },
  100200103: { kind: 'config' },
  100200104: { kind: 'config' },
  100200105: { kind: 'config' },
  100200107: { kind: 'config' },
  100100400: { kind: 'config' },
  100400: { kind: 'config' },
  100200500: { kind: 'network', transient: true },
  // The user is banned, or more than 1,000 calls of the user or 100,000 of the app today: over for today.
  100100402: { kind: 'rate-limited' },
  100100403: { kind: 'rate-limited' },
  100100404: { kind: 'rate-limited' },
  200100410: { kind: 'rate-limited' },
};

/** Success is `result: 1` here (other families of this platform say 0). */
const refusal = (body: unknown): Refusal | null => {
  const code = numberAt(body, 'result');
  if (code === null || code === 1) return null;
  const said = [textAt(body, 'error'), textAt(body, 'error_msg')].filter(text => text !== '').join(': ');
  return { kind: 'refused', ...CODES[code], message: `code ${code} ${said}`.trim() };
};

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  open_id: z.string().min(1).optional(),
  expires_in: DigitsAsNumber,
  refresh_token: z.string().min(1),
  refresh_token_expires_in: DigitsAsNumber,
  scopes: z.array(z.string()).optional(),
});
const SCOPE = 'user_video_info';

const auth: Auth = {
  exchange: (code, credentials) => ({
    path: '/oauth2/access_token',
    query: {
      app_id: String(credentials.KUAISHOU_APP_ID),
      app_secret: String(credentials.KUAISHOU_APP_SECRET),
      code,
      grant_type: credentials.KUAISHOU_GRANT_TYPE ?? 'authorization_code',
    },
  }),
  refresh: (token, credentials) =>
    token.refreshToken === null
      ? null
      : {
          path: '/oauth2/refresh_token',
          query: {
            app_id: String(credentials.KUAISHOU_APP_ID),
            app_secret: String(credentials.KUAISHOU_APP_SECRET),
            refresh_token: token.refreshToken,
            grant_type: 'refresh_token',
          },
        },
  read: (body, now, previous) => {
    const refused = refusal(body);
    if (refused)
      throw new CollectorError(tokenFault(body, refused), `Kuaishou gave no token: ${refused.message}`);
    const answer = TokenAnswer.safeParse(body);
    const openId = answer.data?.open_id ?? previous?.openId;
    if (!answer.success || openId === undefined) {
      const unknown = 'Kuaishou answered the request for a token in an unknown shape';
      throw new CollectorError('shape', unknown, { cause: answer.error });
    }
    const { data } = answer;
    if (data.scopes && !data.scopes.includes(SCOPE)) {
      const unticked = `Kuaishou: the account's owner did not tick "${SCOPE}" when consenting`;
      throw new CollectorError('auth', unticked);
    }
    return {
      accessToken: data.access_token,
      openId,
      expiresAt: expiry(data.expires_in, now),
      // Each refresh gives a new refresh token and ends the old one at once; the new one inherits the old end.
      refreshToken: data.refresh_token,
      refreshExpiresAt: expiry(data.refresh_token_expires_in, now),
      renewals: previous?.renewals ?? 0,
    };
  },
};

/** A code or refresh token that is spent or foreign calls for consent, not for another setting. */
const tokenFault = (body: unknown, { kind }: Refusal): ErrorKind =>
  numberAt(body, 'result') === 100200105 || kind === 'refused' ? 'auth' : kind;

const Video = z.object({
  create_time: DigitsAsNumber,
  pending: z.boolean().optional(),
  view_count: Digits.optional(),
  like_count: Digits.optional(),
  comment_count: Digits.optional(),
});

const outcomeOf = (externalId: string, video: z.infer<typeof Video>): Outcome => {
  const processing = 'still being processed: its counts mean nothing';
  if (video.pending) return { externalId, status: 'absent', reason: processing };
  const { view_count, like_count, comment_count, create_time } = video;
  return {
    externalId,
    status: 'read',
    values: {
      ...(view_count !== undefined && { plays: view_count }),
      ...(like_count !== undefined && { likes: like_count }),
      ...(comment_count !== undefined && { comments: comment_count }),
    },
    publishedAt: instantOf(create_time),
  };
};

const instantOf = (createTime: number): number =>
  createTime > 100_000_000_000 ? createTime : createTime * 1000;

const listOf = ({ credentials, token, cursor }: Omit<Page, 'targets'>): RequestSpec => ({
  path: '/openapi/photo/list',
  query: {
    app_id: String(credentials.KUAISHOU_APP_ID),
    access_token: String(token?.accessToken),
    count: PAGE,
    ...(cursor !== null && { cursor }),
  },
});

/** The next page begins after the photo with the smallest create_time, the last listed of equals; a short page is the last. */
const cursorAfter = (videos: readonly { photo_id: string; create_time: number }[]): string | null => {
  const [first] = videos;
  if (!first || videos.length < PAGE) return null;
  return videos.reduce((oldest, video) => (video.create_time <= oldest.create_time ? video : oldest), first)
    .photo_id;
};

const links: Links = {
  hosts: ['kuaishou.com', 'v.kuaishou.com', 'v.m.chenzhongtech.com'],
  recognise: url => {
    if (url.hostname === 'v.kuaishou.com' || /^\/f\/[\w-]+\/?$/.test(url.pathname)) return { follow: true };
    const id =
      /^\/(?:short-video|fw\/photo|photo)\/(\w+)\/?$/.exec(url.pathname)?.[1] ??
      url.searchParams.get('photoId');
    return id !== null && /^\w{6,}$/.test(id) ? { externalId: id, metric: 'plays', kind: 'clip' } : null;
  },
  url: id => `https://www.kuaishou.com/short-video/${id}`,
};

const List = z.object({
  result: DigitsAsNumber,
  video_list: z.array(
    z.object({
      photo_id: z.string().min(1),
      caption: z.string(),
      create_time: DigitsAsNumber,
      pending: z.boolean().optional(),
    }),
  ),
});

/** The list that is swept for counts; what is still being processed comes with the next look. */
const discovery: Discovery<z.infer<typeof List>> = {
  request: listOf,
  response: List,
  read: ({ video_list }) =>
    video_list
      .filter(({ pending }) => pending !== true)
      .map(({ photo_id, caption, create_time }) => ({
        externalId: photo_id,
        title: caption,
        url: links.url(photo_id),
        publishedAt: instantOf(create_time),
        kind: 'clip',
        metric: 'plays',
      })),
  nextCursor: ({ video_list }) => cursorAfter(video_list),
};

export default defineCollector({
  id: 'kuaishou',
  platform: 'kuaishou',
  name: { zh: '快手', en: 'Kuaishou' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments'],
  baseUrl: 'https://open.kuaishou.com',
  batchSize: Number.POSITIVE_INFINITY,
  limits: { concurrency: 2, minIntervalMs: 200, perDay: 1_000 },
  needs: ['KUAISHOU_APP_ID', 'KUAISHOU_APP_SECRET'],
  options: ['KUAISHOU_GRANT_TYPE'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '只能读取已授权账号自己的作品，逐页翻阅账号列表；播放的判定门槛平台未公布。',
      en: 'Only an authorised account’s own items, swept through its list; what starts a play is not published.',
    },
  },
  auth,
  request: listOf,
  refusal,
  // Paging needs every item's id and time, so a list with an item that lacks one is of the wrong shape as a whole.
  response: z.object({
    result: DigitsAsNumber,
    video_list: z.array(z.looseObject({ photo_id: z.string().min(1), create_time: DigitsAsNumber })),
  }),
  read: ({ video_list }) =>
    video_list.map(video =>
      readItem(video.photo_id, video, Video, known => outcomeOf(video.photo_id, known)),
    ),
  nextCursor: ({ video_list }) => cursorAfter(video_list),
  links,
  discovery,
});
