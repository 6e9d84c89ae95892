import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Auth, PlatformSettings, Token } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';
import type { Attempt } from '../../collectors/rows.ts';
import { createTokenKeeper } from '../../collectors/tokens.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { rotating as auth, CALLER, first, HOUR, NOW, START } from './token-example.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let server: TestServer;
let answer: (request: Received) => Step;
beforeEach(async () => {
  bench = createWorkbench(START);
  let given = 0;
  answer = () => {
    given += 1;
    return { body: { access: `access-${given}`, refresh: `refresh-${given}` } };
  };
  server = await startServer(request => answer(request));
});
afterEach(async () => {
  await server.close();
  bench.remove();
});

const file = () => join(bench.folder, 'tokens.json');
const settings = (code?: string): PlatformSettings => ({
  baseUrl: server.url,
  credentials: { SECRET: 'app-secret-1' },
  codes: code === undefined ? {} : { jinyun: code },
});

/** Asks a keeper that knows nothing but the file, as after a restart. */
const ask = (
  options: { code?: string; refused?: Token; attempts?: Attempt[]; auth?: Auth } = {},
): Promise<Token> => {
  const { code = 'code-1', refused, attempts = [] } = options;
  return keeper().token({
    collector: { platform: 'example', baseUrl: 'https://unused.example', auth: options.auth ?? auth },
    settings: settings(code === '' ? undefined : code),
    caller: CALLER,
    ...(refused && { refused }),
    record: made => attempts.push(...made),
  });
};
const keeper = () =>
  createTokenKeeper({
    file: file(),
    http: bench.context(settings()).http,
    clock: bench.clock,
    log: silentLogger,
  });

const sent = () => server.received.map(({ method, path, body }) => `${method} ${path} ${body}`);
const EXCHANGE = 'POST /token code=code-1&client_secret=app-secret-1';

test('the consent code is exchanged at first use, and the token kept for the owner alone', async () => {
  const attempts: Attempt[] = [];
  expect(await ask({ attempts })).toEqual(first);
  expect(await ask()).toEqual(first);
  expect(sent()).toEqual([EXCHANGE]);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({
    'example/jinyun': {
      token: first,
      codeHash: '51bd6639fed7c0b4826af6c06bfe4f4cce3aa7a8db3653978cd4d88ad0a18a8a',
    },
  });
  expect(attempts).toEqual([
    {
      ...CALLER,
      startedAt: NOW,
      durationMs: 0,
      url: `${server.url}/token`,
      status: 200,
      items: 0,
      errorKind: '',
      error: '',
      payloadId: '',
    },
  ]);
});

