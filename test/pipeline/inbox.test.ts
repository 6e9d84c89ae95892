import { expect, test } from 'vitest';
import { renderInbox } from '../../pipeline/cli/inbox-text.ts';
import { accept, ignore } from '../../pipeline/jobs/decide.ts';
import { discover } from '../../pipeline/jobs/discover.ts';
import { readPlacements } from '../../pipeline/store/catalogue.ts';
import { inboxId, readInbox } from '../../pipeline/store/inbox.ts';
import { at, ZONE } from '../sql/seed.ts';
import { select } from '../sql/select.ts';
import { intakeWorld, NOW } from './intake-world.ts';

const world = intakeWorld({
  campaigns: {
    'year-end': {
      keywords: [],
      hashtags: ['向群众汇报'],
      episodes: { civil: ['养老院'] },
      broadcastHours: 24,
    },
  },
});
const idOf = (n: number): string => `3x000000000000${n}`;
const entryOf = (n: number): string => inboxId('kuaishou', idOf(n));
const photo = (n: number, caption: string, create_time: number) => ({
  photo_id: idOf(n),
  caption,
  create_time,
});
const LIST = [
  photo(5, '天津今天有雪', at('12-29 11:00')),
  photo(4, '#向群众汇报# 福利来了', at('12-29 10:00')),
  photo(3, '向局长问到底：预告', at('12-28 20:00')),
  photo(2, '家门口又建一批好学校！', at('12-28 12:00')),
  photo(1, '去年的向局长问到底 市教委', at('12-01 12:00') - 365 * 86_400_000),
];
const answerWith = (list: readonly unknown[]): void =>
  world.answer({ '/openapi/photo/list': { result: 1, video_list: list } });

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : 'no refusal';
};

test('discovery puts new items into the inbox with where they belong, and says what list was not whole', async () => {
  answerWith(LIST);
  const { accounts, found, changed } = await discover(world.app, { platform: 'kuaishou' });
  expect({ accounts, changed }).toEqual({
    accounts: [{ platform: 'kuaishou', accountId: 'kuai', listed: 4, known: 0, found: 4, error: null }],
    changed: [],
  });
  const entry = (n: number, title: string, publishedAt: number, proposal: unknown) => ({
    id: entryOf(n),
    platform: 'kuaishou',
    accountId: 'kuai',
    externalId: idOf(n),
    title,
    url: `https://www.kuaishou.com/short-video/${idOf(n)}`,
    kind: 'clip',
    metric: 'plays',
    publishedAt,
    discoveredAt: NOW,
    proposal,
    state: 'waiting',
    placementId: null,
    updatedAt: NOW,
  });
  const proposal = { campaignId: 'year-end', workId: null, isConfident: true, doubt: '' };
  const expected = [
    entry(5, '天津今天有雪', at('12-29 11:00'), null),
    entry(4, '#向群众汇报# 福利来了', at('12-29 10:00'), {
      ...proposal,
      episodeId: 'civil',
      rule: 'hashtag #向群众汇报 + within 24 h of the broadcast',
    }),
    entry(3, '向局长问到底：预告', at('12-28 20:00'), {
      ...proposal,
      episodeId: null,
      rule: 'series “向局长问到底”',
      isConfident: false,
      doubt: 'no episode is named, and none was on the air',
    }),
    entry(2, '家门口又建一批好学校！', at('12-28 12:00'), {
      ...proposal,
      episodeId: 'education',
      workId: 'edu-clip',
      rule: 'title of work edu-clip',
    }),
  ];
  expect(found).toEqual(expected);
  expect(await readInbox(world.app.db)).toEqual(expected);
  expect(renderInbox(found, ZONE).split('\n').slice(2)).toEqual([
    `${entryOf(5)}  2022-12-29  kuai     天津今天有雪            nothing matches`,
    `${entryOf(4)}  2022-12-29  kuai     #向群众汇报# 福利来了   → civil  (hashtag #向群众汇报 + within 24 h of the broadcast)`,
    `${entryOf(3)}  2022-12-28  kuai     向局长问到底：预告      ? year-end: no episode is named, and none was on the air  (series “向局长问到底”)`,
    `${entryOf(2)}  2022-12-28  kuai     家门口又建一批好学校！  → edu-clip  (title of work edu-clip)`,
  ]);
});

