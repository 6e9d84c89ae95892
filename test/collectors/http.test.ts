import { describe, expect, test } from 'vitest';
import { closeServers, failing, OK, setUp } from './http-bench.ts';

closeServers();

describe('an answer', () => {
  test('comes back parsed, with its raw text and the attempt', async () => {
    const { send, waits, attempt } = await setUp(() => OK);
    expect(await send()).toEqual({
      status: 200,
      body: { ok: true },
      contentType: 'application/json',
      rawText: '{"ok":true}',
      retryAfter: null,
      attempts: [attempt(200)],
    });
    expect(waits).toEqual([]);
  });

  test('keeps every digit of a 19-digit id that was sent as a number', async () => {
    const raw = '{"id":7412345678901234567,"count":51234,"big":-9007199254740993,"ratio":0.1234567890123456}';
    const { send } = await setUp(() => ({ body: raw, headers: { 'content-type': 'application/json' } }));
    expect((await send()).body).toEqual({
      id: '7412345678901234567',
      count: 51234,
      big: '-9007199254740993',
      ratio: 0.1234567890123456,
    });
  });

  test.each([
    ['cut JSON', '{"items":[{"id":"1","pl'],
    ['a page instead of JSON', '<html><body>请登录</body></html>'],
    ['nothing', ''],
  ])('that is %s comes back as its text', async (_, body) => {
    const { send, attempt } = await setUp(() => ({
      body,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    }));
    expect(await send()).toEqual({
      status: 200,
      body,
      contentType: 'text/html; charset=utf-8',
      rawText: body,
      retryAfter: null,
      attempts: [attempt(200)],
    });
  });

  test('in GBK is read as what it says', async () => {
    const gbk = Uint8Array.from([0x22, 0xbd, 0xf2, 0xd4, 0xc6, 0x22]);
    const { send } = await setUp(() => ({
      body: gbk,
      headers: { 'content-type': 'application/json;charset=GBK' },
    }));
    expect((await send()).body).toBe('津云');
  });
});

test('a request carries query, headers, JSON and form as declared', async () => {
  const { send, server } = await setUp(() => OK);
  await send({ path: '/a', query: { ids: '@8hxd+/==,2', n: 20 }, headers: { 'access-token': 'act.1' } });
  await send({ method: 'POST', path: '/b', json: { item_ids: ['@8hxd=='] } });
  await send({ method: 'POST', path: '/c', form: { code: 'x y', grant_type: 'authorization_code' } });
  expect(
    server.received.map(({ method, path, query, headers, body }) => ({
      method,
      path,
      query,
      body,
      type: headers['content-type'],
      token: headers['access-token'],
    })),
  ).toEqual([
    {
      method: 'GET',
      path: '/a',
      query: { ids: '@8hxd+/==,2', n: '20' },
      body: '',
      type: undefined,
      token: 'act.1',
    },
    {
      method: 'POST',
      path: '/b',
      query: {},
      body: '{"item_ids":["@8hxd=="]}',
      type: 'application/json',
      token: undefined,
    },
    {
      method: 'POST',
      path: '/c',
      query: {},
      body: 'code=x+y&grant_type=authorization_code',
      type: 'application/x-www-form-urlencoded;charset=utf-8',
      token: undefined,
    },
  ]);
});

describe('beacons', () => {
  test.each([
    '/count/stat.do?id=1',
    '/dostat.do?method=setVideoPlayCount&v=1',
    '/kcount.php?id=1&type=play',
    '/news/click?cat=2&id=7',
  ])('%s is never sent', async path => {
    const { send, server } = await setUp(() => OK);
    const error = await failing(send({ path }));
    expect({ kind: error.kind, message: error.message, attempts: error.attempts }).toEqual({
      kind: 'refused',
      message: `example: ${server.url}${path} raises a counter when it is called, so it was not sent`,
      attempts: [],
    });
    expect(server.received).toEqual([]);
  });

  test('a redirect to one is not followed, and reading a counter is no beacon', async () => {
    const { send, server } = await setUp(({ path }) =>
      path === '/a' ? { status: 302, headers: { location: '/kcount.php?id=1' } } : OK,
    );
    expect((await failing(send({ path: '/a' }))).message).toBe(
      'example: sent us on to an address that raises a counter',
    );
    expect((await send({ path: '/dostat.do?method=getVideoPlayCount&v=1' })).status).toBe(200);
    expect(server.received.map(({ path }) => path)).toEqual(['/a', '/dostat.do']);
  });
});

test('secrets are masked in URLs and messages, by name and by value', async () => {
  const token = 'act.9f8e7d6c5b4a';
  const { send, server } = await setUp(() => ({ body: { error: `token ${token} is bad` } }));
  const error = await failing(
    send(
      {
        path: '/oauth2/access_token',
        query: { app_id: 'ks1', app_secret: 's3cret', code: 'c0de', echo: token },
      },
      { secrets: [token], refusal: () => ({ kind: 'auth', message: `token ${token} is bad` }) },
    ),
  );
  expect(error.message).toBe('example: token *** is bad');
  expect(error.attempts.map(({ url, error: text }) => ({ url, text }))).toEqual([
    {
      url: `${server.url}/oauth2/access_token?app_id=ks1&app_secret=***&code=***&echo=***`,
      text: 'token *** is bad',
    },
  ]);
});
