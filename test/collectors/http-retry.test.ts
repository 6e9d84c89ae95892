import { describe, expect, test } from 'vitest';
import { HttpError } from '../../collectors/http.ts';
import { inTurn } from '../setup/http-server.ts';
import { closeServers, failing, GET, NOW, OK, setUp, start } from './http-bench.ts';

closeServers();

describe('asking again', () => {
  test('after 429 it waits as long as Retry-After says', async () => {
    const { send, waits, attempt } = await setUp(
      inTurn({ status: 429, headers: { 'retry-after': '7' }, body: {} }, OK),
    );
    const { body, attempts } = await send();
    expect(body).toEqual({ ok: true });
    expect(waits).toEqual([7_000]);
    expect(attempts).toEqual([attempt(429, 'rate-limited', 'too many requests (HTTP 429)'), attempt(200)]);
  });

  test('a Retry-After date is counted from our clock', async () => {
    const date = new Date(NOW + 30_000).toUTCString();
    const { send, waits } = await setUp(inTurn({ status: 503, headers: { 'retry-after': date } }, OK));
    await send();
    expect(waits).toEqual([30_000]);
  });

  test('after 429 without Retry-After the pauses grow with jitter, and it gives up', async () => {
    const { send, waits, attempt } = await setUp(() => ({ status: 429, body: {} }));
    const error = await failing(send());
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'rate-limited',
      message: 'example: too many requests (HTTP 429)',
    });
    expect(error.attempts).toEqual(
      Array(4).fill(attempt(429, 'rate-limited', 'too many requests (HTTP 429)')),
    );
    expect(waits).toHaveLength(3);
    expect(waits.every(ms => ms > 0 && ms <= 30_000)).toBe(true);
  });

  test('a pause longer than the cap is not waited for', async () => {
    const { send, waits, server } = await setUp(() => ({
      status: 429,
      headers: { 'retry-after': '3600' },
      body: {},
    }));
    const error = await failing(send());
    expect(error.message).toBe('example: too many requests (HTTP 429); it asks to wait 3600 s');
    expect(waits).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  test('after a failure of the server', async () => {
    const { send, attempt } = await setUp(inTurn({ status: 502, body: 'bad gateway' }, OK));
    expect((await send()).attempts).toEqual([
      attempt(502, 'network', 'failed itself (HTTP 502)'),
      attempt(200),
    ]);
  });

  test('after a reset in mid-body', async () => {
    const { send } = await setUp(inTurn({ reset: '{"ok":true,"more":"............"}' }, OK));
    const { body, attempts } = await send();
    expect(body).toEqual({ ok: true });
    expect(attempts.map(({ status, errorKind }) => [status, errorKind])).toEqual([
      [0, 'network'],
      [200, ''],
    ]);
  });

  test.each([
    ['no answer', { hang: true }],
    ['a body that trickles', { trickle: true }],
  ] as const)('after %s within the time', async (_, fault) => {
    const { send, attempt } = await setUp(inTurn(fault, OK), { timeoutMs: 120 });
    expect((await send()).attempts).toEqual([
      attempt(0, 'network', 'gave no whole answer within 0.12 s'),
      attempt(200),
    ]);
  });

  test('when a platform says inside HTTP 200 that it may help', async () => {
    const { send, attempt } = await setUp(inTurn({ body: { code: 5 } }, OK));
    const refusal = (body: unknown) =>
      'code' in (body as object) ? { kind: 'network' as const, message: 'busy', transient: true } : null;
    expect((await send(GET, { refusal })).attempts).toEqual([attempt(200, 'network', 'busy'), attempt(200)]);
  });

  test.each([429, 503])('never after HTTP %i where the platform says that it is no use', async status => {
    const { send, server, attempt } = await setUp(() => ({
      status,
      headers: { 'retry-after': '1' },
      body: {},
    }));
    const refusal = () => ({ kind: 'rate-limited' as const, message: 'stop', transient: false });
    const error = await failing(send(GET, { refusal }));
    expect(error.attempts).toEqual([attempt(status, 'rate-limited', 'stop')]);
    expect(server.received).toHaveLength(1);
  });

  test('never after a refusal', async () => {
    const { send, server } = await setUp(() => ({ body: { code: 9 } }));
    const error = await failing(send(GET, { refusal: () => ({ kind: 'refused', message: 'code 9' }) }));
    expect(error.kind).toBe('refused');
    expect(error.answer?.rawText).toBe('{"code":9}');
    expect(server.received).toHaveLength(1);
  });

  test('each request is signed by itself, when it is its turn', async () => {
    const { send, server, clock } = await setUp(inTurn({ status: 500, body: '' }, OK));
    let nonce = 0;
    await send(GET, {
      gate: async () => clock.set(clock.now() + 1_000),
      sign: spec => {
        nonce += 1;
        return { ...spec, headers: { 'x-signed': `${nonce} at ${clock.now() - NOW}` } };
      },
    });
    expect(server.received.map(({ path, headers }) => [path, headers['x-signed']])).toEqual([
      ['/v1/videos', '1 at 1000'],
      ['/v1/videos', '2 at 2000'],
    ]);
  });

  test('passes the gate each time, and a spent quota ends it', async () => {
    const { send, attempt } = await setUp(() => ({ status: 500, body: '' }));
    let left = 2;
    const error = await failing(
      send(GET, {
        gate: async () => {
          if (left === 0) throw new HttpError('rate-limited', 'no requests left', [], null);
          left -= 1;
        },
      }),
    );
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'rate-limited',
      message: 'no requests left',
    });
    expect(error.attempts).toEqual(Array(2).fill(attempt(500, 'network', 'failed itself (HTTP 500)')));
  });

  test('not when a request may be carried out only once and may have been', async () => {
    const { send } = await setUp(inTurn({ status: 500, body: '' }, OK));
    expect((await failing(send(GET, { once: true }))).attempts).toHaveLength(1);
    const refusedFirst = await setUp(inTurn({ status: 503, body: '' }, OK));
    expect((await refusedFirst.send(GET, { once: true })).attempts).toHaveLength(2);
  });
});

test('a host that keeps failing is left alone for half a minute', async () => {
  let isUp = false;
  const { send, clock, server } = await setUp(() => (isUp ? OK : { status: 500, body: '' }));
  await failing(send());
  await failing(send());
  expect(server.received).toHaveLength(8);
  const skipped = await failing(send());
  expect({ kind: skipped.kind, message: skipped.message, attempts: skipped.attempts }).toEqual({
    kind: 'network',
    message: `example: ${server.url.slice(7)} failed too often and is left alone for 30 s`,
    attempts: [],
  });
  clock.set(NOW + 30_000);
  const trial = await failing(send());
  expect(trial.message).toBe('example: failed itself (HTTP 500)');
  expect(trial.attempts).toHaveLength(1);
  isUp = true;
  clock.set(NOW + 59_999);
  await failing(send());
  expect(server.received).toHaveLength(9);
  clock.set(NOW + 60_000);
  expect((await send()).body).toEqual({ ok: true });
});

test('while one host is left alone, another is asked as ever', async () => {
  const { send, server } = await setUp(() => ({ status: 500, body: '' }));
  const other = await start(() => OK);
  await failing(send());
  await failing(send());
  expect((await failing(send())).attempts).toEqual([]);
  expect((await send(GET, {}, other.url)).body).toEqual({ ok: true });
  expect([server.received.length, other.received.length]).toEqual([8, 1]);
});
