import { describe, expect, test } from 'vitest';
import { beijing, idOf, postForm, postJson, reference, startAt } from './harness.ts';
import { DAY_MS } from './platform.ts';

const NOW = beijing('2022-12-07 20:00');
type Sim = Awaited<ReturnType<typeof startAt>>;
type Token = { access_token: string; refresh_token: string; open_id: string; [field: string]: string };
type Errors = { data: { error_code: number }; extra: { error_code: number } };

const consent = (sim: Sim, account = 'douyin-jinyun', form: Record<string, string> = {}) =>
  postForm(`${sim.urls.douyin}/oauth/access_token/`, {
    client_key: sim.credentials.DOUYIN_CLIENT_KEY!,
    client_secret: sim.credentials.DOUYIN_CLIENT_SECRET!,
    code: sim.codes[account]!,
    grant_type: 'authorization_code',
    ...form,
  });
const authorise = async (sim: Sim, account?: string): Promise<Token> =>
  ((await consent(sim, account)).body as { data: Token }).data;
const refresh = (sim: Sim, token: Token) =>
  postForm(`${sim.urls.douyin}/oauth/refresh_token/`, {
    client_key: sim.credentials.DOUYIN_CLIENT_KEY!,
    grant_type: 'refresh_token',
    refresh_token: token.refresh_token,
  });
const read = async (sim: Sim, token: Token, ids: readonly unknown[], openId = token.open_id) => {
  const url = `${sim.urls.douyin}/api/douyin/v1/video/video_data/?open_id=${openId}`;
  const answer = await postJson(url, { item_ids: ids }, { 'access-token': token.access_token });
  expect(answer.status).toBe(200);
  return answer.body as Errors & { data: { list: Record<string, unknown>[] } };
};
const codesOf = ({ data, extra }: Errors): unknown => [data.error_code, extra.error_code];

describe('OAuth', () => {
  test('a code gives tokens once; numbers are texts', async () => {
    const sim = await startAt(NOW);
    const first = await consent(sim);
    const token = (first.body as { data: Token }).data;
    expect(first).toEqual({
      status: 200,
      body: {
        data: {
          error_code: '0',
          description: '',
          access_token: token.access_token,
          expires_in: '1296000',
          refresh_token: token.refresh_token,
          refresh_expires_in: '2592000',
          open_id: token.open_id,
          scope: 'user_info,video.list.bind,video.data.bind',
        },
        message: 'success',
      },
    });
    expect(token.access_token).toMatch(/^act\.[0-9a-f]{32}$/);
    expect(token.refresh_token).toMatch(/^rft\.[0-9a-f]{32}$/);
    expect((await consent(sim)).body).toEqual({
      data: { error_code: '10007', description: 'authorization code expired' },
      message: 'error',
    });
  });

  test('wrong credentials do not spend the code', async () => {
    const sim = await startAt(NOW);
    const code = async (form: Record<string, string>) =>
      ((await consent(sim, 'douyin-jinyun', form)).body as { data: Token }).data.error_code;
    expect(await code({ client_key: 'other' })).toBe('10003');
    expect(await code({ client_secret: 'other' })).toBe('10013');
    expect(await code({ grant_type: 'other' })).toBe('10002');
    expect(await code({})).toBe('0');
  });

  test('a refresh gives 15 new days and leaves the end of the refresh token where it was', async () => {
    const sim = await startAt(NOW);
    const token = await authorise(sim);
    sim.clock.set(NOW + 15 * DAY_MS);
    expect(codesOf(await read(sim, token, ['@x']))).toEqual([2190008, 2190008]);
    const { data } = (await refresh(sim, token)).body as { data: Token };
    expect([data.expires_in, data.refresh_token, data.refresh_expires_in]).toEqual([
      '1296000',
      token.refresh_token,
      '1296000',
    ]);
    expect(codesOf(await read(sim, data, ['@x']))).toEqual([0, 0]);
    sim.clock.set(NOW + 30 * DAY_MS);
    expect((await refresh(sim, token)).body).toEqual({
      data: { error_code: '10010', description: 'refresh_token expired' },
      message: 'error',
    });
  });

  test('a refresh token is renewed five times, then never', async () => {
    const sim = await startAt(NOW);
    let { refresh_token } = await authorise(sim);
    const answers: unknown[] = [];
    for (let i = 0; i < 6; i += 1) {
      const client_key = sim.credentials.DOUYIN_CLIENT_KEY!;
      const answer = await postForm(`${sim.urls.douyin}/oauth/renew_refresh_token/`, {
        client_key,
        refresh_token,
      });
      const { data } = answer.body as { data: Token };
      answers.push([data.error_code, data.expires_in]);
      refresh_token = data.refresh_token ?? refresh_token;
    }
    expect(answers).toEqual([...Array(5).fill(['0', '2592000']), ['10020', undefined]]);
  });
});

