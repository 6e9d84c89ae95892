import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingMidnight } from './beijing.ts';
import { Grants } from './grants.ts';
import type { PlatformSimulator, SimulatorClock } from './platform.ts';
import type { Call, Reply } from './server.ts';

const TOKEN_S = 7_200;
/** An earlier client token still works this long after a new one was fetched. */
const OVERLAP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

/** One line of the list. `hot` decides the rank. */
type HotVideo = { readonly title: string; readonly videoId: string; readonly hot: number };

const refusal = (code: number, description: string): Reply => ({
  body: {
    data: { error_code: code, description },
    extra: { error_code: code, description, logid: '20221230' },
  },
});

/** The list shown at an instant: made before 10:00 from the 24 hours before, so in the night still yesterday's. */
const listDay = (now: Instant): string =>
  new Date(beijingMidnight(now - 10 * HOUR_MS) + 8 * HOUR_MS).toISOString().slice(0, 10);

/**
 * Douyin's list of hot videos: an application's token of two hours, had for key and secret, of which a new one ends the
 * old ones after five minutes; then the list of the day, at most fifty lines, best first. Errors come with HTTP 200.
 */
export const createHotVideos = (options: {
  readonly clock: SimulatorClock;
  readonly credentials: Readonly<Record<string, string>>;
  /** The videos of the list of a Beijing day, as yyyy-MM-dd. */
  videosOf(day: string): readonly HotVideo[];
}): PlatformSimulator => {
  const { clock, credentials, videosOf } = options;
  const tokens = new Grants('clt.');
  let current: { token: string; endsAt: Instant } | null = null;
  let before: { token: string; endsAt: Instant } | null = null;

  const issue = ({ json }: Call): Reply => {
    const asked = json as Readonly<Record<string, unknown>> | null;
    if (asked?.grant_type !== 'client_credential') return refusal(2100005, 'grant_type');
    if (
      asked.client_key !== credentials.DOUYIN_CLIENT_KEY ||
      asked.client_secret !== credentials.DOUYIN_CLIENT_SECRET
    ) {
      return refusal(10003, 'client_key or client_secret is wrong');
    }
    const now = clock.now();
    const token = tokens.issue('application', now + TOKEN_S * 1000);
    before = current && { token: current.token, endsAt: Math.min(current.endsAt, now + OVERLAP_MS) };
    current = { token, endsAt: now + TOKEN_S * 1000 };
    return {
      body: {
        data: { access_token: token, expires_in: String(TOKEN_S), error_code: '0' },
        message: 'success',
      },
    };
  };

  const isGood = (token: string | null): boolean =>
    [current, before].some(known => known?.token === token && known.endsAt > clock.now());

  const board = (call: Call): Reply => {
    if (!isGood(call.header('access-token'))) return refusal(2190008, 'access token expired');
    const now = clock.now();
    const listed = videosOf(listDay(now))
      .toSorted((a, b) => b.hot - a.hot)
      .slice(0, 50);
    return {
      body: {
        data: {
          error_code: 0,
          description: '',
          list: listed.map(({ title, videoId, hot }, index) => ({
            rank: index + 1,
            title,
            author: '某号',
            play_count: hot * 7,
            digg_count: hot,
            comment_count: 1,
            hot_value: hot,
            share_url: `https://www.iesdouyin.com/share/video/${videoId}/`,
          })),
        },
        extra: { error_code: 0, description: '', logid: '20221230', now },
      },
    };
  };

  return {
    handle: call => {
      if (call.path === '/oauth/client_token/' && call.method === 'POST') return issue(call);
      if (call.path === '/data/extern/billboard/hot_video/' && call.method === 'GET') return board(call);
      return { status: 404, body: 'not found' };
    },
    counters: new Set(['play_count', 'digg_count', 'comment_count', 'hot_value']),
    tokenPaths: ['/oauth/client_token/'],
  };
};
