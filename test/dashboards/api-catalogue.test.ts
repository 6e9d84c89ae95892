import { beforeAll, describe, expect, test } from 'vitest';
import { inboxId, insertInbox } from '../../pipeline/store/inbox.ts';
import { ITEM, intakeWorld, NOW } from '../pipeline/intake-world.ts';
import { requestsOf } from './intake-request.ts';

const world = intakeWorld();
const KNOWN = 'https://www.douyin.com/video/7412345678901234567';
const FRESH = `https://www.kuaishou.com/short-video/${ITEM}`;
const ENTRY = inboxId('kuaishou', '3x0000000000005');

const request = requestsOf(world);

beforeAll(async () => {
  await insertInbox(world.app.db, [
    {
      ...{
        id: ENTRY,
        platform: 'kuaishou',
        accountId: 'kuai',
        externalId: '3x0000000000005',
        title: '养老院',
      },
      ...{ url: '', kind: 'clip', metric: 'plays', publishedAt: null, discoveredAt: NOW, proposal: null },
      ...{ state: 'waiting', placementId: null, updatedAt: NOW },
    },
  ]);
});

test('GET /catalogue counts what there is, and says whether it may be changed', async () => {
  const { body } = await request('GET', '/catalogue');
  expect(body).toEqual({
    mayChange: true,
    waiting: 1,
    campaigns: [
      {
        ...{
          id: 'year-end',
          name: '向群众汇报',
          nameEn: 'Reporting to the People',
          timeZone: 'Asia/Shanghai',
        },
        ...{ episodes: 2, works: 1, placements: 1 },
      },
    ],
    platforms: [
      {
        ...{
          id: 'douyin',
          name: { zh: '抖音', en: 'Douyin' },
          group: 'commercial',
          replayInLiveCount: 'unknown',
        },
        listed: true,
      },
      {
        ...{
          id: 'kuaishou',
          name: { zh: '快手', en: 'Kuaishou' },
          group: 'commercial',
          replayInLiveCount: 'unknown',
        },
        listed: true,
      },
      {
        ...{
          id: 'weibo',
          name: { zh: '微博', en: 'Weibo' },
          group: 'commercial',
          replayInLiveCount: 'unknown',
        },
        listed: true,
      },
    ],
    accounts: [
      { id: 'hao', platform: 'weibo', name: '津云微博' },
      { id: 'jinyun', platform: 'douyin', name: '津云号' },
      { id: 'kuai', platform: 'kuaishou', name: '天津广播' },
    ],
  });
  expect((await request('GET', '/catalogue', undefined, false)).body.mayChange).toBe(false);
});

test('GET /campaigns/{id}/catalogue is all of it', async () => {
  const { body } = await request('GET', '/campaigns/year-end/catalogue');
  expect([
    body.campaign,
    body.timeZone,
    (body.episodes as unknown[]).length,
    body.works,
    body.placements,
  ]).toEqual([
    'year-end',
    'Asia/Shanghai',
    2,
    [
      {
        ...{ id: 'edu-clip', episode: 'education', kind: 'clip', title: '家门口又建一批好学校' },
        ...{ series: '向局长问到底', publishedAt: '2022-12-27T04:00:00.000Z' },
      },
    ],
    [
      {
        ...{
          placementId: 1,
          work: 'edu-clip',
          platform: 'douyin',
          account: 'jinyun',
          externalId: '@8hxd/01==',
        },
        ...{ url: KNOWN, metric: 'plays', publishedAt: '2022-12-27T04:00:00.000Z' },
        ...{ accounts: ['jinyun'], replaces: '', apart: null },
        registeredAt: '2022-12-29T04:00:00.000Z',
      },
    ],
  ]);
  expect((await request('GET', '/campaigns/nobody/catalogue')).status).toBe(404);
});

describe('POST /catalogue/links', () => {
  test('tells new items, placements, repetitions and what cannot be read, in the order of the text', async () => {
    const text = `看【养老院】${FRESH} 复制打开\n${KNOWN}\n又一次 ${FRESH}?share=1\nhttps://example.org/x`;
    const item = {
      ...{ platform: 'kuaishou', externalId: ITEM, metric: 'plays', kind: 'clip', url: FRESH },
      ...{ account: null, title: '', publishedAt: null },
    };
    const nothing = { item: null, either: [], placement: null, repeated: false, problem: null };
    const { body } = await request('POST', '/catalogue/links', { text });
    expect(body).toEqual({
      links: [
        { ...nothing, address: FRESH, item },
        {
          ...nothing,
          address: KNOWN,
          placement: {
            ...{ placementId: 1, campaign: 'year-end', work: 'edu-clip', workTitle: '家门口又建一批好学校' },
            account: 'jinyun',
          },
        },
        { ...nothing, address: `${FRESH}?share=1`, item, repeated: true },
        {
          ...nothing,
          address: 'https://example.org/x',
          problem: {
            en: expect.stringContaining('example.org/x is on a host that no platform here knows.'),
            zh: expect.stringContaining('example.org/x 所在的网站不认得。'),
          },
        },
      ],
    });
  });

  test('says that a text has no link, refuses too many, and asks nobody where nothing may be changed', async () => {
    const many = Array.from({ length: 51 }, (_, index) => `${FRESH}${index}`).join('\n');
    const kindOf = ({ status, body }: Awaited<ReturnType<typeof request>>) => [
      status,
      (body.error as { kind: string }).kind,
    ];
    expect((await request('POST', '/catalogue/links', { text: '养老院' })).body).toEqual({
      links: [
        {
          ...{ address: '养老院', item: null, either: [], placement: null, repeated: false },
          problem: {
            en: 'There is no link in “养老院”. Paste the address of the item.',
            zh: '“养老院”里没有链接。请粘贴作品的地址。',
          },
        },
      ],
    });
    expect(kindOf(await request('POST', '/catalogue/links', { text: many }))).toEqual([422, 'refused']);
    expect(kindOf(await request('POST', '/catalogue/links', { text: FRESH }, false))).toEqual([
      403,
      'read-only',
    ]);
  });
});

test('an ignored entry waits again when it is restored; both are in the trail', async () => {
  const decide = async (action: string) => {
    const { status, body } = await request('POST', `/inbox/${ENTRY}`, { action, by: '值班编辑' });
    return [status, (body.entry as { state?: string } | undefined)?.state];
  };
  expect([await decide('ignore'), await decide('restore'), await decide('restore')]).toEqual([
    [200, 'ignored'],
    [200, 'waiting'],
    [422, undefined],
  ]);
  const { changes } = (await request('GET', '/catalogue/changes')).body as {
    changes: { action: string; by: string; subject: string }[];
  };
  const ofEntry = changes.filter(({ subject }) => subject === ENTRY);
  expect(ofEntry.map(({ action, by }) => [action, by]).sort()).toEqual([
    ['ignore', '值班编辑'],
    ['restore', '值班编辑'],
  ]);
});

test('links of several accounts are registered in one go, each on the account it was given', async () => {
  const { status, body } = await request('POST', '/placements', {
    links: [{ link: FRESH, account: 'kuai' }, 'https://m.weibo.cn/detail/4844577145688377'],
    ...{ campaign: 'year-end', episode: 'civil', title: '养老院', by: '值班编辑' },
  });
  expect([status, (body.placements as { account: string }[]).map(({ account }) => account)]).toEqual([
    201,
    ['kuai', 'hao'],
  ]);
});
