import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declarativeCollector } from '../../collectors/declarative.ts';
import { manifestJsonSchema } from '../../collectors/manifest-schema.ts';
import { head } from './partner-site.ts';

const COLLECTORS = join(import.meta.dirname, '../../collectors');

test('the published schema is the one that manifests are checked by (vitest -u writes it anew)', async () => {
  const text = `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(COLLECTORS, 'manifest.schema.json'));
});

test('every manifest of the project names the schema for editors', () => {
  const manifests = readdirSync(join(COLLECTORS, 'manifests'));
  const firstLines = manifests.map(
    name => readFileSync(join(COLLECTORS, 'manifests', name), 'utf8').split('\n')[0],
  );
  expect(firstLines).toEqual(manifests.map(() => '# yaml-language-server: $schema=../manifest.schema.json'));
});

test('the worked examples of the README are manifests that load', () => {
  const readme = readFileSync(join(COLLECTORS, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => String(text));
  const collectors = examples.map(text => declarativeCollector(text, 'README.md'));
  expect(collectors.map(({ id, batchSize, needs }) => [id, batchSize, needs])).toEqual([
    ['example-client', Number.POSITIVE_INFINITY, ['EXAMPLE_CLIENT_KEY']],
    ['example-site', 1, []],
    ['example-portal', 1, []],
  ]);
});

const mistakesIn = (rest: string): string[] => {
  try {
    declarativeCollector(`${head('partner', 'reads')}${rest}`, 'p.yaml');
  } catch (error) {
    return String((error as Error).message).split('\n');
  }
  return [];
};

test.each<[string, string, string[]]>([
  [
    'selectors, patterns and statuses',
    `format: html
request: { path: /x, query: { id: '{id}' }, batch: 1 }
removedStatus: [500]
items: 'li['
item:
  id: { select: a, match: '(\\d+)-(\\d+)' }
  state: { removed: [{ contains: 已删除 }] }
  metrics: { reads: { select: '::nowhere', match: '(' } }
`,
    [
      'p.yaml:11:17 removedStatus.0: Invalid option: expected one of 404|410',
      'p.yaml:12:1 items: expected a CSS selector such as .article .read-count',
      'p.yaml:14:20 item.id.match: expected a regular expression with exactly one group (…), the part to keep',
      'p.yaml:15:22 item.state.removed.0.select: Invalid input: expected string, received undefined',
      'p.yaml:16:23 item.metrics.reads.select: expected a CSS selector such as .article .read-count',
      'p.yaml:16:44 item.metrics.reads.match: expected a regular expression with exactly one group (…), the part to keep',
    ],
  ],
  [
    'an unknown way through a list',
    `format: json
request: { path: /x, query: { p: '{page}' }, batch: all }
items: /rows
paging: { by: pages }
item: { id: /id, metrics: { reads: { pointer: /n } } }
`,
    ['p.yaml:12:11 paging.by: expected page, offset, cursor or last-row'],
  ],
  [
    'paging that does not fit its request',
    `format: json
request: { path: '/x/{ids}', query: { size: '{limit}' }, batch: all }
removedStatus: [404]
items: /rows
paging: { by: cursor, next: /next }
item: { id: /id, metrics: { reads: { pointer: /n } } }
`,
    [
      'p.yaml:10:1 request: a whole list (batch: all) is not asked by {ids}',
      'p.yaml:10:1 request: {cursor} stands nowhere in path, query or form',
      'p.yaml:10:1 request: {limit} needs paging.limit',
      'p.yaml:11:1 removedStatus: a status can speak of one item only: it needs request.batch 1',
    ],
  ],
  [
    'pages of a batch of ids, and secrets in a path',
    `format: json
request: { path: '/x/{ids}/{page}', batch: 20 }
items: /rows
paging: { by: page }
item: { id: /id, metrics: { reads: { pointer: /n } } }
`,
    ['p.yaml:12:1 paging: only a whole list (request.batch: all) comes in pages'],
  ],
  [
    'pages that are one item',
    `format: html
request: { path: '/x/{ids}', batch: 9 }
item: { metrics: { reads: { match: '(\\d+)' } } }
`,
    [
      'p.yaml:10:30 request.batch: without items a page is one item: it needs batch 1',
      'p.yaml:11:20 item.metrics.reads: on a page that is one item a field needs select',
    ],
  ],
  [
    'pages of items without ids',
    `format: html
request: { path: '/x/{ids}', batch: 9 }
items: li
item: { metrics: { reads: { select: i } } }
`,
    ['p.yaml:12:1 item: items of a list need item.id'],
  ],
  [
    'a quota, a charset, links and an account’s list that do not fit',
    `format: json
charset: gbk-2
request: { path: '/x/{id}', batch: 1 }
items: /rows
item: { id: /id, metrics: { reads: { pointer: /n } } }
links:
  hosts: [www.site.example]
  items: [{ match: '/a/\\d+', metric: reads, kind: article }]
  url: https://m.site.example/a/{id}
discovery:
  request: { path: '/list/{id}', query: { n: '{limit}' } }
  items: /rows
  paging: { by: page }
  item: { id: /id, title: /title, what: [{ metric: reads, kind: podcast }] }
`,
    [
      'p.yaml:10:1 charset: expected a charset such as gb18030',
      'p.yaml:15:11 links.hosts.0: expected a host without www., such as m.site.example',
      'p.yaml:16:13 links.items.0.match: expected a regular expression with exactly one group (…), the part to keep',
      'p.yaml:22:59 discovery.item.what.0.kind: Invalid option: expected one of "live"|"replay"|"clip"|"article"|"audio"|"trailer"',
    ],
  ],
  [
    'what is well written and does not fit together',
    `format: json
request: { path: '/x/{id}', batch: 1 }
items: /rows
item: { id: /id, metrics: { reads: { pointer: /n } } }
links:
  hosts: [site.example]
  items: [{ match: '/a/(\\d+)', metric: reads, kind: article }]
  url: https://m.site.example/a/{id}
discovery:
  request: { path: '/list/{id}', query: { n: '{limit}' } }
  items: /rows
  paging: { by: page }
  item: { id: /id, title: /title, what: [{ metric: reads, kind: article }] }
`,
    [
      "p.yaml:18:3 discovery.request: an account's list is not asked by {id}",
      'p.yaml:18:3 discovery.request: {page} stands nowhere in path, query or form',
      'p.yaml:18:3 discovery.request: {limit} needs paging.limit',
      'p.yaml:16:3 links.url: its host stands not among links.hosts, so it would not be recognised itself',
    ],
  ],
  [
    'a format that is none',
    'format: xml\n',
    ['p.yaml:9:1 format: expected an object whose format is json or html'],
  ],
])('%s are mistakes with file, line and column', (_, rest, mistakes) => {
  expect(mistakesIn(rest)).toEqual(mistakes);
});
