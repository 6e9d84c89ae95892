import { z } from 'zod';
import {
  type Discovery,
  defineCollector,
  type Links,
  type Outcome,
  type Page,
  type Refusal,
} from '../contract.ts';
import { CollectorError, type ErrorKind } from '../errors.ts';
import { Digits, textAt } from '../fields.ts';
import { readItem } from '../items.ts';

/**
 * YouTube Data API v3: counts of any public or unlisted video, by id, with an API key; no consent of its owner.
 * Facts: developers.google.com/youtube/v3 (videos, channels, playlistItems, errors, determine_quota_cost). A video that
 * is deleted, private or mistyped is left out of `items` without a word, so it ends as absent and never as removed.
 * What a view is changed on 31 March 2025 (Shorts) and in late August 2026 (all formats): the definitions say so.
 * Engaged views are in YouTube Analytics alone, with the owner's consent, and are not read here.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - that `fields` leaves an empty `items` in the answer: without the list the answer fails as misshapen;
 * - that likeCount, commentCount and concurrentViewers are left out where they are hidden, off, or nobody is live;
 * - the names of the errors of a wrong key and of too many requests a second;
 * - how fast one may ask: one request in 100 ms;
 * - that the uploads list holds the newest first; an account without an external_id has its channel id or @handle as its id.
 */
const REASONS: Readonly<Record<string, { readonly kind: ErrorKind; readonly transient?: boolean }>> = {
  // The project's day is spent; it begins anew at midnight Pacific time.
  quotaExceeded: { kind: 'rate-limited', transient: false },
  rateLimitExceeded: { kind: 'rate-limited', transient: true },
  userRateLimitExceeded: { kind: 'rate-limited', transient: true },
  authenticatedUserAccountClosed: { kind: 'config' },
  authenticatedUserAccountSuspended: { kind: 'config' },
  accountDelegationForbidden: { kind: 'config' },
  keyInvalid: { kind: 'config' },
  accessNotConfigured: { kind: 'config' },
  backendError: { kind: 'network', transient: true },
};

const refusal = (body: unknown, status: number): Refusal | null => {
  const reason = textAt(body, 'error', 'errors', '0', 'reason');
  const said = textAt(body, 'error', 'message');
  if (reason === '' && said === '') return null;
  const message = `${reason === '' ? `HTTP ${status}` : reason}: ${said}`;
  const known = REASONS[reason];
  if (known) return { ...known, message };
  // A key that is wrong, or used from an address it is not meant for, has no reason of its own everywhere.
  if (status < 500 && /api key/i.test(said)) return { kind: 'config', message };
  return status >= 500 ? { kind: 'network', transient: true, message } : { kind: 'refused', message };
};

const Time = z.iso.datetime({ offset: true }).transform(text => Date.parse(text));

const Video = z.object({
  snippet: z.object({ publishedAt: Time }),
  statistics: z
    .object({
      viewCount: Digits.optional(),
      likeCount: Digits.optional(),
      commentCount: Digits.optional(),
    })
    .optional(),
  liveStreamingDetails: z
    .object({ actualStartTime: Time.optional(), concurrentViewers: Digits.optional() })
    .optional(),
});

const outcomeOf = (
  externalId: string,
  { snippet, statistics, liveStreamingDetails: live }: z.infer<typeof Video>,
): Outcome => {
  if (statistics === undefined) {
    return { externalId, status: 'absent', reason: 'the answer has no statistics for it' };
  }
  const { viewCount, likeCount, commentCount } = statistics;
  return {
    externalId,
    status: 'read',
    values: {
      ...(viewCount !== undefined && { plays: viewCount }),
      ...(likeCount !== undefined && { likes: likeCount }),
      ...(commentCount !== undefined && { comments: commentCount }),
      ...(live?.concurrentViewers !== undefined && { concurrent: live.concurrentViewers }),
    },
    // A broadcast may be announced days before it begins.
    publishedAt: live?.actualStartTime ?? snippet.publishedAt,
  };
};

const ID = /^[A-Za-z0-9_-]{11}$/;
/** Names of players that look like ids: /embed/live_stream?channel=…, /embed/videoseries?list=…. */
const NOT_IDS: ReadonlySet<string> = new Set(['live_stream', 'videoseries']);
const isId = (text: string | null | undefined): text is string =>
  typeof text === 'string' && ID.test(text) && !NOT_IDS.has(text);

const links: Links = {
  hosts: ['youtube.com', 'm.youtube.com', 'music.youtube.com', 'youtu.be', 'youtube-nocookie.com'],
  recognise: ({ hostname, pathname, searchParams }) => {
    const [first, second] = pathname.split('/').filter(part => part !== '');
    if (hostname.replace(/^www\./, '') === 'youtu.be') {
      return isId(first) ? { externalId: first, metric: 'plays', kind: 'clip' } : null;
    }
    if (first === 'watch') {
      const id = searchParams.get('v');
      return isId(id) ? { externalId: id, metric: 'plays', kind: 'clip' } : null;
    }
    if (!['shorts', 'live', 'embed', 'v'].includes(first ?? '') || !isId(second)) return null;
    return { externalId: second, metric: 'plays', kind: first === 'live' ? 'live' : 'clip' };
  },
  url: externalId => `https://www.youtube.com/watch?v=${externalId}`,
};

