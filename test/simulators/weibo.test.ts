import { describe, expect, test } from 'vitest';
import { beijing, get, idOf, postForm, startAt } from './harness.ts';

const NOW = beijing('2022-12-08 15:00');
type Sim = Awaited<ReturnType<typeof startAt>>;

const consent = (sim: Sim, form: Record<string, string> = {}) =>
  postForm(`${sim.urls.weibo}/oauth2/access_token`, {
    client_id: sim.credentials.WEIBO_APP_KEY!,
    client_secret: sim.credentials.WEIBO_APP_SECRET!,
    grant_type: 'authorization_code',
    code: sim.codes['weibo-jinyun']!,
    redirect_uri: sim.credentials.WEIBO_REDIRECT_URI!,
    ...form,
  });
const authorise = async (sim: Sim): Promise<string> =>
  ((await consent(sim)).body as { access_token: string }).access_token;
const POSTS = '/2/media_statuses/count_sp/biz.json';
const PLAYS = '/2/videos/play_count/biz.json';
const ask = (sim: Sim, path: string, query: Record<string, string>) =>
  get(`${sim.urls.weibo}${path}?${new URLSearchParams(query)}`);
const refused = (status: number, request: string, error_code: number, error: string) => ({
  status,
  body: { request, error_code, error },
});

test('a code gives one long-lived token and no refresh token', async () => {
  const sim = await startAt(NOW);
  expect(await consent(sim, { redirect_uri: 'https://elsewhere.example/' })).toEqual(
    refused(400, '/oauth2/access_token', 21322, 'redirect_uri_mismatch'),
  );
  expect(await consent(sim, { client_secret: 'other' })).toEqual(
    refused(401, '/oauth2/access_token', 21324, 'invalid_client'),
  );
  expect(await consent(sim)).toEqual({
    status: 200,
    body: {
      access_token: expect.stringMatching(/^2\.00[0-9a-f]{32}$/),
      remind_in: '157679999',
      expires_in: 157_679_999,
      uid: expect.stringMatching(/^2\d{9}$/),
    },
  });
  expect(await consent(sim)).toEqual(refused(400, '/oauth2/access_token', 21325, 'invalid_grant'));
});

describe('count_sp', () => {
  test('answers a bare list without the ids it drops', async () => {
    const gone = { work: 'civil-affairs-article', account: 'weibo-jinyun' };
    const sim = await startAt(NOW, { events: [{ kind: 'removed', ...gone, at: NOW }] });
    const id = idOf('education-article', 'weibo-jinyun');
    const ids = [
      idOf(gone.work, gone.account),
      idOf('public-security-article', 'weibo-jinyun'),
      idOf('education-clip-1', 'weibo-jinyun'),
      '4843000000000000',
      id,
    ];
    const count = (metric: 'exposures' | 'comments' | 'shares' | 'likes') =>
      sim.world.count('weibo', id, metric, NOW);
    expect(count('exposures')).toBeGreaterThan(10_000);
    expect(await ask(sim, POSTS, { access_token: await authorise(sim), ids: ids.join(',') })).toEqual({
      status: 200,
      body: [
        {
          id: Number(id),
          comments: count('comments'),
          reposts: count('shares'),
          attitudes: count('likes'),
          reads: count('exposures'),
        },
      ],
    });
    expect(String(Number(id))).toBe(id);
  });

  test('refuses by code', async () => {
    const sim = await startAt(NOW);
    const access_token = await authorise(sim);
    const ids = (n: number): string => Array(n).fill('4843000000000000').join(',');
    expect(await ask(sim, POSTS, { ids: ids(1) })).toEqual(
      refused(400, POSTS, 10006, 'source parameter (appkey) is missing'),
    );
    expect(await ask(sim, POSTS, { access_token: 'none', ids: ids(1) })).toEqual(
      refused(401, POSTS, 21332, 'invalid_access_token'),
    );
    expect(await ask(sim, POSTS, { access_token })).toEqual(refused(400, POSTS, 20001, 'ids is null'));
    expect(await ask(sim, POSTS, { access_token, ids: ids(101) })).toEqual(
      refused(400, POSTS, 20009, 'ids is too long'),
    );
    expect(await ask(sim, POSTS, { access_token, ids: ids(100) })).toEqual({ status: 200, body: [] });
    sim.clock.set(NOW + 157_679_999_000);
    expect(await ask(sim, POSTS, { access_token, ids: ids(1) })).toEqual(
      refused(401, POSTS, 21327, 'expired_token'),
    );
  });
});

describe('play_count', () => {
  const oid = idOf('education-clip-1', 'weibo-jinyun');

  test('answers plays by Beijing day under " play", whose sum is the count', async () => {
    const sim = await startAt(NOW);
    const query = { oid, starttime: '2022-12-01', endtime: '2022-12-31' };
    const answer = await ask(sim, PLAYS, { access_token: await authorise(sim), ...query });
    const upTo = (at: string): number => sim.world.count('weibo', oid, 'plays', beijing(at));
    const plays = [
      upTo('2022-12-07 00:00'),
      upTo('2022-12-08 00:00') - upTo('2022-12-07 00:00'),
      upTo('2022-12-08 15:00') - upTo('2022-12-08 00:00'),
    ];
    const day = (day_key: string, n: number) => ({
      day_key,
      ' play': String(n),
      play_cnt: String(Math.floor(n * 0.83)),
    });
    expect(answer).toEqual({
      status: 200,
      body: {
        oid,
        result: [day('2022-12-06', plays[0]!), day('2022-12-07', plays[1]!), day('2022-12-08', plays[2]!)],
      },
    });
    expect(plays.reduce((a, b) => a + b)).toBe(sim.world.count('weibo', oid, 'plays', NOW));
  });

  test('cuts to the days asked for and refuses by code', async () => {
    const gone = { work: 'education-clip-1', account: 'weibo-jinyun' };
    const sim = await startAt(NOW, { events: [{ kind: 'removed', ...gone, at: NOW + 1 }] });
    const access_token = await authorise(sim);
    const days = { starttime: '2022-12-07', endtime: '2022-12-07' };
    const { body } = await ask(sim, PLAYS, { access_token, oid, ...days });
    expect((body as { result: { day_key: string }[] }).result.map(r => r.day_key)).toEqual(['2022-12-07']);
    expect(await ask(sim, PLAYS, { access_token, oid })).toEqual(
      refused(400, PLAYS, 10017, "parameter's value invalid"),
    );
    sim.clock.set(NOW + 1);
    expect(await ask(sim, PLAYS, { access_token, oid, ...days })).toEqual(
      refused(400, PLAYS, 20101, 'target does not exist'),
    );
  });
});
