import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hash32 } from './random.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

/** More ids than a page of the uploader's list shows are cut off. */
const MAX_IDS = 50;
const ARTICLES_A_PAGE = 20;

const script = (body: string): Reply => ({
  headers: { 'content-type': 'text/javascript; charset=gbk' },
  body,
});

/** The uploader's number on my.tv.sohu.com. */
export const uidOf = (account: string): string =>
  String(100_000_000 + (hash32(`sohu/${account}`) % 1_000_000));

/** Some rows write their numbers as texts. */
const eitherWay = (id: string, value: number): number | string =>
  hash32(id) % 3 === 0 ? String(value) : value;

/**
 * Sohu without a login: plays of uploaded videos as a script, reads of articles keyed by the article's number, an
 * uploader's videos page by page, an author's newest articles. What is gone or unknown is left out of all of them.
 * The four hosts of the world outside are served here together.
 */
export const createSohu = ({ world, clock }: PlatformOptions): PlatformSimulator => {
  const shown = (id: string): Item | null => {
    const item = world.item('sohu', id);
    return item && world.state('sohu', id, clock.now()) === 'public' ? item : null;
  };
  const newest = (belongs: (item: Item) => boolean): Item[] =>
    world.items
      .filter(item => item.platform === 'sohu' && belongs(item) && shown(item.externalId))
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));

  const plays = ({ query }: Call): Reply => {
    const ids = (query.get('v') ?? '').split('|').filter(id => id !== '');
    const rows = ids.slice(0, MAX_IDS).flatMap(id => {
      const item = shown(id);
      if (item?.metric !== 'plays') return [];
      const count = world.count('sohu', id, 'plays', clock.now());
      return { id: hash32(id) % 2 === 0 ? Number(id) : id, count: eitherWay(id, count) };
    });
    return script(`var ${query.get('n') ?? 'video_play_count'}=${JSON.stringify(rows)};\n`);
  };

  const reads = ({ query }: Call): Reply => {
    const entries = (query.get('articleIds') ?? '').split(',').flatMap((number): [string, unknown][] => {
      const [item] = newest(({ externalId }) => externalId.startsWith(`${number}_`));
      if (item?.metric !== 'reads') return [];
      const count = world.count('sohu', item.externalId, 'reads', clock.now());
      return [[number, eitherWay(item.externalId, count)]];
    });
    const body = Object.fromEntries(entries);
    const callback = query.get('callback');
    return callback === null ? { body } : script(`${callback}(${JSON.stringify(body)});`);
  };

  const uploads = ({ query }: Call): Reply => {
    const size = Number(query.get('size') ?? 20);
    const start = (Number(query.get('pg') ?? 1) - 1) * size;
    const own = newest(item => item.metric === 'plays' && uidOf(item.account) === query.get('uid'));
    const list = own.slice(start, start + size).map(item => ({
      id: Number(item.externalId),
      title: item.title,
      url: `//my.tv.sohu.com/us/${uidOf(item.account)}/${item.externalId}.shtml`,
      uploadTime: item.publishedAt,
      videoLength: 180,
    }));
    return { body: { data: { list } } };
  };

  const articles = (author: string, { query }: Call): Reply => {
    const page = Number(query.get('pNo') ?? 1);
    if (page > 1 && query.get('secretStr') === null) return { body: { code: 403, msg: '非法请求' } };
    const own = newest(item => item.metric === 'reads' && item.externalId.endsWith(`_${author}`));
    const pcArticleVOS = own.slice(0, ARTICLES_A_PAGE).map(item => ({
      title: item.title,
      link: `www.sohu.com/a/${item.externalId}?scm=1.2.3`,
      publicTime: item.publishedAt,
    }));
    return { body: { code: 200, data: { pcArticleVOS } } };
  };

  return {
    handle: call => {
      const { method, path, query } = call;
      const author = /^\/author-page-api\/author-articles\/pc\/(\d+)$/.exec(path)?.[1];
      if (method === 'GET' && author !== undefined) return articles(author, call);
      if (method === 'GET' && path === '/author-page-api/articles/pv') return reads(call);
      if (method === 'GET' && path === '/user/wm/ta/v.do') return uploads(call);
      if (method === 'GET' && path === '/dostat.do' && query.get('method') === 'getVideoPlayCount')
        return plays(call);
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>404</html>' };
    },
    counters: new Set(['count']),
  };
};
