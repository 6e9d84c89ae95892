import { describe, expect, test } from 'vitest';
import { loadHotLists } from '../../collectors/hot-list.ts';
import { chooseLists, createHotLooks } from '../../pipeline/jobs/hot-lists.ts';
import { type HotRank, insertHotRanks, readHotTopics } from '../../pipeline/store/hot-ranks.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { startServer } from '../setup/http-server.ts';
import { at } from '../sql/seed.ts';
import { select } from '../sql/select.ts';
import { intakeWorld } from './intake-world.ts';

const lists = await loadHotLists();
const weiboAt = (baseUrl: string) => ({
  'douyin-hot-video': { enabled: false },
  'weibo-hot-search': { enabled: true, baseUrl },
});

describe('which lists are looked at', () => {
  const chosen = (hotLists: Record<string, { enabled: boolean }>, set: string[] = []) =>
    chooseLists({ hotLists, secret: name => (set.includes(name) ? 'x' : null) }, lists).map(({ id }) => id);
  const KEYS = ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'];

  test('an interface whose credentials are set, and public pages only where they are switched on', () => {
    expect([
      chosen({}),
      chosen({}, KEYS),
      chosen({ 'douyin-hot-video': { enabled: false } }, KEYS),
      chosen({ 'zhihu-hot': { enabled: true }, 'weibo-hot-search': { enabled: false } }),
    ]).toEqual([[], ['douyin-hot-video'], [], ['zhihu-hot']]);
  });

  test('a name that is none is refused', () => {
    expect(() => chosen({ 'weibo-hot-serch': { enabled: true } })).toThrow(
      'hot_lists of renci.yaml names "weibo-hot-serch", which is no hot list. Did you mean "weibo-hot-search"?',
    );
  });
});

describe('looks', () => {
  const world = intakeWorld({
    campaigns: {
      'year-end': { keywords: ['天津 教学', '养老院'], hashtags: [], episodes: {}, broadcastHours: 24 },
    },
  });

  test('are noted while the campaign runs, through the spool, with the answer as proof', async () => {
    let realtime: unknown[] = [];
    let status = 200;
    const server = await startServer(() => ({ status, body: { ok: 1, data: { realtime } } }));
    const app = { ...world.app, config: { ...world.app.config, hotLists: weiboAt(server.url) } };
    const look = createHotLooks(app, lists);
    const step = async (time: string, words: readonly string[] | null) => {
      world.clock.set(at(time));
      status = words === null ? 403 : 200;
      realtime = (words ?? []).map((word, index) => ({ word, num: 1000 - index }));
      return (await look()).map(({ entries, ranks, error }) => [
        entries,
        ranks.map(({ topic, rank }) => [topic, rank]),
        error,
      ]);
    };
    const topic = '天津何时恢复线下教学？';
    try {
      expect([
        await step('12-29 12:00', ['雪', topic]),
        await step('12-29 12:10', [topic, '家门口的养老院']),
        await step('12-29 12:20', ['雪']),
        await step('12-29 12:30', null),
        await step('12-29 12:40', ['雪', '雨', topic]),
        await step('12-31 12:00', [topic]),
      ]).toEqual([
        [[2, [[topic, 2]], null]],
        [
          [
            2,
            [
              [topic, 1],
              ['家门口的养老院', 2],
            ],
            null,
          ],
        ],
        [[1, [], null]],
        [[null, [], 'weibo: asks for a visitor’s cookie (HTTP 403)']],
        [[3, [[topic, 3]], null]],
        // The campaign is over: nobody is asked.
        [],
      ]);
      expect(server.received.length).toBe(5);
    } finally {
      await server.close();
    }
    const common = { listId: 'weibo-hot-search', platform: 'weibo', listedAt: null, grainS: 600 };
    const topics = await readHotTopics(world.app.db, 'year-end');
    const proofs = topics.map(({ payloadId }) => payloadId);
    expect(topics).toEqual([
      {
        ...common,
        topic,
        matched: '天津 教学',
        firstSeen: at('12-29 12:00'),
        lastSeen: at('12-29 12:40'),
        bestRank: 1,
        bestAt: at('12-29 12:10'),
        lastRank: 3,
        looks: 3,
        // 12:00 to 12:10; it was gone at 12:20, and of 12:30 nobody knows.
        minutes: 10,
        url: `https://s.weibo.com/weibo?q=${encodeURIComponent(topic)}`,
        payloadId: proofs[0],
      },
      {
        ...common,
        topic: '家门口的养老院',
        matched: '养老院',
        firstSeen: at('12-29 12:10'),
        lastSeen: at('12-29 12:10'),
        bestRank: 2,
        bestAt: at('12-29 12:10'),
        lastRank: 2,
        looks: 1,
        minutes: 0,
        url: `https://s.weibo.com/weibo?q=${encodeURIComponent('家门口的养老院')}`,
        payloadId: proofs[1],
      },
    ]);
    // Only answers with a topic of ours are kept; every request is noted.
    const [payloads] = await select(
      world.app.db,
      "SELECT count() AS kept, countIf(payload_id = {proof:String}) AS proof FROM payloads WHERE platform = 'weibo'",
      { proof: proofs[0] },
    );
    const attempts = await select(
      world.app.db,
      "SELECT status, count() AS times FROM attempts WHERE platform = 'weibo' GROUP BY status ORDER BY status",
    );
    expect([
      Number(payloads?.kept),
      Number(payloads?.proof),
      attempts.map(row => [Number(row.status), Number(row.times)]),
    ]).toEqual([
      3,
      1,
      [
        [200, 4],
        [403, 1],
      ],
    ]);
  });

  test('go by the titles of works where no keyword is declared', async () => {
    const server = await startServer(() => ({
      body: { ok: 1, data: { realtime: [{ word: '家门口又建一批好学校' }, { word: '天津教学' }] } },
    }));
    world.clock.set(at('12-30 12:00'));
    const config = { ...world.app.config, campaigns: {}, hotLists: weiboAt(server.url) };
    const [done] = await createHotLooks({ ...world.app, config }, lists)();
    await server.close();
    expect(done?.ranks.map(({ topic, matched }) => [topic, matched])).toEqual([
      ['家门口又建一批好学校', '家门口又建一批好学校'],
    ]);
  });
});

