import type { HttpBindings } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { type Served, ServeError, serveDashboard } from '../../pipeline/serve.ts';

const running: Served[] = [];
afterEach(async () => {
  for (const served of running.splice(0)) await served.close();
});

const serve = async (port: number, host = '127.0.0.1'): Promise<Served> => {
  const served = await serveDashboard(
    { fetch: ({ url }) => Response.json({ path: new URL(url).pathname }) },
    { host, port },
  );
  running.push(served);
  return served;
};

test('a free port, and its address', async () => {
  const { url } = await serve(0);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${url}/a/b`)).json()).toEqual({ path: '/a/b' });
});

test('the request comes with its connection', async () => {
  const served = await serveDashboard(
    {
      fetch: (_request, connection) =>
        Response.json((connection as HttpBindings).incoming.socket.remoteAddress),
    },
    { host: '127.0.0.1', port: 0 },
  );
  running.push(served);
  expect(await (await fetch(served.url)).json()).toBe('127.0.0.1');
});

test('every address of the machine is opened at one of them', async () => {
  const { url } = await serve(0, '0.0.0.0');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(url)).status).toBe(200);
});

test('a busy port is one sentence', async () => {
  const port = Number(new URL((await serve(0)).url).port);
  const error = await serve(port).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(ServeError);
  expect((error as ServeError).message).toBe(
    `Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port.`,
  );
});

test('an address this machine does not have is one sentence', async () => {
  const error = await serve(0, '192.0.2.1').catch((refused: unknown) => refused);
  expect((error as ServeError).message).toBe(
    'This machine has no address 192.0.2.1: choose 127.0.0.1, or 0.0.0.0 for every address.',
  );
});

test('closing waits for the answer under way and frees the port', async () => {
  const answering = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const served = await serveDashboard(
    {
      fetch: async () => {
        asked.resolve();
        await answering.promise;
        return new Response('late');
      },
    },
    { host: '127.0.0.1', port: 0 },
  );
  const response = fetch(served.url);
  await asked.promise;
  const closed = served.close();
  answering.resolve();
  expect(await (await response).text()).toBe('late');
  await closed;
  await expect(fetch(served.url)).rejects.toThrow();
});
