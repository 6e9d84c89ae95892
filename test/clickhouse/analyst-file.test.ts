import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { silentLogger } from '../../pipeline/log.ts';

const dir = mkdtempSync(join(tmpdir(), 'renci-analyst-'));
const file = join(dir, 'analyst.json');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const portsOf = ({ httpPort, tcpPort }: EmbeddedServer) => ({ httpPort, tcpPort });
const start = () => startEmbedded({ dir, log: silentLogger });

test('the file says how an analyst reaches the server, and the next start keeps to it', async () => {
  const first = await start();
  const written = JSON.parse(readFileSync(file, 'utf8'));
  expect(written).toEqual({
    http: first.url,
    httpPort: first.httpPort,
    nativePort: first.tcpPort,
    ...first.analyst,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { http, username, password } = written;
  const analyst = createDatabaseClient({ url: http, username, password, database: 'system' });
  expect(await analyst.select('SELECT currentUser() AS me, tcpPort() AS port', { name: 'who' })).toEqual([
    { me: 'analyst', port: first.tcpPort },
  ]);
  await analyst.close();
  await first.stop();

  const second = await start();
  expect(portsOf(second)).toEqual(portsOf(first));
  await second.stop();
});

test('a port that is taken meanwhile, or a file that says nothing, costs only the saved address', async () => {
  const { httpPort } = JSON.parse(readFileSync(file, 'utf8'));
  const squatter = createServer();
  await new Promise<void>(done => squatter.listen(httpPort, '127.0.0.1', () => done()));
  const moved = await start();
  expect(moved.httpPort).not.toBe(httpPort);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ http: moved.url, httpPort: moved.httpPort });
  await moved.stop();
  squatter.close();

  writeFileSync(file, 'not JSON');
  const again = await start();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(again.analyst);
  await again.stop();
});
