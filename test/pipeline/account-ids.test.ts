import { expect, test } from 'vitest';
import type { Account, Platform } from '../../pipeline/domain/catalogue.ts';
import { discover } from '../../pipeline/jobs/discover.ts';
import { register } from '../../pipeline/jobs/register.ts';
import { readAccounts } from '../../pipeline/store/catalogue.ts';
import { at, catalogueOf } from '../sql/seed.ts';
import { intakeWorld, NOW } from './intake-world.ts';

const world = intakeWorld();

const platform = (id: string): Platform => ({ id, name: id, nameEn: id, group: 'commercial' });
const CHANNEL = `UC${'a'.repeat(22)}`;
const TID = 'T1512044479072';

const applyAccounts = (...accounts: Account[]): Promise<unknown> =>
  register(world.app, {
    ...catalogueOf({
      id: 'portals',
      platforms: ['netease', 'sohu', 'youtube'].map(platform),
      placements: [],
    }),
    accounts,
  });

const PUBLISHED = at('12-28 10:00');
const ANSWERS = {
  '/youtube/v3/channels': {
    kind: 'youtube#channelListResponse',
    items: [{ contentDetails: { relatedPlaylists: { uploads: 'UU1' } } }],
  },
  '/youtube/v3/playlistItems': {
    kind: 'youtube#playlistItemListResponse',
    items: [
      {
        snippet: { title: 'Reporting' },
        contentDetails: { videoId: 'abcdefghijk', videoPublishedAt: new Date(PUBLISHED).toISOString() },
      },
    ],
  },
  [`/nc/subscribe/list/${TID}/video/0-20.html`]: {
    tab_list: [{ title: '福利来了', ptime: '2022-12-28 10:00:00', videoID: 'VHNWTKGSW' }],
  },
  [`/nc/subscribe/list/${TID}/video/20-20.html`]: { tab_list: [] },
  '/user/wm/ta/v.do': { data: { list: [{ id: 415988560, title: '夜景', uploadTime: PUBLISHED }] } },
  '/author-page-api/author-articles/pc/120000001': {
    code: 200,
    data: {
      pcArticleVOS: [{ title: '文章', link: 'www.sohu.com/a/812345678_120000001', publicTime: PUBLISHED }],
    },
  },
};

test('lists are asked by what the catalogue says that platforms call our accounts, each list by its own', async () => {
  await applyAccounts(
    { id: 'yt', platformId: 'youtube', name: '频道', externalId: CHANNEL },
    { id: 'net', platformId: 'netease', name: '网易号', externalId: TID },
    { id: 'sohu-tv', platformId: 'sohu', name: '搜狐视频', externalId: 'us/330300901' },
    { id: 'sohu-mp', platformId: 'sohu', name: '搜狐号', externalId: '120000001' },
  );
  world.answer(ANSWERS);
  const from = world.server.received.length;
  const lists = [];
  for (const name of ['youtube', 'netease', 'sohu']) {
    const { accounts, found } = await discover(world.app, { platform: name });
    lists.push(...accounts.map(({ accountId, error }) => [accountId, error]));
    lists.push(...found.map(({ accountId, externalId }) => [accountId, externalId]));
  }
  expect(lists).toEqual([
    ['yt', null],
    ['yt', 'abcdefghijk'],
    ['net', null],
    ['net', 'VHNWTKGSW'],
    ['sohu-tv', null],
    ['sohu-mp', null],
    ['sohu-tv', '415988560'],
    ['sohu-mp', '812345678_120000001'],
  ]);
  const asked = world.server.received.slice(from);
  expect(asked.map(({ path, query: { id, uid, playlistId } }) => [path, id ?? uid ?? playlistId])).toEqual([
    ['/youtube/v3/channels', CHANNEL],
    ['/youtube/v3/playlistItems', 'UU1'],
    [`/nc/subscribe/list/${TID}/video/0-20.html`, undefined],
    [`/nc/subscribe/list/${TID}/video/20-20.html`, undefined],
    ['/user/wm/ta/v.do', '330300901'],
    ['/author-page-api/author-articles/pc/120000001', undefined],
  ]);
});

test('an id that has no list’s form, and none at all, are said by account; nothing is asked', async () => {
  world.clock.set(NOW + 60_000);
  await applyAccounts(
    { id: 'yt', platformId: 'youtube', name: '频道' },
    { id: 'net', platformId: 'netease', name: '网易号', externalId: 'jinyun' },
    { id: 'sohu-tv', platformId: 'sohu', name: '搜狐视频' },
    { id: 'sohu-mp', platformId: 'sohu', name: '搜狐号', externalId: '120000001' },
  );
  expect((await readAccounts(world.app.db)).find(({ id }) => id === 'yt')).toEqual({
    id: 'yt',
    platformId: 'youtube',
    name: '频道',
  });
  const from = world.server.received.length;
  const errors = [];
  for (const account of ['yt', 'net', 'sohu-tv'])
    errors.push(...(await discover(world.app, { account })).accounts.map(({ error }) => error));
  expect(errors).toEqual([
    'youtube: "yt" is no channel; give account "yt" its channel id (UC…) or its @handle as external_id in the catalogue',
    'netease: the external_id "jinyun" of account "net" in the catalogue is not the T and 13 digits of its page',
    'sohu: give account "sohu-tv" us/ and the first number of my.tv.sohu.com/us/… as external_id in the catalogue, or set SOHU_VIDEO_UID, to list its items',
    'sohu: give account "sohu-tv" the second number of an article’s address as external_id in the catalogue, or set SOHU_AUTHOR_ID, to list its items',
  ]);
  expect(world.server.received.length).toBe(from);
});