describe('video_data', () => {
  test('states the counts of the account, as whole numbers', async () => {
    const sim = await startAt(NOW);
    const id = idOf('education-clip-1', 'douyin-jinyun');
    const { data, extra } = await read(sim, await authorise(sim), [id]);
    const count = (metric: 'plays' | 'likes' | 'comments' | 'shares') =>
      sim.world.count('douyin', id, metric, NOW);
    expect(count('plays')).toBeGreaterThan(10_000);
    expect(data.list).toEqual([
      {
        item_id: id,
        title: '天津何时恢复线下教学？回应来了！',
        create_time: beijing('2022-12-06 11:30') / 1000,
        cover: expect.stringMatching(/^https:/),
        share_url: reference.placements.find(p => p.externalId === id)!.url,
        is_top: false,
        is_reviewed: true,
        video_status: 5,
        media_type: 4,
        statistics: {
          play_count: count('plays'),
          digg_count: count('likes'),
          comment_count: count('comments'),
          share_count: count('shares'),
          forward_count: 0,
          download_count: 0,
        },
      },
    ]);
    expect(extra).toEqual({
      error_code: 0,
      description: '',
      sub_error_code: 0,
      sub_description: '',
      logid: expect.any(String),
      now: NOW,
    });
  });

  test('leaves out ids of others, live rooms, items not yet published and removed ones', async () => {
    const gone = { work: 'civil-affairs-clip-2', account: 'douyin-jinyun' };
    const sim = await startAt(NOW, { events: [{ kind: 'removed', ...gone, at: NOW }] });
    const own = idOf('civil-affairs-clip-1', 'douyin-jinyun');
    const { data } = await read(sim, await authorise(sim), [
      idOf('civil-affairs-clip-1', 'douyin-radio'),
      idOf('civil-affairs-live', 'douyin-jinyun'),
      idOf('public-security-clip-1', 'douyin-jinyun'),
      idOf(gone.work, gone.account),
      '@unknown==',
      own,
    ]);
    expect(data.list.map(item => item.item_id)).toEqual([own]);
  });

  test('shows a private item with create_time 0 and zeros', async () => {
    const sim = await startAt(beijing('2022-12-20 10:00'));
    const { data } = await read(sim, await authorise(sim, 'douyin-radio'), [
      idOf('housing-clip-3', 'douyin-radio'),
    ]);
    expect(data.list.map(({ create_time, statistics }) => ({ create_time, statistics }))).toEqual([
      {
        create_time: 0,
        statistics: {
          play_count: 0,
          digg_count: 0,
          comment_count: 0,
          share_count: 0,
          forward_count: 0,
          download_count: 0,
        },
      },
    ]);
  });

  test('refuses foreign tokens, foreign open_ids, long lists and a spent quota with HTTP 200', async () => {
    const sim = await startAt(NOW, { perDay: 3 });
    const token = await authorise(sim);
    const other = await authorise(sim, 'douyin-radio');
    const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `@${i}`);
    expect(codesOf(await read(sim, { ...token, access_token: 'act.none' }, ids(1)))).toEqual([
      2190002, 2190002,
    ]);
    expect(codesOf(await read(sim, token, ids(1), other.open_id))).toEqual([28001015, 28001015]);
    expect(codesOf(await read(sim, token, ids(21)))).toEqual([2100005, 2100005]);
    expect(codesOf(await read(sim, token, [1]))).toEqual([2100005, 2100005]);
    expect(codesOf(await read(sim, token, ids(20)))).toEqual([0, 0]);
    expect(codesOf(await read(sim, token, ids(1)))).toEqual([28003017, 28003017]);
    expect(codesOf(await read(sim, other, ids(1)))).toEqual([0, 0]);
    sim.clock.set(beijing('2022-12-08 00:00'));
    expect(codesOf(await read(sim, token, ids(1)))).toEqual([0, 0]);
  });
});
