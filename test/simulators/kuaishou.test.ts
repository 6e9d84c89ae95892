import { describe, expect, test } from 'vitest';
import { beijing, get, idOf, reference, startAt } from './harness.ts';
import { DAY_MS } from './platform.ts';

const NOW = beijing('2022-12-29 20:00');
type Sim = Awaited<ReturnType<typeof startAt>>;
type Token = { access_token: string; refresh_token: string; [field: string]: unknown };
type Video = { photo_id: string; create_time: number; view_count: unknown; [field: string]: unknown };
type List = { result: number; video_list: Video[] };

const ask = async (sim: Sim, path: string, query: Record<string, string>): Promise<unknown> => {
  const url = `${sim.urls.kuaishou}${path}?${new URLSearchParams({ app_id: sim.credentials.KUAISHOU_APP_ID!, ...query })}`;
  const answer = await get(url);
  expect(answer.status).toBe(200);
  return answer.body;
};
const secret = (sim: Sim) => ({ app_secret: sim.credentials.KUAISHOU_APP_SECRET! });
const authorise = async (sim: Sim, grant_type = 'authorization_code'): Promise<Token> => {
  const code = sim.codes['kuaishou-jinyun']!;
  return (await ask(sim, '/oauth2/access_token', { ...secret(sim), code, grant_type })) as Token;
};
const refresh = (sim: Sim, refresh_token: string): Promise<unknown> =>
  ask(sim, '/oauth2/refresh_token', { ...secret(sim), refresh_token, grant_type: 'refresh_token' });
const photos = (sim: Sim, { access_token }: Token, query: Record<string, string> = {}) =>
  ask(sim, '/openapi/photo/list', { access_token, ...query });

const own = reference.placements
  .filter(p => p.platformId === 'kuaishou')
  .sort((a, b) => b.publishedAt! - a.publishedAt!)
  .map(p => p.externalId);

describe('OAuth', () => {
  test('a code gives tokens of 48 hours and 180 days, under either name of the grant, once', async () => {
    const sim = await startAt(NOW);
    const token = await authorise(sim, 'code');
    expect(token).toEqual({
      result: 1,
      access_token: expect.stringMatching(/^kaccess_[0-9a-f]{32}$/),
      refresh_token: expect.stringMatching(/^krefresh_[0-9a-f]{32}$/),
      open_id: expect.stringMatching(/^f1[0-9a-f]{30}$/),
      expires_in: 172_800,
      refresh_token_expires_in: 15_552_000,
      scopes: ['user_base', 'user_info', 'user_video_info'],
    });
    expect(await authorise(sim)).toEqual({
      result: 100200105,
      error: 'invalid_grant',
      error_msg: 'code is invalid or was used',
    });
  });

  test('a refresh kills the old refresh token, keeps its end, and lets the old access token live', async () => {
    const sim = await startAt(NOW);
    const first = await authorise(sim);
    sim.clock.set(NOW + DAY_MS);
    const second = (await refresh(sim, first.refresh_token)) as Token;
    expect([second.result, second.expires_in, second.refresh_token_expires_in]).toEqual([
      1, 172_800, 15_465_600,
    ]);
    expect(await refresh(sim, first.refresh_token)).toEqual({
      result: 100200102,
      error: 'access_denied',
      error_msg: 'refresh_token is invalid',
    });
    expect(await photos(sim, first)).toMatchObject({ result: 1 });
    sim.clock.set(NOW + 2 * DAY_MS);
    expect(await photos(sim, first)).toEqual({
      result: 100200108,
      error: 'access_token_expired',
      error_msg: 'access_token expired',
    });
    expect(await photos(sim, second)).toMatchObject({ result: 1 });
    sim.clock.set(NOW + 180 * DAY_MS);
    expect(await refresh(sim, second.refresh_token)).toMatchObject({ result: 100200113 });
  });
});

