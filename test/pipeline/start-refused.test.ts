import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { catalogueOn, folderWith, renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const CONFIG = { 'renci.yaml': 'data: ./data\ndashboard: { port: 0 }\n' };

/** A port of this machine on which nothing listens. */
const deadPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise(done => server.close(done));
  return port;
};

test('credentials that the catalogue’s platforms need are each named, and nothing was collected', async () => {
  const cwd = folderWith({ ...CONFIG, 'catalogue.yaml': catalogueOn('douyin') });
  expect(await renci(['start'], { cwd, env: { RENCI_LOG_LEVEL: 'silent', DOUYIN_CLIENT_KEY: 'k' } })).toEqual(
    {
      code: 2,
      out: '',
      err: `renci: Some platforms of the catalogue lack their credentials.
  environment  DOUYIN_CLIENT_SECRET  is not set: platform "douyin" needs it.
`,
    },
  );
  expect(existsSync(join(cwd, 'data/owner.json'))).toBe(false);
});

test('a wrong catalogue is refused with its mistakes by place', async () => {
  const catalogue = catalogueOn('iptv').replace('kind: replay', 'kind: replai');
  const cwd = folderWith({ ...CONFIG, 'catalogue.yaml': catalogue });
  expect(await renci(['start'], { cwd, env: { RENCI_LOG_LEVEL: 'silent' } })).toEqual({
    code: 2,
    out: '',
    err: `renci: ${cwd}/catalogue.yaml has a mistake and was refused.
  catalogue.yaml:24:15  episodes[0].works[0].kind  expected one of live, replay, clip, article, audio, trailer, found "replai". Did you mean "replay"?
`,
  });
});

test('a data folder that cannot be one', async () => {
  const cwd = folderWith({ ...CONFIG, 'catalogue.yaml': catalogueOn('iptv'), blocked: '' });
  const ended = await renci(['start'], { cwd, env: { RENCI_DATA: join(cwd, 'blocked/data') } });
  expect(ended).toEqual({
    code: 4,
    out: '',
    err: `renci: ${cwd}/blocked/data is a file where a folder is expected.\n`,
  });
});

test('a ClickHouse that is not there', async () => {
  const cwd = folderWith({ ...CONFIG, 'catalogue.yaml': catalogueOn('iptv') });
  const url = `http://127.0.0.1:${await deadPort()}`;
  for (const command of ['start', 'totals']) {
    expect(await renci([command], { cwd, env: { RENCI_CLICKHOUSE_URL: url } })).toEqual({
      code: 4,
      out: '',
      err: `renci: ClickHouse at ${url} cannot be reached (nothing listens there). Start it, or correct its address.\n`,
    });
  }
  expect(existsSync(join(cwd, 'data/owner.json'))).toBe(false);
});
