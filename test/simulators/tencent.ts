import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingIso } from './beijing.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import type { Call, Reply } from './server.ts';
import type { Item } from './world.ts';

const clockText = (instant: Instant): string => beijingIso(instant).slice(0, 19).replace('T', ' ');
const refusal = (msg: string): Reply => ({ body: { msg } });

/** A number from the query within its bounds, else the least. */
const numberIn = (query: URLSearchParams, name: string, least: number, most: number): number => {
  const value = Number(query.get(name));
  return Number.isInteger(value) && value >= least && value <= most ? value : least;
};

/**
 * The back end of 企鹅号: an account's own contents, with the cookies of its owner's session. Lists of statistics come
 * in pages of 8 to 10 with how many there are, as numbers in full; the same number is called newTotalPlayPv in the list
 * and new_total_play_pv for one video, and an article's id takes two zeros when it is asked for alone. An ended session
 * answers a text and no data.
 * @param options.sessionEndsAt when the owner's session runs out.
 */
export const createTencent = (
  options: PlatformOptions & { readonly sessionEndsAt?: Instant },
): PlatformSimulator => {
  const { world, clock, credentials } = options;
  const [account] = options.accounts;

  const own = (metric: Item['metric'] | null): Item[] =>
    world.items
      .filter(item => item.platform === 'tencent' && item.account === account)
      .filter(item => metric === null || item.metric === metric)
      .filter(item => world.state('tencent', item.externalId, clock.now()) === 'public')
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.externalId < b.externalId ? -1 : 1));
  const countOf = ({ externalId, metric }: Item): number =>
    world.count('tencent', externalId, metric, clock.now());
  const pageUrl = ({ metric, externalId }: Item): string =>
    metric === 'plays'
      ? `http://v.qq.com/x/page/${externalId}.html`
      : `http://kuaibao.qq.com/s/${externalId}00`;

  const videos = ({ query }: Call): Reply => {
    const limit = numberIn(query, 'limit', 1, 10);
    const start = (numberIn(query, 'page', 1, 10_000) - 1) * limit;
    const all = own('plays');
    const list = all.slice(start, start + limit).map(item => ({
      vid: item.externalId,
      url: pageUrl(item),
      uploadTime: clockText(item.publishedAt),
      newTotalPlayPv: countOf(item),
    }));
    return { body: { msg: 'success', data: { total: all.length, list } } };
  };

  const articles = ({ query }: Call): Reply => {
    const num = numberIn(query, 'num', 1, 10);
    const start = (numberIn(query, 'page', 1, 10_000) - 1) * num;
    const all = own('reads');
    const statistic = all.slice(start, start + num).map(item => ({
      articleId: item.externalId,
      url: pageUrl(item),
      pubTime: clockText(item.publishedAt),
      read: countOf(item),
    }));
    return { body: { msg: 'success', data: { totalPage: String(Math.ceil(all.length / num)), statistic } } };
  };

  const contents = ({ query }: Call): Reply => {
    const num = numberIn(query, 'num', 1, 10);
    const start = (numberIn(query, 'index', 1, 10_000) - 1) * num;
    const all = own(null);
    const rows = all.slice(start, start + num).map((item, i) => ({
      article_id:
        item.metric === 'plays' ? `20221205V0${String(start + i).padStart(4, '0')}` : item.externalId,
      title: item.title,
      url: pageUrl(item),
      pub_time: clockText(item.publishedAt),
      commentnum: world.count('tencent', item.externalId, 'comments', clock.now()),
      ...(item.metric === 'plays' && { vid: item.externalId }),
    }));
    return { body: { msg: 'success', data: { totalNumber: all.length, articles: rows } } };
  };

  const oneVideo = ({ query }: Call): Reply => {
    const item = own('plays').find(({ externalId }) => externalId === query.get('vid'));
    return item
      ? { body: { msg: 'success', data: { new_total_play_pv: countOf(item) } } }
      : refusal('视频不存在');
  };

  const oneArticle = ({ query }: Call): Reply => {
    const item = own('reads').find(({ externalId }) => `${externalId}00` === query.get('article'));
    return item ? { body: { msg: 'success', data: { read: countOf(item) } } } : refusal('文章不存在');
  };

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'GET /mstatistic/VideoData/MediaVideoList': videos,
    'GET /mstatistic/VideoData/VideoRealStatis': oneVideo,
    'GET /mstatistic/statistic/ArticleReal': articles,
    'GET /mstatistic/statistic/SignalArticle': oneArticle,
    'GET /article/list': contents,
  };
  return {
    handle: call => {
      const route = routes[`${call.method} ${call.path}`];
      if (!route) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>404</html>' };
      const isOver = clock.now() >= (options.sessionEndsAt ?? Number.POSITIVE_INFINITY);
      if (isOver || call.header('cookie') !== credentials.TENCENT_OM_COOKIE) {
        return refusal('登录态失效，请重新登录');
      }
      return route(call);
    },
    counters: new Set(['newTotalPlayPv', 'new_total_play_pv', 'read']),
  };
};
