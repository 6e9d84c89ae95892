import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { apiOn } from './api-world.ts';

const dir = mkdtempSync(join(tmpdir(), 'renci-pages-'));
afterAll(() => rmSync(dir, { recursive: true }));
beforeAll(() => {
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>人次</title>');
  writeFileSync(join(dir, 'assets/main-8f3a.js'), 'export default 1;');
  writeFileSync(join(dir, 'mark.svg'), '<svg/>');
  writeFileSync(join(dir, '../renci-outside.txt'), 'outside');
});
afterAll(() => rmSync(join(dir, '../renci-outside.txt')));

/** Pages ask no database. */
const { api } = apiOn({} as Database, { staticDir: dir });
const page = { headers: { accept: 'text/html,application/xhtml+xml' } };

const got = async (path: string, init?: RequestInit) => {
  const response = await api.request(path, init);
  return [
    response.status,
    response.headers.get('content-type'),
    response.headers.get('cache-control'),
    await response.text(),
  ];
};
const PAGE = [200, 'text/html; charset=utf-8', 'no-cache', '<!doctype html><title>人次</title>'];

test('the page, at its root and at every address of its own', async () => {
  expect(await got('/', page)).toEqual(PAGE);
  expect(await got('/index.html', page)).toEqual(PAGE);
  expect(await got('/campaigns/tianjin-2022?asOf=2022-12-30T10:00:00Z', page)).toEqual(PAGE);
  expect(await got('/campaigns/with.dot', page)).toEqual(PAGE);
});

test('assets with a hash in their name are kept for ever, other files for an hour', async () => {
  expect(await got('/assets/main-8f3a.js')).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    'export default 1;',
  ]);
  expect(await got('/mark.svg')).toEqual([
    200,
    'image/svg+xml; charset=utf-8',
    'public, max-age=3600',
    '<svg/>',
  ]);
});

test('what is missing stays missing: an asset, a file, a path of the API, a file outside', async () => {
  for (const path of ['/assets/gone.js', '/gone.txt', '/api/v1/gone']) {
    expect((await got(path)).slice(0, 3)).toEqual([404, 'application/json', 'no-store']);
  }
  expect((await got('/assets/gone.js', page))[0]).toBe(404);
  expect((await got('/api/v1/gone', page))[0]).toBe(404);
  for (const path of ['/..%2frenci-outside.txt', '/assets/..%2f..%2frenci-outside.txt']) {
    expect((await got(path))[0]).toBe(404);
  }
});

test('a head asks without a body', async () => {
  expect(await got('/', { ...page, method: 'HEAD' })).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
    '',
  ]);
});

test('before the pages are built one page says how to build them', async () => {
  const { api: bare } = apiOn({} as Database, { staticDir: join(dir, 'dist') });
  const response = await bare.request('/', page);
  expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
  const text = await response.text();
  expect(text).toContain('在项目文件夹中运行 <code>npm run build</code>');
  expect(text).toContain('Run <code>npm run build</code> in the folder of the project and reload.');
});