test('however many ask at once, one request is made, also from several keepers of one file', async () => {
  const one = keeper();
  const request = {
    collector: { platform: 'example', baseUrl: 'https://unused.example', auth },
    settings: settings('code-1'),
    caller: CALLER,
    record: () => {},
  };
  const tokens = await Promise.all([...Array.from({ length: 20 }, () => one.token(request)), ask(), ask()]);
  expect(tokens).toEqual(Array(22).fill(first));
  expect(sent()).toEqual([EXCHANGE]);
  bench.clock.set(NOW + 48 * HOUR);
  const refreshed = await Promise.all([
    ...Array.from({ length: 20 }, () => one.token(request)),
    ask(),
    ask(),
  ]);
  expect(new Set(refreshed.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-2']));
  expect(sent()).toEqual([EXCHANGE, 'POST /refresh refresh_token=refresh-1']);
});

test('a token that ends within ten minutes is refreshed before it is used, with the newest refresh token', async () => {
  await ask();
  bench.clock.set(first.expiresAt - 10 * 60_000 - 1);
  expect((await ask()).accessToken).toBe('access-1');
  bench.clock.set(first.expiresAt - 10 * 60_000);
  expect(await ask()).toEqual({
    ...first,
    accessToken: 'access-2',
    refreshToken: 'refresh-2',
    expiresAt: bench.clock.now() + 48 * HOUR,
  });
  bench.clock.set(bench.clock.now() + 48 * HOUR);
  expect((await ask()).accessToken).toBe('access-3');
  expect(sent().slice(1)).toEqual([
    'POST /refresh refresh_token=refresh-1',
    'POST /refresh refresh_token=refresh-2',
  ]);
});

test('a token the platform refuses is refreshed, unless another worker has done so already', async () => {
  const refused = await ask();
  expect((await ask({ refused })).accessToken).toBe('access-2');
  expect((await ask({ refused })).accessToken).toBe('access-2');
  expect(server.received).toHaveLength(2);
});

test('while the old token holds, a refresh that fails is no harm', async () => {
  await ask();
  answer = () => ({ status: 500, body: 'oops' });
  bench.clock.set(first.expiresAt - 1_000);
  const attempts: Attempt[] = [];
  expect((await ask({ attempts })).accessToken).toBe('access-1');
  expect(attempts.map(({ status, errorKind }) => [status, errorKind])).toEqual([[500, 'network']]);
  bench.clock.set(first.expiresAt);
  await expect(ask()).rejects.toMatchObject({
    kind: 'network',
    message: 'example: failed itself (HTTP 500)',
  });
});

const needed = (why: string) => ({
  kind: 'auth',
  message:
    `example: account "jinyun" needs its owner's consent: ${why}. Authorise it on the platform and set ` +
    'platforms.example.codes.jinyun in renci.yaml (or in the environment) to the new code',
});

test('without a code the error names the account and what to set', async () => {
  await expect(ask({ code: '' })).rejects.toMatchObject(needed('it was never authorised'));
  expect(sent()).toEqual([]);
});
test('a code that is refused is said to be, and nothing is kept', async () => {
  answer = () => ({ body: { error: 'code used' } });
  const attempts: Attempt[] = [];
  await expect(ask({ attempts })).rejects.toMatchObject(needed('its code was refused (refused: code used)'));
  expect(attempts.map(({ status, errorKind, error }) => [status, errorKind, error])).toEqual([
    [200, 'auth', 'refused: code used'],
  ]);
  expect(() => statSync(file())).toThrow();
});

test('when refreshing is over, a spent code is not tried again, and a new one is', async () => {
  await ask();
  bench.clock.set(NOW + 180 * 24 * HOUR);
  await expect(ask()).rejects.toMatchObject(needed('its authorisation has ended'));
  expect(server.received).toHaveLength(1);
  expect((await ask({ code: 'code-2' })).accessToken).toBe('access-2');
  expect(sent().at(-1)).toBe('POST /token code=code-2&client_secret=app-secret-1');
});

test('a platform without refresh uses its token to the end and then asks for consent', async () => {
  const plain: Auth = { ...auth, refresh: () => null };
  await ask({ auth: plain });
  bench.clock.set(first.expiresAt - 1);
  expect((await ask({ auth: plain })).accessToken).toBe('access-1');
  bench.clock.set(first.expiresAt);
  await expect(ask({ auth: plain })).rejects.toMatchObject(needed('its authorisation has ended'));
});

test('a refresh token is renewed three days before its end where it can be, and a failure waits six hours', async () => {
  const renewable: Auth = {
    ...auth,
    renewal: {
      request: ({ renewals, refreshToken }) =>
        renewals > 0
          ? null
          : { method: 'POST', path: '/renew', form: { refresh_token: String(refreshToken) } },
      read: (body, now, previous) => {
        const { error, refresh } = body as { error?: string; refresh: string };
        if (error) throw new CollectorError('auth', error);
        return { ...previous, refreshToken: refresh, refreshExpiresAt: now + 1_000 * HOUR, renewals: 1 };
      },
    },
  };
  const one = keeper();
  const ask = () =>
    one.token({
      collector: { platform: 'example', baseUrl: 'https://unused.example', auth: renewable },
      settings: settings('code-1'),
      caller: CALLER,
      record: () => {},
    });
  const due = NOW + 177 * 24 * HOUR;
  await ask();
  bench.clock.set(due - 1);
  await ask();
  expect(sent().map(line => line.split(' ')[1])).toEqual(['/token', '/refresh']);
  answer = () => ({ body: { error: 'busy' } });
  bench.clock.set(due);
  await ask();
  await ask();
  answer = () => ({ body: { refresh: 'refresh-9' } });
  bench.clock.set(due + 6 * HOUR - 1);
  await ask();
  expect(server.received).toHaveLength(3);
  bench.clock.set(due + 6 * HOUR);
  expect(await ask()).toEqual({
    ...first,
    accessToken: 'access-2',
    expiresAt: due - 1 + 48 * HOUR,
    refreshToken: 'refresh-9',
    refreshExpiresAt: due + 1_006 * HOUR,
    renewals: 1,
  });
  expect(sent().slice(2)).toEqual(Array(2).fill('POST /renew refresh_token=refresh-2'));
  bench.clock.set(due + 1_005 * HOUR);
  answer = () => ({ body: { access: 'access-3', refresh: 'refresh-10' } });
  await ask();
  expect(sent().at(-1)).toBe('POST /refresh refresh_token=refresh-9');
});

test('a token file that is none is refused with what to do, and never overwritten', async () => {
  writeFileSync(file(), '{"example/jinyun":{}}');
  await expect(ask()).rejects.toMatchObject({ kind: 'config' });
  expect(readFileSync(file(), 'utf8')).toBe('{"example/jinyun":{}}');
});

test('a lock left by a process that was killed is taken over', async () => {
  const lock = `${file()}.example%2Fjinyun.lock`;
  writeFileSync(lock, '999999999 00000000');
  expect((await ask()).accessToken).toBe('access-1');
  expect(() => statSync(lock)).toThrow();
});
