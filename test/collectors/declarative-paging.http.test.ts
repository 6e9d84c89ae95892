import { describe, expect, test } from 'vitest';
import type { Received, Step } from '../setup/http-server.ts';
import { head, openSite } from './partner-site.ts';

/** A client built on 天目云: the list of a channel, walked by the sort number of its last row. */
const LIST = `${head('partner-list', 'reads')}format: json
request:
  path: /openapi/v2/channel_article/channel_list
  query: { channelId: '{account}', start: '{cursor}', size: '{limit}', appkey: '\${PARTNER_KEY}' }
  batch: all
success: { pointer: /code, equals: [0], message: /message }
errors: { auth: [40101] }
items: /data/article_list
paging: { by: last-row, value: /sort_number, limit: 2, hasMore: /data/has_more, maxPages: 3 }
item:
  id: /id
  metrics:
    reads: { pointer: /read_count_general, rounding: floor, plus: truncated, emptyIsZero: true }
`;
const ROWS = [
  { id: 31, sort_number: 905, read_count_general: '16.2万+阅读' },
  { id: 32, sort_number: 904, read_count_general: '' },
  { id: 33, sort_number: 903, read_count_general: '3,456' },
  { id: 34, sort_number: 902, read_count_general: '大约一万' },
  { id: 35, sort_number: 901, read_count_general: '12' },
];
const page = (rows: readonly unknown[], more: unknown): Step => ({
  body: { code: 0, data: { article_list: rows, has_more: more } },
});
const afterRow = ({ query }: Received): typeof ROWS => {
  const start = query.start;
  return start === undefined ? ROWS : ROWS.filter(({ sort_number }) => sort_number < Number(start));
};
const served = (request: Received): Step => {
  const left = afterRow(request);
  return page(left.slice(0, Number(request.query.size)), left.length > Number(request.query.size));
};

const site = openSite();
const URL_OF_LIST = '/openapi/v2/channel_article/channel_list?channelId=channel-9';
const LAST_OF = '&size=2&appkey=key-of-the-partner';

test('a list is walked by the value of its last row until it says that there is no more', async () => {
  site.answer = served;
  const { ends, summary } = await site.collect(LIST, 'reads', '31', '32', '33', '34', 'gone');
  expect(ends).toEqual([
    { id: '31', read: [['reads', 162_000, 162_999, '16.2万+阅读']] },
    { id: '32', read: [['reads', 0, 0, '']] },
    { id: '33', read: [['reads', 3_456, 3_456, '3,456']] },
    { id: '34', missed: ['failed', 'shape', expect.stringContaining('The count "大约一万" cannot be read')] },
    { id: 'gone', missed: ['absent', '', 'not in the answer'] },
  ]);
  expect(site.requests()).toEqual([
    `${URL_OF_LIST}${LAST_OF}`,
    `${URL_OF_LIST}&start=904${LAST_OF}`,
    `${URL_OF_LIST}&start=902${LAST_OF}`,
  ]);
  expect(summary).toMatchObject({ read: 3, absent: 1, failed: 1 });
});

test('once every target is found, no further page is asked for', async () => {
  site.answer = served;
  await site.collect(LIST, 'reads', '31');
  expect(site.requests()).toEqual([`${URL_OF_LIST}${LAST_OF}`]);
});

test('what lies beyond the cap on pages has failed and is not absent', async () => {
  site.answer = served;
  const { ends } = await site.collect(LIST.replace('maxPages: 3', 'maxPages: 2'), 'reads', '33', '35');
  expect(ends).toEqual([
    { id: '33', read: [['reads', 3_456, 3_456, '3,456']] },
    {
      id: '35',
      missed: [
        'failed',
        'config',
        'the list goes on after 2 pages, where paging.maxPages ends it: raise it to look further',
      ],
    },
  ]);
});

