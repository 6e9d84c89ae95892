import { beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { insertHotRanks } from '../../pipeline/store/hot-ranks.ts';
import { inboxId, insertInbox } from '../../pipeline/store/inbox.ts';
import { ITEM, intakeWorld, NOW } from '../pipeline/intake-world.ts';
import { at } from '../sql/seed.ts';

const world = intakeWorld();
const LINK = `https://www.kuaishou.com/short-video/${ITEM}`;
const ENTRY = inboxId('kuaishou', '3x0000000000005');
const OTHER = inboxId('kuaishou', '3x0000000000006');

const request = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
  writes = true,
) => {
  const { db, clock, collectors, config, now } = world.app;
  const api = createApi({
    ...{ db, clock, collectors, config, now },
    ...(writes && { desk: createDesk(world.app) }),
    log: silentLogger,
    version: '1.2.3',
    reference: () => 'ref',
  });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await api.request(`/api/v1${path}`, {
    method,
    ...(body !== undefined && { body: text, headers }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const refused = async (...args: Parameters<typeof request>) => {
  const { status, body } = await request(...args);
  const { kind, message } = (body as { error: { kind: string; message: string } }).error;
  return [status, kind, message];
};

beforeAll(async () => {
  const { db } = world.app;
  const entry = {
    platform: 'kuaishou',
    accountId: 'kuai',
    url: '',
    kind: 'clip',
    metric: 'plays',
    publishedAt: at('12-29 10:00'),
    discoveredAt: NOW,
    state: 'waiting',
    placementId: null,
    updatedAt: NOW,
  } as const;
  await insertInbox(db, [
    { ...entry, id: ENTRY, externalId: '3x0000000000005', title: '养老院', proposal: null },
    {
      ...entry,
      id: OTHER,
      externalId: '3x0000000000006',
      title: '福利',
      publishedAt: null,
      proposal: {
        campaignId: 'year-end',
        episodeId: 'civil',
        workId: null,
        rule: 'r',
        isConfident: true,
        doubt: '',
      },
    },
  ]);
  await insertHotRanks(db, [
    {
      campaignId: 'year-end',
      listId: 'zhihu-hot',
      platform: 'zhihu',
      topic: '养老院',
      matched: '养老院',
      sampledAt: NOW,
      intervalS: 600,
      rank: 4,
      heat: null,
      url: 'https://www.zhihu.com/question/1',
      listedAt: NOW - 1_000,
      payloadId: 'proof',
    },
  ]);
});

describe('POST /placements', () => {
  test('tells a plan, registers, and refuses what is registered', async () => {
    const addition = { links: [`看 ${LINK}`], episode: 'civil', title: '养老院' };
    const placed = (applied: boolean, placementId: number) => ({
      applied,
      campaign: 'year-end',
      work: { id: 'civil-clip-ceff2c01', isNew: true, episode: 'civil', kind: 'clip', title: '养老院' },
      placements: [
        {
          placementId,
          platform: 'kuaishou',
          account: 'kuai',
          externalId: ITEM,
          metric: 'plays',
          url: LINK,
          publishedAt: '2022-12-29T01:00:00.000Z',
        },
      ],
      catalogue: {
        place: 'episodes › civil › works',
        yaml: `- id: civil-clip-ceff2c01\n  kind: clip\n  title: 养老院\n  placements:\n    - platform: kuaishou\n      account: kuai\n      external_id: ${ITEM}\n      metric: plays\n      url: ${LINK}\n`,
      },
    });
    expect(await request('POST', '/placements', { ...addition, plan: true })).toEqual({
      status: 200,
      body: placed(false, 0),
    });
    expect(await request('POST', '/placements', addition)).toEqual({ status: 201, body: placed(true, 2) });
    expect(await request('POST', '/placements', addition)).toEqual({
      status: 409,
      body: {
        error: {
          kind: 'duplicate',
          message:
            `kuaishou item ${ITEM} is already placement 2: “养老院” (work civil-clip-ceff2c01) on account kuai, campaign ` +
            'year-end. One item has one counter; nothing was registered.',
          messageZh: '该内容已经登记过，是第2号分发，没有重复登记。',
          reference: 'ref',
        },
      },
    });
  });

  test('refuses bodies that do not fit, other origins, and everything where nothing may be changed', async () => {
    const good = { links: [LINK], title: 't' };
    const type = { 'content-type': 'application/json' };
    expect([
      (await refused('POST', '/placements', { link: LINK })).slice(0, 2),
      (await refused('POST', '/placements', '{"links":')).slice(0, 2),
      (await refused('POST', '/placements', good, { 'content-type': 'text/plain' })).slice(0, 2),
      (await refused('POST', '/placements', { ...good, title: 'x'.repeat(300_000) })).slice(0, 2),
      await refused('POST', '/placements', good, { ...type, 'sec-fetch-site': 'cross-site' }),
      await refused('POST', '/placements', good, type, false),
      (await refused('POST', '/placements', { ...good, campaign: 'x' })).slice(0, 2),
      await refused('POST', '/placements', { ...good, links: ['养老院'] }),
    ]).toEqual([
      [400, 'bad-parameter'],
      [400, 'bad-parameter'],
      [400, 'bad-parameter'],
      [400, 'bad-parameter'],
      [403, 'read-only', 'Changes are only taken from this server’s own pages and from programs.'],
      [403, 'read-only', 'This server only reads: nothing can be changed through it.'],
      [404, 'unknown-campaign'],
      [422, 'refused', 'There is no link in “养老院”. Paste the address of the item.'],
    ]);
  });
});

describe('the inbox', () => {
  const waiting = {
    id: ENTRY,
    platform: 'kuaishou',
    account: 'kuai',
    externalId: '3x0000000000005',
    title: '养老院',
    url: '',
    kind: 'clip',
    metric: 'plays',
    publishedAt: '2022-12-29T02:00:00.000Z',
    discoveredAt: '2022-12-29T04:00:00.000Z',
    proposal: null,
    state: 'waiting',
    placementId: null,
  };
  const proposed = {
    ...waiting,
    id: OTHER,
    externalId: '3x0000000000006',
    title: '福利',
    publishedAt: null,
    proposal: { campaign: 'year-end', episode: 'civil', work: null, rule: 'r', confident: true, doubt: '' },
  };

  test('lists what waits, is decided, and lists what was decided', async () => {
    expect(await request('GET', '/inbox')).toEqual({ status: 200, body: { entries: [proposed, waiting] } });
    const accepted = await request('POST', `/inbox/${OTHER}`, { action: 'accept' });
    expect([accepted.status, accepted.body.note, accepted.body.entry]).toEqual([
      200,
      '',
      {
        ...proposed,
        proposal: { ...proposed.proposal, work: (accepted.body.placed as { work: { id: string } }).work.id },
        state: 'accepted',
        placementId: 3,
      },
    ]);
    expect(await request('POST', `/inbox/${ENTRY}`, { action: 'ignore' })).toEqual({
      status: 200,
      body: { entry: { ...waiting, state: 'ignored' }, placed: null, note: '' },
    });
    expect([
      (await request('GET', '/inbox')).body,
      (await request('GET', '/inbox?show=ignored')).body,
      ((await request('GET', '/inbox?show=all&limit=1')).body.entries as unknown[]).length,
    ]).toEqual([{ entries: [] }, { entries: [{ ...waiting, state: 'ignored' }] }, 1]);
  });

  test('refuses what is not there, not sure, or decided', async () => {
    expect([
      (await refused('POST', '/inbox/nothing', { action: 'ignore' })).slice(0, 2),
      (await refused('POST', `/inbox/${ENTRY}`, { action: 'accept' })).slice(0, 2),
      (await refused('POST', `/inbox/${OTHER}`, { action: 'ignore' })).slice(0, 2),
      (await refused('POST', `/inbox/${ENTRY}`, { action: 'delete' })).slice(0, 2),
      await refused('GET', '/inbox?show=some'),
    ]).toEqual([
      [404, 'unknown-entry'],
      [422, 'refused'],
      [422, 'refused'],
      [400, 'bad-parameter'],
      [400, 'bad-parameter', 'Parameter "show": expected waiting, accepted, ignored or all, found "some".'],
    ]);
  });
});

test('GET /campaigns/{id}/hot is the ledger of its topics', async () => {
  const clocks = { asOf: new Date(NOW).toISOString(), knownAt: new Date(NOW).toISOString() };
  expect(await request('GET', '/campaigns/year-end/hot')).toEqual({
    status: 200,
    body: {
      ...{ timeZone: 'Asia/Shanghai', ...clocks },
      topics: [
        {
          list: 'zhihu-hot',
          platform: 'zhihu',
          topic: '养老院',
          matched: '养老院',
          firstSeen: '2022-12-29T04:00:00.000Z',
          lastSeen: '2022-12-29T04:00:00.000Z',
          bestRank: 4,
          bestAt: '2022-12-29T04:00:00.000Z',
          lastRank: 4,
          minutesAtLeast: 0,
          looks: 1,
          grainSeconds: 600,
          listedAt: '2022-12-29T03:59:59.000Z',
          url: 'https://www.zhihu.com/question/1',
          payloadId: 'proof',
        },
      ],
    },
  });
  // A moment before the look re-tells a ledger without it, by either clock.
  const before = new Date(NOW - 1).toISOString();
  for (const clock of ['asOf', 'knownAt']) {
    expect(await request('GET', `/campaigns/year-end/hot?${clock}=${before}`)).toEqual({
      status: 200,
      body: { ...{ timeZone: 'Asia/Shanghai', ...clocks }, [clock]: before, topics: [] },
    });
  }
  expect((await refused('GET', '/campaigns/nobody/hot')).slice(0, 2)).toEqual([404, 'unknown-campaign']);
});