const PAGE = 50;
const Listing = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('youtube#channelListResponse'),
    // No list at all for a channel that does not exist.
    items: z
      .array(
        z.object({
          contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().min(1) }) }),
        }),
      )
      .optional(),
  }),
  z.object({
    kind: z.literal('youtube#playlistItemListResponse'),
    nextPageToken: z.string().min(1).optional(),
    items: z.array(
      z.object({
        snippet: z.object({ title: z.string() }),
        contentDetails: z.object({ videoId: z.string().min(1), videoPublishedAt: Time.optional() }),
      }),
    ),
  }),
]);

type Listed = Pick<Page, 'accountId' | 'accountExternalId'>;
const channelOf = ({ accountId, accountExternalId = accountId }: Listed): string => accountExternalId;

const channelQuery = (page: Listed): Readonly<Record<string, string>> => {
  const channel = channelOf(page);
  if (/^UC[A-Za-z0-9_-]{22}$/.test(channel)) return { id: channel };
  if (channel.startsWith('@')) return { forHandle: channel };
  throw new CollectorError(
    'config',
    `youtube: "${channel}" is no channel; give account "${page.accountId}" its channel id (UC…) or its @handle as ` +
      'external_id in the catalogue',
  );
};

/** First the channel, which names its uploads list; then the list, page by page. A cursor is `<list>/<page token>`. */
const discovery: Discovery<z.infer<typeof Listing>> = {
  request: page => {
    const { credentials, cursor } = page;
    const key = String(credentials.YOUTUBE_API_KEY);
    if (cursor === null) {
      return {
        path: '/youtube/v3/channels',
        query: { part: 'contentDetails', ...channelQuery(page), key },
      };
    }
    const [playlistId = '', pageToken = ''] = cursor.split('/');
    return {
      path: '/youtube/v3/playlistItems',
      query: {
        part: 'snippet,contentDetails',
        playlistId,
        maxResults: PAGE,
        ...(pageToken !== '' && { pageToken }),
        key,
      },
    };
  },
  response: Listing,
  read: body =>
    body.kind === 'youtube#channelListResponse'
      ? []
      : body.items.map(({ snippet, contentDetails: { videoId, videoPublishedAt } }) => ({
          externalId: videoId,
          title: snippet.title,
          url: links.url(videoId),
          publishedAt: videoPublishedAt ?? null,
          kind: 'clip',
          metric: 'plays',
        })),
  nextCursor: (body, page) => {
    if (body.kind === 'youtube#channelListResponse') {
      const [channel] = body.items ?? [];
      if (!channel) throw new CollectorError('config', `youtube: there is no channel "${channelOf(page)}"`);
      return channel.contentDetails.relatedPlaylists.uploads;
    }
    if (body.nextPageToken === undefined) return null;
    return `${page.cursor?.split('/')[0]}/${body.nextPageToken}`;
  },
};

export default defineCollector({
  id: 'youtube',
  platform: 'youtube',
  name: { zh: 'YouTube', en: 'YouTube' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes', 'comments', 'concurrent'],
  baseUrl: 'https://www.googleapis.com',
  batchSize: 50,
  // A call of 50 ids costs one unit of the project's 10,000 a day, a refused one as well.
  limits: {
    concurrency: 2,
    minIntervalMs: 100,
    perDay: 10_000,
    sharedQuota: true,
    quotaZone: 'America/Los_Angeles',
  },
  needs: ['YOUTUBE_API_KEY'],
  capabilities: {
    strength: 'A',
    delayHours: 0,
    lookBackDays: null,
    note: {
      zh: '任何公开视频均可读取；播放口径在2025年3月31日（Shorts）和2026年8月（全部视频）两次改变，跨越这些日期的增长不可比。',
      en: 'Any public video; what counts as a view changed on 31 March 2025 (Shorts) and in August 2026 (all), so growth across these dates is not comparable.',
    },
  },
  auth: null,
  request: ({ targets, credentials }) => ({
    path: '/youtube/v3/videos',
    query: {
      part: 'snippet,statistics,liveStreamingDetails',
      id: targets.map(({ externalId }) => externalId).join(','),
      fields:
        'kind,items(id,snippet/publishedAt,statistics(viewCount,likeCount,commentCount),' +
        'liveStreamingDetails(actualStartTime,concurrentViewers))',
      key: String(credentials.YOUTUBE_API_KEY),
    },
  }),
  refusal,
  response: z.object({
    kind: z.literal('youtube#videoListResponse'),
    items: z.array(z.looseObject({ id: z.string().min(1) })),
  }),
  read: ({ items }) => items.map(item => readItem(item.id, item, Video, known => outcomeOf(item.id, known))),
  links,
  discovery,
});
