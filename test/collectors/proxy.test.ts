import { afterEach, expect, test, vi } from 'vitest';
import { createHttp } from '../../collectors/http.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { startServer } from '../setup/http-server.ts';

afterEach(() => vi.unstubAllEnvs());

const caller = { runId: 'run', platform: 'partner', collector: 'partner', accountId: 'account' };
const http = createHttp({ log: silentLogger, clock: new ManualClock(0), sleep: () => Promise.resolve() });

test('a proxy named in the environment carries what goes out, and nothing that stays on this machine', async () => {
  const proxy = await startServer(() => ({ body: { by: 'proxy' } }));
  const direct = await startServer(() => ({ body: { by: 'partner' } }));
  vi.stubEnv('http_proxy', proxy.url);
  vi.stubEnv('no_proxy', '');
  const outside = await http.send(
    'http://partner.example',
    { path: '/v1/items', query: { id: '7' } },
    { caller },
  );
  const inside = await http.send(direct.url, { path: '/v1/items' }, { caller });
  expect([outside.body, inside.body]).toEqual([{ by: 'proxy' }, { by: 'partner' }]);
  expect(proxy.received.map(({ method, path, headers }) => [method, path, headers.host])).toEqual([
    ['GET', expect.stringContaining('/v1/items'), 'partner.example'],
  ]);
  await Promise.all([proxy.close(), direct.close()]);
});

test('a host that the environment exempts is asked without the proxy', async () => {
  const proxy = await startServer(() => ({ body: { by: 'proxy' } }));
  vi.stubEnv('http_proxy', proxy.url);
  vi.stubEnv('no_proxy', 'partner.invalid');
  // The name does not exist, so a request that goes straight there fails; through the proxy it would be answered.
  await expect(http.send('http://partner.invalid', { path: '/' }, { caller })).rejects.toMatchObject({
    kind: 'network',
  });
  expect(proxy.received).toEqual([]);
  await proxy.close();
});
