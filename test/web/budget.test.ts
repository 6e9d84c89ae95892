import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dashboards/web/dist');
const ASSETS = join(DIST, 'assets');
const BUDGET = 200 * 1024;

/** The built chunk of a name (“campaign-page”). */
const chunkOf = (name: string): string => {
  const found = readdirSync(ASSETS).filter(file => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  expect(found.length, `chunks called ${name}`).toBe(1);
  return found[0] ?? '';
};

/** A chunk and all that it imports before it runs. */
const closureOf = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(ASSETS, file), 'utf8');
  // `import{a}from"./x.js"` and `import"./x.js"`, but not `import("./x.js")`.
  for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
    if (imported) closureOf(imported, seen);
  }
  return seen;
};

test('the campaign page needs at most 200 KB of compressed script; charts, pictures and workbooks come later', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const first = [...html.matchAll(/\/assets\/([\w.-]+\.js)/g)].map(match => match[1] ?? '');
  expect(first.length).toBeGreaterThan(0);
  const files = new Set([...first, chunkOf('campaign-page')].flatMap(file => [...closureOf(file)]));
  const sizes = [...files].map(file => gzipSync(readFileSync(join(ASSETS, file))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET);
  const later = ['growth-chart', 'picture', 'xlsx', 'search-dialog', 'collection-page'].map(chunkOf);
  expect(later.filter(file => files.has(file))).toEqual([]);
});
