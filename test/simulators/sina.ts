import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import type { Call, Reply } from './server.ts';

/** The channel that keeps an article's comments: asked in any other, there are none. */
const channelOf = (newsid: string): string => (newsid.startsWith('comos-') ? 'gn' : 'mp');

/**
 * Sina's comments: the number of comments of one article a call, in the channel that the article was published in. What
 * is gone, unknown or asked for in another channel has `total` 0 and no error. Without oe=utf-8 the answer says GBK.
 */
export const createSina = ({ world, clock }: PlatformOptions): PlatformSimulator => {
  const totalOf = (channel: string, newsid: string): number => {
    const now = clock.now();
    const item = world.item('sina', newsid) ?? world.item('sina', `${channel}:${newsid}`);
    if (!item || world.state('sina', item.externalId, now) !== 'public') return 0;
    const home = item.externalId.includes(':') ? item.externalId.slice(0, 2) : channelOf(newsid);
    return home === channel ? world.count('sina', item.externalId, 'comments', now) : 0;
  };

  const info = ({ query }: Call): Reply => {
    const channel = query.get('channel') ?? '';
    const newsid = query.get('newsid') ?? '';
    const isAsked = query.get('version') === '1' && query.get('format') === 'json';
    // Nothing but ASCII below, so that the same bytes are right in both.
    const charset = query.get('oe') === 'utf-8' ? 'utf-8' : 'gbk';
    const headers = { 'content-type': `application/json; charset=${charset}` };
    if (!isAsked || channel === '' || newsid === '') {
      return {
        headers,
        body: { result: { status: { code: 4, msg: 'param error' }, count: { total: 0 }, cmntlist: [] } },
      };
    }
    const total = totalOf(channel, newsid);
    const size = Math.min(total, Number(query.get('page_size') ?? 10));
    return {
      headers,
      body: {
        result: {
          status: { code: 0, msg: '' },
          language: 'ch',
          count: { qreply: Math.floor(total / 10), total, show: Math.floor(total * 0.7) },
          cmntlist: Array.from({ length: size }, (_, i) => ({ mid: String(i + 1), content: 'ok' })),
          hot_list: [],
        },
      },
    };
  };

  return {
    handle: call =>
      call.method === 'GET' && call.path === '/page/info'
        ? info(call)
        : { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>404</html>' },
    counters: new Set(['qreply', 'total', 'show']),
  };
};