describe('photo', () => {
  test('list pages by the oldest photo id, newest first, and ends with a short page', async () => {
    const sim = await startAt(NOW);
    const token = await authorise(sim);
    const pages: string[][] = [];
    let cursor: Record<string, string> = {};
    for (;;) {
      const { video_list } = (await photos(sim, token, { count: '6', ...cursor })) as List;
      pages.push(video_list.map(v => v.photo_id));
      const oldest = video_list.at(-1);
      if (!oldest || video_list.length < 6) break;
      cursor = { cursor: oldest.photo_id };
    }
    expect(pages.map(page => page.length)).toEqual([6, 6, 3]);
    expect(pages.flat()).toEqual(own);
  });

  test('states every item in full, some counts as text', async () => {
    const sim = await startAt(NOW);
    const { video_list } = (await photos(sim, await authorise(sim), { count: '200' })) as List;
    const texts = video_list.filter(v => typeof v.view_count === 'string');
    expect(texts.length > 0 && texts.length < video_list.length).toBe(true);
    for (const video of video_list) {
      const placement = reference.placements.find(p => p.externalId === video.photo_id)!;
      const shown = (metric: 'plays' | 'likes' | 'comments') => {
        const count = sim.world.count('kuaishou', video.photo_id, metric, NOW);
        return texts.includes(video) ? String(count) : count;
      };
      expect(video).toEqual({
        photo_id: placement.externalId,
        caption: reference.works.find(w => w.id === placement.workId)!.title,
        cover: expect.stringMatching(/^https:/),
        create_time: placement.publishedAt,
        like_count: shown('likes'),
        comment_count: shown('comments'),
        view_count: shown('plays'),
        pending: false,
      });
    }
  });

  test('info answers one, pending at first; a removed one does not exist and leaves list and count', async () => {
    const published = beijing('2022-12-28 11:30');
    const gone = { work: 'public-security-clip-1', account: 'kuaishou-jinyun' };
    const sim = await startAt(published, { events: [{ kind: 'removed', ...gone, at: published + DAY_MS }] });
    const { access_token } = await authorise(sim);
    const photo_id = idOf(gone.work, gone.account);
    const info = async () => ask(sim, '/openapi/photo/info', { access_token, photo_id });
    const count = async () => ask(sim, '/openapi/photo/count', { access_token });
    const totals = (n: number) => ({
      result: 1,
      public_count: n,
      friend_count: 0,
      private_count: 0,
      all_count: n,
    });
    expect(await info()).toMatchObject({ result: 1, video_info: { photo_id, pending: true } });
    sim.clock.set(published + 600_000);
    expect(await info()).toMatchObject({ result: 1, video_info: { photo_id, pending: false } });
    expect(await count()).toEqual(totals(15));
    sim.clock.set(published + DAY_MS);
    expect(await info()).toEqual({
      result: 120001,
      error: 'photo_not_exist',
      error_msg: 'the video does not exist',
    });
    expect(await count()).toEqual(totals(14));
    expect(((await photos(sim, { access_token } as Token)) as List).video_list.map(v => v.photo_id)).toEqual(
      own.filter(id => id !== photo_id),
    );
  });

  test('refuses by code: parameters, foreign apps and tokens, the quota of a day and interface', async () => {
    const sim = await startAt(NOW, { perDay: 2 });
    const token = await authorise(sim);
    expect(await photos(sim, token, { app_id: 'other' })).toMatchObject({ result: 100200101 });
    expect(await photos(sim, { ...token, access_token: 'none' })).toMatchObject({ result: 100200102 });
    expect(await photos(sim, token, { count: '201' })).toMatchObject({ result: 100100400 });
    expect(await photos(sim, token)).toMatchObject({ result: 1 });
    expect(await photos(sim, token)).toEqual({
      result: 100100402,
      error: 'over_limit',
      error_msg: 'too many calls for this user today',
    });
    expect(await ask(sim, '/openapi/photo/count', { access_token: token.access_token })).toMatchObject({
      result: 1,
    });
    sim.clock.set(beijing('2022-12-30 00:00'));
    expect(await photos(sim, token)).toMatchObject({ result: 1 });
  });

  test('a scripted outage answers 503 to everything, tokens included', async () => {
    const sim = await startAt(beijing('2022-12-14 23:00'));
    const answer = await fetch(`${sim.urls.kuaishou}/oauth2/access_token`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html']);
    sim.clock.set(beijing('2022-12-15 07:00'));
    expect(await authorise(sim)).toMatchObject({ result: 1 });
  });
});
