import { type HotTopic, hotLinesAt } from './hot-topics.ts';
import type { PlatformSimulator, SimulatorClock } from './platform.ts';
import type { Call, Reply } from './server.ts';

/** What the lists are made from. */
export type HotBoardOptions = { readonly clock: SimulatorClock; readonly topics?: readonly HotTopic[] };

const only = (path: string, answer: (call: Call) => Reply): PlatformSimulator['handle'] => {
  const handle = (call: Call): Reply =>
    call.method === 'GET' && call.path === path
      ? answer(call)
      : { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>404</html>' };
  return handle;
};

/**
 * Weibo's side column of hot searches: a topic the editors pinned stands apart and outside the ranks; every tenth line
 * is an advertisement, marked in one of two ways, with an index as high as its neighbours'.
 */
export const createWeiboHot = ({ clock, topics }: HotBoardOptions): PlatformSimulator => ({
  handle: only('/ajax/side/hotSearch', () => {
    const realtime = hotLinesAt('weibo-hot-search', clock.now(), topics).flatMap(({ title, heat }, i) => {
      const line = {
        word: title,
        note: title,
        num: heat,
        category: '社会',
        word_scheme: `#${title}#`,
        flag: i === 0 ? 2 : 0,
        realpos: i + 1,
      };
      if (i % 10 !== 3) return [line];
      const advertised = { ...line, word: `推广${i}`, note: `推广${i}`, word_scheme: `#推广${i}#` };
      return [{ ...advertised, ...(i % 20 === 3 ? { ad_channel: 1 } : { is_ad: 1 }) }, line];
    });
    return {
      body: {
        ok: 1,
        data: { hotgov: { word: '#置顶#', pos: 1, is_gov: 1 }, realtime, logs: { act_code: 1 } },
      },
    };
  }),
  counters: new Set(['num']),
});

/** Toutiao's hot board for the web page: the index as a text, a cluster's number of 19 digits beside its damaged twin. */
export const createToutiaoHot = ({ clock, topics }: HotBoardOptions): PlatformSimulator => ({
  handle: only('/hot-event/hot-board/', ({ query }) => {
    if (query.get('origin') !== 'toutiao_pc') return { body: { status: 'fail', data: null } };
    const data = hotLinesAt('toutiao-hot-board', clock.now(), topics).map(({ title, heat, id }) => ({
      ClusterId: Number(id),
      ClusterIdStr: id,
      Title: title,
      QueryWord: title,
      Label: '',
      Url: `https://www.toutiao.com/trending/${id}/?category_name=topic_innerflow&event_type=hot_board`,
      HotValue: String(heat),
    }));
    return { body: { status: 'success', data, fixed_top_data: [], impr_id: '20221230' } };
  }),
  counters: new Set(['HotValue']),
});

/** Zhihu's hot list: a question a line, the index as words, ids as numbers beyond what a double keeps. */
export const createZhihuHot = ({ clock, topics }: HotBoardOptions): PlatformSimulator => ({
  handle: only('/api/v3/feed/topstory/hot-lists/total', ({ query }) => {
    const limit = Number(query.get('limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1)
      return { status: 400, body: { error: { name: 'BadRequest', code: 400, message: '请求参数错误' } } };
    const lines = hotLinesAt('zhihu-hot', clock.now(), topics).slice(0, limit);
    const data = lines.map(
      ({ title, heat, id }, i) =>
        `{"type":"hot_list_feed","style_type":"1","id":"${i}_${clock.now()}","detail_text":"${Math.floor(heat / 10_000)} 万热度",` +
        `"target":{"id":${id},"title":${JSON.stringify(title)},"type":"question","answer_count":${i + 1}}}`,
    );
    return { body: `{"data":[${data.join(',')}],"paging":{"is_end":true},"fresh_text":"热榜已更新"}` };
  }),
  counters: new Set(['answer_count']),
});
