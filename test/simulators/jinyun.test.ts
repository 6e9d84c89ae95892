import { expect, test } from 'vitest';
import { flooredWan } from './display.ts';
import { beijing, get, idOf, startAt } from './harness.ts';

/** An hour before the article's counter begins to show 0. */
const NOW = beijing('2022-12-30 11:00');
type Sim = Awaited<ReturnType<typeof startAt>>;
const ask = (sim: Sim, ids: readonly string[], key = sim.credentials.JINYUN_API_KEY!) =>
  get(`${sim.urls.jinyun}/api/open/v1/contents/stats?ids=${ids.join(',')}`, { 'x-api-key': key });

test('shows each kind its own count, and none for what is offline or unknown', async () => {
  const sim = await startAt(NOW);
  const id = (work: string): string => idOf(work, 'jinyun-app');
  const count = (work: string, metric: 'plays' | 'live_entries' | 'likes') =>
    sim.world.count('jinyun', id(work), metric, NOW);
  const works = [
    'education-live',
    'education-replay',
    'education-clip-1',
    'education-article',
    'water-clip-2',
  ];
  expect(count('education-replay', 'plays')).toBeGreaterThan(10_000);
  expect(count('education-clip-1', 'plays')).toBeLessThan(10_000);
  expect(await ask(sim, ['000000000', ...works.map(id)])).toEqual({
    status: 200,
    body: {
      code: 0,
      message: 'ok',
      data: {
        items: [
          {
            id: id('education-live'),
            liveEntries: count('education-live', 'live_entries'),
            likeCount: count('education-live', 'likes'),
            publishTime: '2022-12-06T09:00:00+08:00',
            status: 'online',
          },
          {
            id: id('education-replay'),
            playCountText: flooredWan(count('education-replay', 'plays')),
            likeCount: count('education-replay', 'likes'),
            publishTime: '2022-12-06T12:00:00+08:00',
            status: 'online',
          },
          {
            id: id('education-clip-1'),
            playCountText: flooredWan(count('education-clip-1', 'plays')),
            likeCount: count('education-clip-1', 'likes'),
            publishTime: '2022-12-06T11:30:00+08:00',
            status: 'online',
          },
          {
            id: id('education-article'),
            readCountText: '10万+',
            likeCount: count('education-article', 'likes'),
            publishTime: '2022-12-05T17:00:00+08:00',
            status: 'online',
          },
          { id: id('water-clip-2'), publishTime: '2022-12-20T14:30:00+08:00', status: 'offline' },
        ],
      },
    },
  });
});

test('an article that it shows no readers of keeps its likes', async () => {
  const then = beijing('2022-12-30 18:00');
  const sim = await startAt(then);
  const id = idOf('education-article', 'jinyun-app');
  const { body } = await ask(sim, [id]);
  expect(body).toMatchObject({
    data: { items: [{ id, readCountText: '0', likeCount: sim.world.count('jinyun', id, 'likes', then) }] },
  });
  expect(sim.world.count('jinyun', id, 'likes', then)).toBeGreaterThan(1_000);
});

test('refuses by code with HTTP 200', async () => {
  const sim = await startAt(NOW);
  const ids = (n: number): string[] => Array(n).fill('000000000');
  const refused = (code: number, message: string) => ({ status: 200, body: { code, message } });
  expect(await ask(sim, ids(1), 'other')).toEqual(refused(40101, '接口密钥无效'));
  expect(await ask(sim, [])).toEqual(refused(40001, '缺少参数 ids'));
  expect(await ask(sim, ids(51))).toEqual(refused(40002, 'ids 不能超过 50 个'));
  expect(await ask(sim, ids(50))).toEqual({
    status: 200,
    body: { code: 0, message: 'ok', data: { items: [] } },
  });
});
