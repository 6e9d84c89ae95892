import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { closeServers, failing, GET, OK, setUp, start } from './http-bench.ts';

closeServers();

const MB = 1024 * 1024;

describe('errors', () => {
  test.each([
    [401, 'auth'],
    [403, 'refused'],
    [404, 'refused'],
  ] as const)('HTTP %i is %s unless the collector says more', async (status, kind) => {
    const { send } = await setUp(() => ({ status, body: {} }));
    const error = await failing(send(GET, { refusal: () => null }));
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind,
      message: `example: refused the request (HTTP ${status})`,
    });
    const own = await failing(send(GET, { refusal: () => ({ kind: 'config', message: 'bad key' }) }));
    expect({ kind: own.kind, message: own.message }).toEqual({ kind: 'config', message: 'example: bad key' });
    expect((await send(GET, { refusal: () => 'answer' })).status).toBe(status);
  });

  test('an answer larger than the bound is of the wrong shape', async () => {
    const { send, server } = await setUp(() => ({ body: 'x'.repeat(5_000) }), { maxBytes: 4_096 });
    const error = await failing(send());
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'shape',
      message: 'example: sent a body larger than 4096 bytes',
    });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['100 MB', {}, Buffer.alloc(100 * MB, ' ')],
    ['100 MB in a hundredth of that', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(100 * MB, ' '))],
  ])('of an answer of %s no more than 20 MB are taken in', async (_, headers, body) => {
    const { send, server } = await setUp(() => ({ headers, body }), { timeoutMs: 20_000 });
    const error = await failing(send());
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'shape',
      message: `example: sent a body larger than ${20 * MB} bytes`,
    });
    expect(server.received).toHaveLength(1);
  });

  test('a redirect loop ends', async () => {
    const { send, server } = await setUp(() => ({ status: 302, headers: { location: '/v1/videos' } }));
    const error = await failing(send());
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'network',
      message: 'example: redirected more than 3 times',
    });
    expect(server.received).toHaveLength(4);
  });

  test('a redirect to another host is not followed, so that no token goes there', async () => {
    const other = await start(() => OK);
    const { send } = await setUp(() => ({ status: 302, headers: { location: `${other.url}/v1/videos` } }));
    const error = await failing(send({ ...GET, headers: { 'access-token': 'act.1' } }));
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'refused',
      message: `example: sent us on to another host, ${other.url.slice(7)}`,
    });
    expect(other.received).toEqual([]);
  });

  test('a server that is not there cannot be reached', async () => {
    const { send, server } = await setUp(() => OK);
    await server.close();
    const error = await failing(send());
    expect({ kind: error.kind, message: error.message }).toEqual({
      kind: 'network',
      message: 'example: cannot be reached (ECONNREFUSED)',
    });
  });
});
