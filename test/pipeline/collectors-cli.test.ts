import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { type CollectorLine, describeCollectors } from '../../pipeline/jobs/collector-lines.ts';
import { example } from '../collectors/example.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../../pipeline/cli.ts', import.meta.url));
let cwd: string;
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'renci-collectors-cli-')));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

type Ended = { code: number; out: string; err: string };
const renci = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise(resolve => {
    const options = { cwd, env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, [CLI, ...args], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

const none = { platforms: {}, secret: () => null };

test('a collector is described whole', () => {
  const limits = { concurrency: 1, minIntervalMs: 0, perDay: 500, sharedQuota: true };
  const collector = { ...(example as unknown as Collector), limits, options: ['EXAMPLE_URL'] };
  const swept = { ...collector, id: 'swept', batchSize: Number.POSITIVE_INFINITY, offByDefault: true };
  const line: CollectorLine = {
    ...{ id: 'example', platform: 'example', name: { zh: '例', en: 'Example' }, source: 'api' },
    ...{ official: true, on: true, batchSize: 2, quota: { perDay: 500, by: 'application' } },
    metrics: [
      { metric: 'plays', family: 'play', counts: true },
      { metric: 'likes', family: 'engagement', counts: false },
    ],
    lookBackDays: null,
    delayHours: null,
    credentials: [
      { name: 'EXAMPLE_KEY', required: true, isSet: true },
      { name: 'EXAMPLE_URL', required: false, isSet: false },
    ],
    ...{ authorised: false, discovery: false, strength: 'D', note: { zh: '示例', en: 'an example' } },
  };
  const secret = (name: string) => (name === 'EXAMPLE_KEY' ? 'key-123456' : null);
  expect(describeCollectors([collector, swept], { platforms: {}, secret })).toEqual([
    line,
    { ...line, id: 'swept', batchSize: null, on: false },
  ]);
  const platforms = { example: { batchSize: 1, codes: {}, unofficial: true as const } };
  expect(
    describeCollectors([collector, swept], { platforms, secret }).map(({ batchSize, on }) => [batchSize, on]),
  ).toEqual([
    [1, true],
    [null, true],
  ]);
});

test('the list is every collector, with a configuration or without', async () => {
  const known = describeCollectors(await loadCollectors(), none);
  const bare = await renci(['collectors', '--json']);
  expect([bare.code, bare.err, JSON.parse(bare.out)]).toEqual([0, '', { collectors: known }]);
  writeFileSync(
    join(cwd, 'renci.yaml'),
    'platforms: { zhihu: { unofficial: true }, douyin: { batch_size: 7 } }\n',
  );
  const set = await renci(['collectors', '--json'], { DOUYIN_CLIENT_SECRET: 'hidden-word-123' });
  const lines = (JSON.parse(set.out) as { collectors: CollectorLine[] }).collectors;
  const douyin = lines.find(({ id }) => id === 'douyin');
  expect([douyin?.batchSize, douyin?.credentials]).toEqual([
    7,
    [
      { name: 'DOUYIN_CLIENT_KEY', required: true, isSet: false },
      { name: 'DOUYIN_CLIENT_SECRET', required: true, isSet: true },
    ],
  ]);
  expect(lines.filter(({ platform, on }) => platform === 'zhihu' && !on)).toEqual([]);
  expect(set.out).not.toContain('hidden-word-123');
});

test('the table has a line a collector and says what each is, in both languages', async () => {
  const known = describeCollectors(await loadCollectors(), none);
  const { code, out, err } = await renci(['collectors']);
  expect([code, err]).toEqual([0, '']);
  const [heading, , ...rows] = out.split('\n');
  expect(heading?.split(/\s{2,}/)).toEqual([
    ...['collector', '平台', 'interface', 'use', 'counts', 'batch', 'per day', 'look-back', 'delay'],
    ...['credentials', 'facts'],
  ]);
  expect(rows.slice(0, known.length).map(row => row.split(' ')[0])).toEqual(known.map(({ id }) => id));
  for (const { note } of known) expect(out).toContain(`  ${note.zh}\n  ${note.en}\n`);
});

test('a file that was named and is not there is refused', async () => {
  expect((await renci(['collectors', '--config', 'other.yaml'])).code).toBe(2);
});

test('the doctor ends with 2 without a configuration, and with 0 when all is well', async () => {
  const missing = await renci(['doctor', '--json']);
  const text =
    `There is no configuration at ${cwd}/renci.yaml. ` +
    'Run `renci init` to write one to fill in, or `renci demo` to see the system at work without one.';
  expect([missing.code, missing.err, JSON.parse(missing.out)]).toEqual([
    2,
    '',
    {
      level: 'problem',
      checks: [{ check: 'configuration', level: 'problem', text, fix: 'renci init' }],
      authorisations: null,
    },
  ]);
  writeFileSync(join(cwd, 'renci.yaml'), 'data: ./data\n');
  const good = await renci(['doctor']);
  const lines = good.out.split('\n').filter(line => line !== '');
  expect([good.code, good.err, lines.map(line => line.split(/\s+/).slice(0, 2).join(' '))]).toEqual([
    0,
    '',
    [
      ...['✓ configuration', '✓ data', '✓ disk', '✓ database', '✓ clock', '✓ collectors', '✓ spool'],
      'All is',
    ],
  ]);
});

test('the doctor goes on when the database is away', async () => {
  writeFileSync(join(cwd, 'renci.yaml'), "clickhouse: { url: 'http://127.0.0.1:9' }\n");
  const { code, out, err } = await renci(['doctor', '--json']);
  const { level, checks } = JSON.parse(out) as { level: string; checks: { check: string; level: string }[] };
  expect([code, err, level, checks.map(({ check, level: of }) => `${check} ${of}`)]).toEqual([
    2,
    '',
    'problem',
    ['configuration ok', 'data ok', 'disk ok', 'database problem', 'clock ok', 'collectors ok'],
  ]);
});