describe('the ledger', () => {
  const { db } = testDatabase();
  const rank = (sampledAt: number, position: number, more: Partial<HotRank> = {}): HotRank => ({
    campaignId: 'c',
    listId: 'l',
    platform: 'p',
    topic: 't',
    matched: 'k',
    sampledAt,
    intervalS: 600,
    rank: position,
    heat: '1234 万热度',
    url: 'https://example.test/t',
    listedAt: null,
    payloadId: `at ${position}`,
    ...more,
  });
  const MINUTE = 60_000;
  const start = at('12-29 12:00');

  test('counts time between looks that follow each other, whatever was sent twice or late', async () => {
    const looks = [
      rank(start, 5),
      rank(start + 10 * MINUTE, 3, { listedAt: start }),
      // Fifteen minutes: late. Longer: one is missing.
      rank(start + 25 * MINUTE, 3, { listedAt: start + MINUTE }),
      rank(start + 41 * MINUTE, 8),
      rank(start + 46 * MINUTE, 9, { intervalS: 300 }),
      rank(start, 1, { campaignId: 'other' }),
      rank(start + MINUTE, 4, { listId: 'm' }),
    ];
    await insertHotRanks(db, looks);
    await insertHotRanks(db, looks.slice(0, 3));
    const row = { platform: 'p', topic: 't', matched: 'k', url: 'https://example.test/t' };
    expect(await readHotTopics(db, 'c')).toEqual([
      {
        ...row,
        listId: 'l',
        firstSeen: start,
        lastSeen: start + 46 * MINUTE,
        bestRank: 3,
        bestAt: start + 10 * MINUTE,
        lastRank: 9,
        looks: 5,
        minutes: 30,
        grainS: 600,
        listedAt: start + MINUTE,
        payloadId: 'at 3',
      },
      {
        ...row,
        listId: 'm',
        firstSeen: start + MINUTE,
        lastSeen: start + MINUTE,
        bestRank: 4,
        bestAt: start + MINUTE,
        lastRank: 4,
        looks: 1,
        minutes: 0,
        grainS: 600,
        listedAt: null,
        payloadId: 'at 4',
      },
    ]);
    expect(await readHotTopics(db, 'nobody')).toEqual([]);
  });
});
