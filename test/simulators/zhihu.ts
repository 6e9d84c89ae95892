import type { Instant } from '../../pipeline/domain/reading.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hash32, hex } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const LIMITS = ['10', '20', '50'];
const SIGNATURE = 10003;

/** The Cookie header of an account's browser, as its owner would copy it. */
export const zhihuSession = (account: string): string =>
  `d_c0=${hex(`zhihu-device/${account}`, 32)}; z_c0=2|1:0|10:1671500000|4:z_c0|92:${hex(`zhihu/${account}`, 48)}`;
export const zhihuName = (account: string): string => `${account}-${hex(`zhihu-name/${account}`, 4)}`;

/**
 * What the platform may do from some moment on: `signature` asks for its script's signature everywhere ·
 * `risk` answers 403 everywhere · `ended` the sessions end with 401 · `ended-in-200` the same inside HTTP 200 ·
 * `empty` the sessions end, and the list answers as if there were nothing.
 */
export type ZhihuMood = 'calm' | 'signature' | 'risk' | 'ended' | 'ended-in-200' | 'empty';

export type ZhihuOptions = PlatformOptions & { readonly mood?: () => ZhihuMood };

const failure = (status: number, code: number, message: string): Reply => ({
  status,
  body: { error: { name: 'Error', code, message } },
});

/** Articles and answers carry their type in our ids, videos do not. */
const typed = ({ externalId }: Item): { readonly type: string; readonly id: string } => {
  const [first = '', second] = externalId.split(':');
  return second === undefined ? { type: 'zvideo', id: first } : { type: first, id: second };
};

/**
 * Zhihu's web interfaces: the public detail of a video by id, and for a signed-in owner the list of the own creations,
 * 20 to a page. A counter being recomputed says "updating" or "unnormal_by_pv" in place of its number.
 */
export const createZhihu = (options: ZhihuOptions): PlatformSimulator => {
  const { world, clock } = options;
  const mood = (): ZhihuMood => options.mood?.() ?? 'calm';

  const shown = (item: Item, now: Instant): number | string => {
    const isOut = world.state('zhihu', item.externalId, now) === 'unreported';
    if (isOut) return hash32(item.externalId) % 2 === 0 ? 'updating' : 'unnormal_by_pv';
    return world.count('zhihu', item.externalId, item.metric, now);
  };
  const isListed = (item: Item, now: Instant): boolean =>
    ['public', 'unreported'].includes(world.state('zhihu', item.externalId, now));
  const author = ({ account, accountName }: Item) => ({
    id: hex(`zhihu-author/${account}`, 32),
    name: accountName,
    url_token: zhihuName(account),
  });

  const video = (id: string): Reply => {
    const now = clock.now();
    const item = world.item('zhihu', id);
    if (!item || !isListed(item, now)) return failure(404, 404, '资源不存在');
    const act = (metric: 'likes' | 'comments') => world.count('zhihu', id, metric, now);
    return {
      body: {
        id,
        title: item.title,
        play_count: shown(item, now),
        liked_count: act('likes'),
        voteup_count: act('likes') * 2,
        comment_count: act('comments'),
        published_at: Math.floor(item.publishedAt / 1000),
        updated_at: Math.floor(item.publishedAt / 1000),
        author: author(item),
        video: { duration: 73.4 },
      },
    };
  };

  const creation = (item: Item, now: Instant): unknown => {
    const { type, id } = typed(item);
    const act = (metric: 'likes' | 'comments' | 'favourites') =>
      world.count('zhihu', item.externalId, metric, now);
    const created = Math.floor(item.publishedAt / 1000);
    return {
      type,
      data: { id, url_token: id, title: item.title, created_time: created, updated_time: created + 3_600 },
      reaction: {
        read_count: type === 'zvideo' ? 0 : shown(item, now),
        vote_up_count: act('likes') * 2,
        like_count: act('likes'),
        comment_count: act('comments'),
        collect_count: act('favourites'),
        play_count: type === 'zvideo' ? shown(item, now) : 0,
      },
    };
  };

  const creations = ({ query }: Call, account: string): Reply => {
    const now = clock.now();
    const limit = query.get('limit') ?? '20';
    const offset = Number(query.get('offset') ?? '0');
    if (!LIMITS.includes(limit) || !Number.isInteger(offset)) return failure(400, 400, '请求参数错误');
    const all = world.items
      .filter(item => item.platform === 'zhihu' && item.account === account && isListed(item, now))
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? 1 : -1));
    const page = mood() === 'empty' ? [] : all.slice(offset, offset + Number(limit));
    const totals = mood() === 'empty' ? 0 : all.length;
    return {
      body: {
        paging: { is_end: offset + page.length >= totals, totals },
        data: page.map(item => creation(item, now)),
      },
    };
  };

  const owner =
    (answer: (call: Call, account: string) => Reply) =>
    (call: Call): Reply => {
      const account = options.accounts.find(a => zhihuSession(a) === call.header('cookie'));
      if (mood() === 'ended-in-200') return { body: { code: 401, msg: 'no auth' } };
      if (account === undefined || mood() === 'ended') return failure(401, 100, 'ERR_LOGIN_TICKET_EXPIRED');
      return answer(call, account);
    };
  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    '/api/v4/me': owner((_, account) => ({
      body: { id: hex(`zhihu-author/${account}`, 32), url_token: zhihuName(account), name: account },
    })),
    '/api/v4/creators/creations/v2/all': owner(creations),
  };

  return {
    handle: call => {
      if (mood() === 'signature') return failure(403, SIGNATURE, '请求参数异常，请升级客户端后重试。');
      if (mood() === 'risk') return failure(403, 40352, '系统监测到您的网络环境存在异常');
      const id = /^\/api\/v4\/zvideos\/(\d+)$/.exec(call.path)?.[1];
      return id === undefined
        ? (routes[call.path]?.(call) ?? { status: 404, body: '<html></html>' })
        : video(id);
    },
    counters: new Set([
      'play_count',
      'read_count',
      'liked_count',
      'like_count',
      'comment_count',
      'collect_count',
    ]),
  };
};
