import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectorFor, loadCollectors } from '../../collectors/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renci-registry-'));
  mkdirSync(join(folder, 'platforms'));
  mkdirSync(join(folder, 'manifests'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A module whose default export is the collector below with some fields replaced, as source text. */
const module = (fields: Readonly<Record<string, string>> = {}): string => {
  const all = {
    id: `'example'`,
    platform: `'example'`,
    name: `{ zh: '例', en: 'Example' }`,
    source: `'api'`,
    official: 'true',
    serves: `['plays']`,
    metrics: `['plays', 'likes']`,
    baseUrl: `'https://api.example.com'`,
    batchSize: '50',
    limits: '{ concurrency: 2, minIntervalMs: 500 }',
    capabilities:
      "{ strength: 'D', delayHours: null, lookBackDays: null, note: { zh: '示例', en: 'an example' } }",
    needs: `['EXAMPLE_API_KEY']`,
    auth: 'null',
    request: '() => ({ path: "/" })',
    refusal: '() => null',
    response: 'z.unknown()',
    read: '() => []',
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `  ${key}: ${value},`);
  const zod = join(import.meta.dirname, '../../node_modules/zod/index.js');
  return `import { z } from ${JSON.stringify(zod)};\nexport default {\n${lines.join('\n')}\n};\n`;
};

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

test('every platform file and manifest of the project is a collector, without a list to edit', async () => {
  const root = join(import.meta.dirname, '../../collectors');
  const ids = [...readdirSync(join(root, 'platforms')), ...readdirSync(join(root, 'manifests'))];
  const collectors = await loadCollectors();
  expect(collectors.map(({ id }) => id)).toEqual(ids.map(file => parse(file).name).sort());
  expect(collectors.find(({ id }) => id === 'douyin')).toMatchObject({
    platform: 'douyin',
    serves: ['plays'],
    metrics: ['plays', 'likes', 'comments', 'shares'],
    source: 'api',
    batchSize: 20,
    needs: ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'],
  });
});

test('the collector of a placement is found by platform and counting metric, the better source first', async () => {
  const collectors = await loadCollectors();
  expect(collectorFor(collectors, 'weibo', 'plays')?.id).toBe('weibo-video');
  expect(collectorFor(collectors, 'weibo', 'exposures')?.id).toBe('weibo');
  expect(collectorFor(collectors, 'jinyun', 'live_entries')?.id).toBe('jinyun');
  expect(collectorFor(collectors, 'weibo', 'likes')).toBeNull();
  expect(collectorFor(collectors, 'iptv', 'plays')).toBeNull();
  write('platforms/export.ts', module({ id: `'export'`, source: `'export'` }));
  write('platforms/logs.ts', module({ id: `'logs'`, source: `'own_logs'` }));
  expect(collectorFor(await loadCollectors(folder), 'example', 'plays')?.id).toBe('logs');
});

test('a collector that is off by default is used only where its platform is enabled', async () => {
  write('platforms/back-end.ts', module({ id: `'back-end'`, source: `'own_logs'`, offByDefault: 'true' }));
  const off = await loadCollectors(folder);
  expect(collectorFor(off, 'example', 'plays')).toBeNull();
  expect(collectorFor(off, 'example', 'plays', new Set(['elsewhere']))).toBeNull();
  expect(collectorFor(off, 'example', 'plays', new Set(['example']))?.id).toBe('back-end');
  // The better source only counts among those that may be used.
  write('platforms/page.ts', module({ id: `'page'`, source: `'page'` }));
  const both = await loadCollectors(folder);
  expect(collectorFor(both, 'example', 'plays')?.id).toBe('page');
  expect(collectorFor(both, 'example', 'plays', new Set(['example']))?.id).toBe('back-end');
});

test('a folder with a good file and nothing else loads', async () => {
  write('platforms/example.ts', module());
  rmSync(join(folder, 'manifests'), { recursive: true });
  expect((await loadCollectors(folder)).map(({ id }) => id)).toEqual(['example']);
});

const misfits: [string, string, string][] = [
  [
    'no default export',
    'export const x = 1;',
    'its default export is no collector: the answer: Invalid input',
  ],
  [
    'a missing field',
    module({ needs: 'undefined' }),
    'needs: Invalid input: expected array, received undefined',
  ],
  ['an unknown field', module({ retries: '3' }), 'the answer: Unrecognized key: "retries"'],
  ['an unknown metric', module({ serves: `['views']` }), 'serves.0: Invalid option'],
  [
    'a served metric it does not report',
    module({ serves: `['reads']` }),
    'serves: every served metric must stand among metrics',
  ],
  ['a schema that is none', module({ response: '{}' }), 'response: expected a zod schema'],
  ['a read that is no function', module({ read: '[]' }), 'read: expected a function'],
  ['a batch of nothing', module({ batchSize: '0' }), 'batchSize: Too small: expected number to be >=1'],
  [
    'a swept list without paging',
    module({ batchSize: 'Infinity' }),
    'nextCursor: a swept list (batchSize Infinity) needs it',
  ],
  [
    'another id than its name',
    module({ id: `'other'` }),
    'its id is "other", but the file\'s name says "example".',
  ],
  ['a fault of its own', 'throw new Error("boom");', 'cannot be loaded: boom'],
];
test.each(misfits)('a file with %s stops the start and is named', async (_, source, reason) => {
  const file = write('platforms/example.ts', source);
  const error = await loadCollectors(folder).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'config', message: expect.stringContaining(file) });
  expect(String(error)).toContain(reason);
});

test('two files that make the same collector are refused', async () => {
  write('platforms/jinyun.ts', module({ id: `'jinyun'` }));
  const manifest = join(import.meta.dirname, '../../collectors/manifests/jinyun.yaml');
  write('manifests/jinyun.yaml', readFileSync(manifest, 'utf8'));
  await expect(loadCollectors(folder)).rejects.toMatchObject({
    kind: 'config',
    message: `Two files of ${folder} make a collector "jinyun": keep one.`,
  });
});
