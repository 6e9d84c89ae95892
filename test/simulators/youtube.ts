import type { Instant } from '../../pipeline/domain/reading.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hash32, hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const MAX_IDS = 50;
const PAGE = { usual: 5, most: 50 };
/** How long a broadcast lasts here. */
const BROADCAST_MS = 2 * 3_600_000;

const refusal = (status: number, domain: string, reason: string, message: string): Reply => ({
  status,
  body: { error: { code: status, message, errors: [{ message, domain, reason }] } },
});
const badRequest = (reason: string, message: string): Reply => refusal(400, 'youtube.api', reason, message);

/** The calendar day on the west coast of the United States, where the quota's day begins. */
const pacificDay = (instant: Instant): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Los_Angeles' }).format(instant);

const iso = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

type Fields = ReadonlyMap<string, Fields | null>;
/** Reads a `fields` mask, `a,b/c,d(e,f)`: names, each with the mask of what lies below it, null for all of it. */
const fieldsOf = (mask: string): Fields => {
  let at = 0;
  const level = (): Map<string, Fields | null> => {
    const names = new Map<string, Fields | null>();
    for (;;) {
      const [name = ''] = /^[A-Za-z]+/.exec(mask.slice(at)) ?? [];
      if (name === '') throw new Error(`bad fields "${mask}" at ${at}`);
      at += name.length;
      if (mask[at] === '(') {
        at += 1;
        names.set(name, level());
        at += 1;
      } else if (mask[at] === '/') {
        at += 1;
        const [below = ''] = /^[A-Za-z]+/.exec(mask.slice(at)) ?? [];
        at += below.length;
        names.set(name, new Map([[below, null]]));
      } else names.set(name, null);
      if (mask[at] !== ',') return names;
      at += 1;
    }
  };
  return level();
};

const trimmed = (value: unknown, fields: Fields | null): unknown => {
  if (fields === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(part => trimmed(part, fields));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, below]) => {
      const mask = fields.get(key);
      return mask === undefined ? [] : [[key, trimmed(below, mask)]];
    }),
  );
};

/**
 * YouTube's Data API with an API key: videos.list of 50 ids at most, in no order, without a word on ids that are gone or
 * private; counters are texts and may be left out. channels.list names the uploads list, playlistItems.list pages it.
 * Every call costs one unit of the project's day, which begins at midnight Pacific time, a refused one as well.
 * Accounts are channel ids, each also by the handle "@" and its account's name.
 */
