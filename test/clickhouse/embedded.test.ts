import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { EmbeddedError } from '../../pipeline/clickhouse/errors.ts';
import { silentLogger as log } from '../../pipeline/log.ts';
import { isRunning } from './processes.ts';

const root = mkdtempSync(join(tmpdir(), 'renci-embedded-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(root, `folder ${++folders} & 'more'`);

const clients: Database[] = [];
const clientOf = (server: EmbeddedServer, database = 'renci'): Database => {
  const db = createDatabaseClient({ ...server, database });
  clients.push(db);
  return db;
};
afterEach(() => Promise.all(clients.splice(0).map(db => db.close())));

const messageOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EmbeddedError);
  return (error as Error).message;
};

describe('life', () => {
  test('starts, stops at once, leaves no process, and starts again with the same data and passwords', async () => {
    const dir = newFolder();
    const first = await startEmbedded({ dir, log });
    const { pid, password } = first;
    expect(isRunning(pid)).toBe(true);
    await clientOf(first, 'system').command('CREATE DATABASE renci', { name: 'create' });
    await clientOf(first).command('CREATE TABLE t (n UInt8) ENGINE = MergeTree ORDER BY n', {
      name: 'create',
    });
    await clientOf(first).insert('t', ['n'], [[7]], { name: 'insert' });
    await Promise.all(clients.splice(0).map(db => db.close()));
    await Promise.all([first.stop(), first.stop()]);
    expect(first.pid).toBe(0);
    expect(isRunning(pid)).toBe(false);
    expect(readdirSync(dir).sort()).toEqual([
      'analyst.json',
      'backups',
      'credentials.json',
      'data',
      'engine.log',
    ]);

    await using second = await startEmbedded({ dir, log });
    expect(second.password).toBe(password);
    expect(await clientOf(second).select('SELECT n FROM t', { name: 'n' })).toEqual([{ n: 7 }]);
  });

  test('kill -9 of the parent leaves no engine, and what was acknowledged is there', async () => {
    const dir = newFolder();
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'supervisor.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const engine = Number(
      await new Promise<string>(done => parent.stdout.setEncoding('utf8').once('data', done)),
    );
    expect(isRunning(engine)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(engine), { timeout: 10_000 }).toBe(false);

    expect(readdirSync(dir)).toContain(`config.${parent.pid}.xml`);
    const server = await startEmbedded({ dir, log });
    const question = 'SELECT count() AS rows, sum(n) AS sum FROM kept';
    expect(await clientOf(server).select(question, { name: 'kept' })).toEqual([
      { rows: '1000', sum: '499500' },
    ]);
    await server.stop();
    expect(readdirSync(dir).sort()).toEqual([
      'analyst.json',
      'backups',
      'credentials.json',
      'data',
      'engine.log',
    ]);
  });

  test('an engine that dies is restarted on the same ports, and its end is told', async () => {
    await using server = await startEmbedded({ dir: newFolder(), log });
    const db = clientOf(server, 'system');
    const { pid, httpPort } = server;
    const told = new Promise(done => server.onExit(done));
    process.kill(pid, 'SIGKILL');
    expect(await told).toEqual({ pid, code: null, signal: 'SIGKILL', lastWords: '' });
    expect(server.pid).toBe(0);
    await expect.poll(() => server.pid, { timeout: 10_000 }).not.toBe(0);
    expect(server.pid).not.toBe(pid);
    expect(server.url).toBe(`http://127.0.0.1:${httpPort}`);
    expect(await db.select('SELECT 1 AS one', { name: 'one' })).toEqual([{ one: 1 }]);
  });

  test('stopping while it restarts leaves nothing', async () => {
    const server = await startEmbedded({ dir: newFolder(), log });
    const told = new Promise(done => server.onExit(done));
    process.kill(server.pid, 'SIGKILL');
    await told;
    await server.stop();
    expect(server.pid).toBe(0);
    await expect(clientOf(server, 'system').ping()).rejects.toThrow('nothing listens there');
  });
});

describe('one clear sentence', () => {
  test('folder in use', async () => {
    const dir = newFolder();
    await using server = await startEmbedded({ dir, log });
    expect(await messageOf(startEmbedded({ dir, log }))).toBe(
      `The database folder ${dir} is in use by another process (its engine is process ${server.pid}). Stop it first, or choose another folder.`,
    );
    expect(await clientOf(server, 'system').select('SELECT 1 AS one', { name: 'one' })).toEqual([{ one: 1 }]);
  });

  test('port busy', async () => {
    const taken = createServer();
    await new Promise<void>(done => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    for (const ports of [{ httpPort: port }, { tcpPort: port }])
      expect(await messageOf(startEmbedded({ dir: newFolder(), log, ...ports }))).toBe(
        `The port ${port} is in use, so the embedded ClickHouse cannot listen on it. Stop what listens there, or choose another port.`,
      );
    await new Promise(done => taken.close(done));
  });

  test('folder that cannot be written', async () => {
    const file = join(root, 'a file');
    writeFileSync(file, '');
    expect(await messageOf(startEmbedded({ dir: join(file, 'db'), log }))).toBe(
      `The database folder ${file}/db cannot be written (ENOTDIR: not a directory, mkdir '${file}/db/data'). Give this user the right, or choose another folder.`,
    );
  });

  test('no engine for this platform', async () => {
    vi.stubEnv('CHDB_LIBCHDB_PATH', join(root, 'missing.so'));
    expect(await messageOf(startEmbedded({ dir: newFolder(), log }))).toBe(
      `There is no embedded ClickHouse for ${process.platform} ${process.arch} here: it exists for Linux (x64, arm64; glibc) and macOS, installed by npm ci. Set RENCI_CLICKHOUSE_URL to use a ClickHouse server instead.`,
    );
    vi.unstubAllEnvs();
  });

  test('an engine that does not come up: its own last words', async () => {
    const dir = newFolder();
    const xml = '<remote_servers><broken></remote_servers>';
    expect((await messageOf(startEmbedded({ dir, log, xml }))).replace(/, line [\s\S]*/, '')).toBe(
      `The embedded ClickHouse in ${dir} did not start: Poco::Exception. Code: 1000, e.code() = 0, SAXParseException: Tag mismatch in '${dir}/config.${process.pid}.xml'`,
    );
    expect(readdirSync(dir).sort()).toEqual(['backups', 'credentials.json', 'data']);
  });

  test('passwords that cannot be read', async () => {
    const dir = newFolder();
    await (await startEmbedded({ dir, log })).stop();
    writeFileSync(join(dir, 'credentials.json'), '{');
    expect(await messageOf(startEmbedded({ dir, log }))).toBe(
      `${dir}/credentials.json cannot be read; delete it and new passwords are made at the next start.`,
    );
  });
});

test('its files are for their owner alone', async () => {
  const dir = newFolder();
  await using _ = await startEmbedded({ dir, log });
  const modes = Object.fromEntries(
    readdirSync(dir).map(file => [
      file.replace(String(process.pid), 'pid'),
      (statSync(join(dir, file)).mode & 0o777).toString(8),
    ]),
  );
  expect(modes).toEqual({
    'analyst.json': '600',
    backups: '700',
    'config.pid.xml': '600',
    'credentials.json': '600',
    data: '700',
    'engine.log': '600',
    'users.pid.xml': '600',
  });
});
