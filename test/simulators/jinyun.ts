import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingIso } from './beijing.ts';
import { cappedWan, flooredWan } from './display.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const MAX_IDS = 50;

const refusal = (code: number, message: string): Reply => ({ body: { code, message } });

/**
 * The Jinyun client's partner interface, GET /api/open/v1/contents/stats?ids=a,b with an API key in a header. Plays and
 * reads come as the texts the client shows, live entries in full; a field that does not apply is not there, and an
 * item that was taken offline has no counts at all. Errors come with HTTP 200.
 */
export const createJinyun = (options: PlatformOptions): PlatformSimulator => {
  const { world, clock, credentials } = options;

  const counts = (item: Item, now: Instant): Record<string, unknown> => {
    const count = world.count('jinyun', item.externalId, item.metric, now);
    const likeCount = world.count('jinyun', item.externalId, 'likes', now);
    if (item.metric === 'live_entries') return { liveEntries: count, likeCount };
    if (item.metric === 'reads') return { readCountText: cappedWan(count), likeCount };
    return { playCountText: flooredWan(count), likeCount };
  };

  const stats = (call: Call): Reply => {
    if (call.header('x-api-key') !== credentials.JINYUN_API_KEY) return refusal(40101, '接口密钥无效');
    const ids = (call.query.get('ids') ?? '').split(',').filter(id => id !== '');
    if (ids.length === 0) return refusal(40001, '缺少参数 ids');
    if (ids.length > MAX_IDS) return refusal(40002, `ids 不能超过 ${MAX_IDS} 个`);
    const now = clock.now();
    const items = ids.flatMap(id => {
      const item = world.item('jinyun', id);
      const state = item ? world.state('jinyun', id, now) : 'unpublished';
      if (!item || state === 'unpublished') return [];
      const offline = state === 'removed' || state === 'private';
      return {
        id,
        ...(offline ? {} : counts(item, now)),
        publishTime: beijingIso(item.publishedAt),
        status: offline ? 'offline' : 'online',
      };
    });
    return { body: { code: 0, message: 'ok', data: { items } } };
  };

  return {
    handle: call =>
      call.method === 'GET' && call.path === '/api/open/v1/contents/stats'
        ? stats(call)
        : { status: 404, body: { code: 40400, message: '接口不存在' } },
    counters: new Set(['playCountText', 'readCountText', 'liveEntries', 'likeCount']),
  };
};