export const createYoutube = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const limit = options.perDay ?? 10_000;
  let day = '';
  let used = 0;

  const spend = (): boolean => {
    const today = pacificDay(clock.now());
    if (today !== day) used = 0;
    day = today;
    used += 1;
    return used <= limit;
  };

  const isLive = (item: Item, now: Instant): boolean =>
    item.kind === 'live' && now < item.publishedAt + BROADCAST_MS;

  const video = (item: Item, now: Instant): Record<string, unknown> => {
    const count = (metric: 'plays' | 'likes' | 'comments'): string =>
      String(world.count('youtube', item.externalId, metric, now));
    const draw = hash32(item.externalId) % 4;
    return {
      kind: 'youtube#video',
      etag: hex(`${item.externalId}/${now}`, 16),
      id: item.externalId,
      snippet: {
        // A broadcast stands announced for three days.
        publishedAt: iso(item.publishedAt - (item.kind === 'live' ? 3 * 86_400_000 : 0)),
        channelId: item.account,
        title: item.title,
        liveBroadcastContent: isLive(item, now) ? 'live' : 'none',
      },
      statistics: {
        viewCount: count('plays'),
        // One owner in four hides likes, another has closed the comments.
        ...(draw !== 1 && { likeCount: count('likes') }),
        favoriteCount: '0',
        ...(draw !== 2 && { commentCount: count('comments') }),
      },
      ...(item.kind === 'live' && {
        liveStreamingDetails: {
          actualStartTime: iso(item.publishedAt),
          ...(isLive(item, now)
            ? { concurrentViewers: '321' }
            : { actualEndTime: iso(item.publishedAt + BROADCAST_MS) }),
        },
      }),
    };
  };

  const visible = (item: Item | undefined, now: Instant): item is Item =>
    item !== undefined && world.state('youtube', item.externalId, now) === 'public';

  const videos = ({ query }: Call, now: Instant): Reply => {
    const ids = [...new Set((query.get('id') ?? '').split(',').filter(id => id !== ''))];
    if (ids.length === 0) return badRequest('missingRequiredParameter', 'No filter selected.');
    if (ids.length > MAX_IDS)
      return badRequest('invalidFilters', 'The request specifies an invalid filter parameter.');
    const parts = new Set((query.get('part') ?? '').split(','));
    const items = ids
      .map(id => world.item('youtube', id))
      .filter(item => visible(item, now))
      .reverse()
      .map(item =>
        Object.fromEntries(
          Object.entries(video(item, now)).filter(
            ([key]) => ['kind', 'etag', 'id'].includes(key) || parts.has(key),
          ),
        ),
      );
    return {
      body: {
        kind: 'youtube#videoListResponse',
        etag: hex(`list/${now}`, 16),
        items,
        pageInfo: { totalResults: items.length, resultsPerPage: items.length },
      },
    };
  };

  const uploadsOf = (channel: string): string => `UU${channel.slice(2)}`;

  const channels = ({ query }: Call): Reply => {
    const handle = query.get('forHandle');
    const channel = options.accounts.find(account => account === query.get('id') || `@${account}` === handle);
    return {
      body: {
        kind: 'youtube#channelListResponse',
        pageInfo: { totalResults: channel ? 1 : 0, resultsPerPage: 5 },
        ...(channel !== undefined && {
          items: [
            {
              kind: 'youtube#channel',
              id: channel,
              contentDetails: { relatedPlaylists: { likes: '', uploads: uploadsOf(channel) } },
            },
          ],
        }),
      },
    };
  };

  const playlistItems = ({ query }: Call, now: Instant): Reply => {
    const channel = options.accounts.find(account => uploadsOf(account) === query.get('playlistId'));
    if (channel === undefined)
      return refusal(404, 'youtube.playlistItem', 'playlistNotFound', 'The playlist cannot be found.');
    const size = Number(query.get('maxResults') ?? PAGE.usual);
    if (!Number.isInteger(size) || size < 0 || size > PAGE.most)
      return badRequest('invalidFilters', 'maxResults must be 0 to 50.');
    const token = query.get('pageToken');
    const start = token === null ? 0 : Number(/^P(\d+)$/.exec(token)?.[1]);
    if (Number.isNaN(start)) return badRequest('invalidPageToken', 'The page token is invalid.');
    const all = world.items
      .filter(item => item.account === channel && visible(item, now))
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
    return {
      body: {
        kind: 'youtube#playlistItemListResponse',
        ...(start + size < all.length && { nextPageToken: `P${start + size}` }),
        pageInfo: { totalResults: all.length, resultsPerPage: size },
        items: all.slice(start, start + size).map(item => ({
          kind: 'youtube#playlistItem',
          snippet: { title: item.title, channelId: item.account },
          contentDetails: { videoId: item.externalId, videoPublishedAt: iso(item.publishedAt) },
        })),
      },
    };
  };

  const routes: Readonly<Record<string, (call: Call, now: Instant) => Reply>> = {
    'GET /youtube/v3/videos': videos,
    'GET /youtube/v3/channels': channels,
    'GET /youtube/v3/playlistItems': playlistItems,
  };
  return {
    handle: call => {
      const route = routes[`${call.method} ${call.path}`];
      if (!route) return { status: 404, body: 'Not Found' };
      if (call.query.get('key') !== credentials.YOUTUBE_API_KEY)
        return refusal(400, 'global', 'badRequest', 'API key not valid. Please pass a valid API key.');
      if (!spend()) return refusal(403, 'youtube.quota', 'quotaExceeded', 'You have exceeded your quota.');
      if (!call.query.get('part')) return badRequest('missingRequiredParameter', 'Required parameter: part');
      const reply = route(call, clock.now());
      const mask = call.query.get('fields');
      return mask === null || reply.status !== undefined
        ? reply
        : { ...reply, body: trimmed(reply.body, fieldsOf(mask)) };
    },
    counters: new Set(['viewCount', 'likeCount', 'commentCount', 'concurrentViewers']),
  };
};