const SHAPE_FAULTS: [string, () => Step, string][] = [
  ['the same row for ever', () => page([ROWS[0]], true), 'the list goes round in circles at cursor "905"'],
  ['no rows, though it says more', () => page([], true), 'the list says that there is more, but not where'],
  [
    'a last row without its value',
    () => page([{ id: 31, read_count_general: '5' }], true),
    'the last row says nothing at "/sort_number" to go on from',
  ],
  [
    'no word on whether there is more',
    () => page([ROWS[0]], undefined),
    'expected yes or no at "/data/has_more", whether the list goes on, and found undefined',
  ],
];
test.each(SHAPE_FAULTS)(
  '%s: whoever is not found has failed, and is not absent',
  async (_, answer, reason) => {
    site.answer = answer;
    const { ends, all } = await site.collect(LIST, 'reads', '35');
    expect(ends).toEqual([{ id: '35', missed: ['failed', 'shape', reason] }]);
    expect(all.rejects.map(({ placementId, kind }) => [placementId, kind])).toEqual([[0, 'shape']]);
  },
);

test.each<[string, Step, string]>([
  ['an error inside HTTP 200', { body: { code: 40101, message: 'bad key' } }, 'auth'],
  ['a page in place of JSON', { body: '<html>请登录</html>' }, 'shape'],
  ['an answer without the list', { body: { code: 0, data: {} } }, 'shape'],
  ['a server that fails', { status: 502, body: 'bad gateway' }, 'network'],
  ['a body cut half way', { reset: '{"code":0,"data":{"article_list":[]}}' }, 'network'],
  ['HTTP 404, of which the manifest says nothing', { status: 404, body: 'not found' }, 'refused'],
])('%s ends every target as failed, and a broken second page keeps the first', async (_, fault, kind) => {
  site.answer = request => (request.query.start === undefined ? served(request) : fault);
  const { summary, all } = await site.collect(LIST, 'reads', '31', '33', '35');
  expect(summary).toMatchObject({ read: 1, absent: 0, failed: 2, failures: { [kind]: 2 } });
  expect(all.readings.map(({ placementId, low }) => [placementId, low])).toEqual([[1, 162_000]]);
});

describe('other ways through a list', () => {
  const walk = async (paging: string, query: string, answer: (request: Received) => unknown[]) => {
    const manifest = `${head('partner-walk', 'reads')}format: json
request: { path: /list, query: { ${query} }, batch: all }
items: /rows
paging: ${paging}
item: { id: /id, metrics: { reads: { pointer: /n } } }
`;
    site.answer = request => {
      const [rows, rest] = answer(request);
      return { body: { rows, ...(rest as object) } };
    };
    const { ends } = await site.collect(manifest, 'reads', 'a', 'z');
    return { ends: ends.map(({ read, missed }) => read?.[0]?.[1] ?? missed?.[0]), asked: site.requests() };
  };
  const a = [{ id: 'a', n: 7 }];
  const b = [{ id: 'b', n: 8 }];

  test('by page, to the first empty one: a short page is no end', async () => {
    const found = await walk('{ by: page, limit: 2 }', "page: '{page}', size: '{limit}'", ({ query }) => [
      query.page === '1' ? b : query.page === '2' ? a : [],
    ]);
    expect(found).toEqual({
      ends: [7, 'absent'],
      asked: ['/list?page=1&size=2', '/list?page=2&size=2', '/list?page=3&size=2'],
    });
  });

  test('by offset, to the page that says is_end', async () => {
    const found = await walk(
      '{ by: offset, limit: 20, isEnd: /is_end }',
      "offset: '{offset}'",
      ({ query }) => [query.offset === '0' ? b : a, { is_end: query.offset === '20' }],
    );
    expect(found).toEqual({ ends: [7, 'absent'], asked: ['/list?offset=0', '/list?offset=20'] });
  });

  test('by cursor, from a first one that is declared, to where none is given', async () => {
    const found = await walk("{ by: cursor, next: /next, first: '0' }", "after: '{cursor}'", ({ query }) =>
      query.after === '0' ? [b, { next: 'x y&z' }] : [a, { next: null }],
    );
    expect(found).toEqual({ ends: [7, 'absent'], asked: ['/list?after=0', '/list?after=x+y%26z'] });
  });
});