test('accepting registers where it was proposed, or where the decision says; ignoring leaves it out', async () => {
  world.clock.set(NOW + 60_000);
  const sure = await accept(world.app, entryOf(2));
  const decided = await accept(world.app, entryOf(3), {
    episode: 'education',
    kind: 'trailer',
    title: '预告片',
  });
  const ignored = await ignore(world.app, entryOf(5));
  expect(await refusal(accept(world.app, entryOf(2)))).toBe(
    `ConfigError: “家门口又建一批好学校！” (${entryOf(2)}) is accepted already, as placement 2: it cannot be accepted again.`,
  );
  expect(
    [sure, decided].map(({ entry, placed }) => [
      entry.state,
      entry.placementId,
      entry.proposal,
      placed?.work.id,
    ]),
  ).toEqual([
    [
      'accepted',
      2,
      {
        campaignId: 'year-end',
        episodeId: 'education',
        workId: 'edu-clip',
        rule: 'title of work edu-clip',
        isConfident: true,
        doubt: '',
      },
      'edu-clip',
    ],
    [
      'accepted',
      3,
      {
        campaignId: 'year-end',
        episodeId: 'education',
        workId: decided.placed?.work.id,
        rule: 'series “向局长问到底”',
        isConfident: false,
        doubt: 'no episode is named, and none was on the air',
      },
      decided.placed?.work.id,
    ],
  ]);
  expect([decided.placed?.work.kind, decided.placed?.work.title, ignored.state]).toEqual([
    'trailer',
    '预告片',
    'ignored',
  ]);
  expect(
    (await readPlacements(world.app.db))
      .slice(1)
      .map(({ id, externalId, accountId, publishedAt }) => [id, externalId, accountId, publishedAt]),
  ).toEqual([
    [2, idOf(2), 'kuai', at('12-28 12:00')],
    [3, idOf(3), 'kuai', at('12-28 20:00')],
  ]);
});

test('the next look keeps decisions, proposes anew what waits, and finds only what is new', async () => {
  world.clock.set(NOW + 120_000);
  answerWith([
    photo(6, '向局长问到底 市民政局', at('12-29 11:30')),
    ...LIST.map(each => (each.photo_id === idOf(4) ? { ...each, caption: '改名' } : each)),
  ]);
  const { accounts, found, changed } = await discover(world.app);
  expect(accounts.find(({ platform }) => platform === 'kuaishou')).toEqual({
    platform: 'kuaishou',
    accountId: 'kuai',
    listed: 5,
    known: 4,
    found: 1,
    error: null,
  });
  // Douyin and Weibo have no consent here: said, and no hindrance.
  expect(accounts.filter(({ error }) => error !== null).map(({ platform }) => platform)).toEqual([
    'douyin',
    'weibo',
  ]);
  expect(
    [found, changed].map(list => list.map(({ externalId, proposal }) => [externalId, proposal?.episodeId])),
  ).toEqual([[[idOf(6), 'civil']], [[idOf(4), undefined]]]);
  expect((await readInbox(world.app.db)).map(({ externalId, state }) => [externalId, state])).toEqual([
    [idOf(6), 'waiting'],
    [idOf(5), 'ignored'],
    [idOf(4), 'waiting'],
    [idOf(3), 'accepted'],
    [idOf(2), 'accepted'],
  ]);
  expect(
    (await readInbox(world.app.db, { states: ['ignored'], limit: 1 })).map(({ externalId }) => externalId),
  ).toEqual([idOf(5)]);
});

test('without a sure place somebody has to say it; an ignored entry can be taken back', async () => {
  expect([
    await refusal(accept(world.app, entryOf(5))),
    await refusal(accept(world.app, 'nothing')),
    await refusal(ignore(world.app, entryOf(2))),
    await refusal(discover(world.app, { account: 'kuaii' })),
  ]).toEqual([
    `ConfigError: Where “天津今天有雪” (${entryOf(5)}) belongs is not sure: no rule speaks for any campaign. Name its episode or work, or the campaign alone.`,
    'UnknownEntry: There is no entry "nothing" in the inbox. `renci inbox list` shows what waits.',
    `ConfigError: “家门口又建一批好学校！” (${entryOf(2)}) is accepted already, as placement 2: it cannot be ignored again.`,
    expect.stringMatching(/^ConfigError: There is no account to list called "kuaii"\. /),
  ]);
  const { placed } = await accept(world.app, entryOf(5), { campaign: 'year-end' });
  expect([placed?.work.episodeId, placed?.placements.map(({ id }) => id)]).toEqual([null, [4]]);
});

test('every version of an entry stays', async () => {
  const rows = await select(
    world.app.db,
    `SELECT state, count() AS versions FROM inbox WHERE inbox_id = '${entryOf(5)}' GROUP BY state ORDER BY state`,
  );
  expect(rows.map(({ state, versions }) => [state, Number(versions)])).toEqual([
    ['accepted', 1],
    ['ignored', 1],
    ['waiting', 1],
  ]);
});
