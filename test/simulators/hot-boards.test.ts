import { expect, test } from 'vitest';
import { loadHotLists } from '../../collectors/hot-list.ts';
import { APPLICATION, sampleHotList } from '../../collectors/sample-hot-list.ts';
import { createWorkbench } from '../collectors/workbench.ts';
import type { SimulatedList } from './faults.ts';
import { beijing, startAt } from './harness.ts';
import { HOT_TOPICS, hotLinesAt } from './hot-topics.ts';

const lists = await loadHotLists();

test('each list reader finds what stands on its simulated list, and where', async () => {
  for (const list of lists) {
    const [topic] = HOT_TOPICS.filter(each => each.list === list.id);
    const now = Number(topic?.peakAt);
    const sim = await startAt(now);
    const bench = createWorkbench(new Date(now).toISOString());
    const sample = await sampleHotList(
      list,
      bench.context({
        baseUrl: sim.hotLists[list.id as SimulatedList],
        credentials: sim.credentials,
        codes: { [APPLICATION]: 'client_credential' },
      }),
    );
    bench.remove();
    const lines = hotLinesAt(list.id as SimulatedList, now);
    expect('board' in sample ? sample.board.entries.map(({ rank, title }) => [rank, title]) : sample).toEqual(
      lines.map(({ title }, i) => [i + 1, title]),
    );
    expect(lines.findIndex(({ title }) => title === topic?.title)).toBeLessThan(2);
  }
});

test('what is no line of the list, or asked for wrongly, is told apart', async () => {
  const sim = await startAt(beijing('2022-12-06 20:00'));
  const json = async (list: SimulatedList, path: string) =>
    (await fetch(`${sim.hotLists[list]}${path}`)).json() as Promise<Record<string, unknown>>;
  const weibo = (await json('weibo-hot-search', '/ajax/side/hotSearch')) as {
    data: { realtime: { ad_channel?: number; is_ad?: number }[] };
  };
  const advertised = weibo.data.realtime.filter(line => line.ad_channel === 1 || line.is_ad === 1);
  expect([advertised.length, weibo.data.realtime.length]).toEqual([5, 55]);
  expect(await json('toutiao-hot-board', '/hot-event/hot-board/')).toEqual({ status: 'fail', data: null });
  expect(await json('zhihu-hot', '/api/v3/feed/topstory/hot-lists/total?limit=x')).toEqual({
    error: { name: 'BadRequest', code: 400, message: '请求参数错误' },
  });
  sim.fault({ platform: 'zhihu-hot', kind: 'status', status: 403 });
  expect((await fetch(`${sim.hotLists['zhihu-hot']}/api/v3/feed/topstory/hot-lists/total`)).status).toBe(403);
});
