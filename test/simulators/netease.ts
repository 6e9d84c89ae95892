import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingIso } from './beijing.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hash32 } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** A video this young has no `playCount` yet, or null in its place. */
const FRESH_MS = 30 * 60_000;

/** "2022-12-05 19:30:00". */
const clockText = (instant: Instant): string => beijingIso(instant).slice(0, 19).replace('T', ' ');

/** The id of an account's page: a T and 13 digits. */
export const tidOf = (account: string): string =>
  `T${String(hash32(`netease/${account}`)).padStart(13, '1')}`;

/**
 * NetEase's news application: one video a call in an envelope with `code` 0, and an account's videos by offset and size
 * in the path, counters left out, an empty page behind the last. What is gone answers 404 with a code of its own; an
 * unknown video answers no `data`. Both hosts are served here.
 */
export const createNetease = ({ world, clock }: PlatformOptions): PlatformSimulator => {
  const counts = (item: Item, now: Instant): Record<string, unknown> => {
    const plays = world.count('netease', item.externalId, item.metric, now);
    const others = {
      replyCount: world.count('netease', item.externalId, 'comments', now),
      voteCount: world.count('netease', item.externalId, 'likes', now),
    };
    if (now - item.publishedAt >= FRESH_MS) return { playCount: plays, ...others };
    return hash32(item.externalId) % 2 === 0 ? { playCount: null, ...others } : others;
  };

  const detail = (vid: string, now: Instant): Reply => {
    const item = world.item('netease', vid);
    if (item?.metric !== 'plays') return { body: { code: 0, message: '' } };
    const state = world.state('netease', vid, now);
    if (state === 'unpublished') return { body: { code: 0, message: '' } };
    if (state !== 'public') return { status: 404, body: { code: 404, message: '视频不存在' } };
    const tid = tidOf(item.account);
    return {
      body: {
        code: 0,
        data: {
          vid,
          title: item.title,
          ptime: clockText(item.publishedAt),
          ...counts(item, now),
          length: 180,
          topicName: item.accountName,
          videoTopic: { tid, tname: item.accountName },
          replyBoard: 'video_bbs',
          replyid: `${vid.slice(1)}008535RB`,
        },
      },
    };
  };

  const list = (tid: string, offset: number, size: number, now: Instant): Reply => {
    const own = world.items
      .filter(item => item.platform === 'netease' && item.metric === 'plays' && tidOf(item.account) === tid)
      .filter(item => world.state('netease', item.externalId, now) === 'public')
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
    const rows = own.slice(offset, offset + size).map(item => ({
      title: item.title,
      ptime: clockText(item.publishedAt),
      imgsrc: 'https://nimg.example/cover.jpg',
      length: 180,
      // Rows name the video one way or the other.
      ...(hash32(item.externalId) % 2 === 0 ? { videoID: item.externalId } : { skipID: item.externalId }),
      videoTopic: { tid, tname: item.accountName },
    }));
    return { body: { tab_list: rows, subscribe_info: { subnum: '12.3万' } } };
  };

  return {
    handle: ({ method, path }: Call) => {
      const now = clock.now();
      const vid = /^\/nc-gateway\/api\/v1\/video\/detail\/([^/]+)$/.exec(path)?.[1];
      if (method === 'GET' && vid !== undefined) {
        return /^V[A-Z0-9]{8}$/.test(vid)
          ? detail(vid, now)
          : { body: { code: '40001', message: 'illegal video id' } };
      }
      const page = /^\/nc\/subscribe\/list\/(T\d{13})\/video\/(\d+)-(\d+)\.html$/.exec(path);
      if (method === 'GET' && page) return list(String(page[1]), Number(page[2]), Number(page[3]), now);
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>404</html>' };
    },
    counters: new Set(['playCount', 'replyCount', 'voteCount']),
  };
};
