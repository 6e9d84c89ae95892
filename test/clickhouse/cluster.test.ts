import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { credentialsOf } from '../../pipeline/clickhouse/engine-config.ts';
import { insertRows } from '../../pipeline/clickhouse/insert.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { loadMigrations, MIGRATIONS } from '../../pipeline/clickhouse/migration-files.ts';
import { silentLogger as log } from '../../pipeline/log.ts';

const root = mkdtempSync(join(tmpdir(), 'renci-cluster-'));
let servers: EmbeddedServer[] = [];
let nodes: Database[] = [];

const freePort = (): Promise<number> =>
  new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });

beforeAll(async () => {
  const places = await Promise.all(
    ['one', 'two'].map(async name => {
      const dir = join(root, name);
      mkdirSync(dir);
      return { dir, tcpPort: await freePort(), ...credentialsOf(dir) };
    }),
  );
  const shards = places.map(
    ({ tcpPort, username, password }) =>
      `<shard><replica><host>127.0.0.1</host><port>${tcpPort}</port><user>${username}</user><password>${password}</password></replica></shard>`,
  );
  servers = await Promise.all(
    places.map(({ dir, tcpPort }, index) =>
      startEmbedded({
        dir,
        tcpPort,
        log,
        xml: `<remote_servers><pair>${shards.join('')}</pair></remote_servers><macros><shard>${index + 1}</shard><replica>1</replica></macros>`,
      }),
    ),
  );
  nodes = servers.map(server => createDatabaseClient({ ...server, database: 'renci' }));
}, 60_000);

afterAll(async () => {
  await Promise.all(nodes.map(db => db.close()));
  await Promise.all(servers.map(server => server.stop()));
  rmSync(root, { recursive: true, force: true });
});

test('the same migrations, node by node, carry tables that span both shards', async () => {
  const names = loadMigrations(MIGRATIONS).map(({ name }) => name);
  for (const db of nodes) expect(await migrate(db)).toEqual(names);

  const ask = { name: 'cluster' };
  for (const db of nodes)
    await db.command(
      "CREATE TABLE metrics_everywhere AS metrics ENGINE = Distributed('pair', currentDatabase(), 'metrics', cityHash64(metric))",
      ask,
    );
  const rows = Array.from({ length: 100 }, (_, n) => ({
    metric: `metric ${n}`,
    family: n % 2 ? 'odd' : 'even',
    updated_at: '2022-12-30 10:00:00.000',
  }));
  const [first] = nodes;
  await insertRows(first!, 'metrics_everywhere', ['metric', 'family', 'updated_at'], rows);

  const families =
    'SELECT family, count() AS rows FROM metrics_everywhere FINAL GROUP BY family ORDER BY family';
  for (const db of nodes)
    expect(await db.select(families, ask)).toEqual([
      { family: 'even', rows: '50' },
      { family: 'odd', rows: '50' },
    ]);
  const parts = await Promise.all(nodes.map(db => db.select('SELECT count() AS rows FROM metrics', ask)));
  const counts = parts.map(([part]) => Number((part as { rows: string }).rows));
  expect(counts.reduce((sum, count) => sum + count)).toBe(100);
  expect(Math.min(...counts)).toBeGreaterThan(20);
});
