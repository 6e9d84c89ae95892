import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Collector, Page, Target } from '../../collectors/contract.ts';
import { declarativeCollector } from '../../collectors/declarative.ts';
import { CollectorError } from '../../collectors/errors.ts';

const MANIFEST = `id: partner
platform: partner
name: { zh: 伙伴, en: Partner }
format: json
source: export
official: false
serves: [reads]
baseUrl: https://open.partner.example
capabilities: { strength: C, delayHours: 2, lookBackDays: 30, note: { zh: 示例, en: an example } }
limits: { concurrency: 1, minIntervalMs: 0, perDay: 200 }
request:
  method: POST
  path: /v2/stat/{ids}
  query: { list: '{ids}', key: '\${PARTNER_KEY}' }
  headers: { X-Sign: 'v1 \${PARTNER_SIGN}' }
  form: { ids: '{ids}' }
  batch: 3
  join: '|'
success: { pointer: /head/code, equals: ['0', 200], message: /head/msg }
errors: { auth: [401], rate-limited: ['busy'] }
items: /body/rows
item:
  id: /doc~1id
  state: { pointer: /state, removed: [-1], hidden: [secret], absent: [null] }
  published: { pointer: /time, format: seconds }
  metrics:
    reads:
      pointer: /n/read_count
      rounding: floor
      plus: truncated
      emptyIsZero: true
      absentTexts: [更新中]
      hiddenTexts: [保密]
    likes: { pointer: /n/like }
`;

const target = (externalId: string): Target => ({
  placementId: 1,
  platform: 'partner',
  accountId: 'a',
  externalId,
  kind: 'article',
  metric: 'reads',
  publishedAt: null,
  intervalS: 3_600,
});
const page = (...ids: string[]): Page => ({
  targets: ids.map(target),
  accountId: 'a',
  credentials: { PARTNER_KEY: 'key-1', PARTNER_SIGN: 'sign-1' },
  token: null,
  cursor: null,
  now: 0,
});
const load = (text = MANIFEST): Collector => declarativeCollector(text, 'partner.yaml');

test('a manifest makes a collector that declares what it says', () => {
  const { request, refusal, response, read, ...declared } = load();
  expect(declared).toEqual({
    id: 'partner',
    platform: 'partner',
    name: { zh: '伙伴', en: 'Partner' },
    source: 'export',
    official: false,
    serves: ['reads'],
    metrics: ['reads', 'likes'],
    baseUrl: 'https://open.partner.example',
    batchSize: 3,
    capabilities: { strength: 'C', delayHours: 2, lookBackDays: 30, note: { zh: '示例', en: 'an example' } },
    limits: { concurrency: 1, minIntervalMs: 0, perDay: 200 },
    needs: ['PARTNER_KEY', 'PARTNER_SIGN'],
    auth: null,
    displays: {
      reads: { rounding: 'floor', plus: 'truncated', emptyIsZero: true },
      likes: { rounding: 'unknown', plus: 'undeclared' },
    },
  });
});

test('the request template is filled in once, and an id stays an id', () => {
  const odd = '\u0024{PARTNER_KEY}';
  expect(load().request(page('a/b', odd, '{ids}'))).toEqual({
    method: 'POST',
    path: '/v2/stat/a%2Fb|%24%7BPARTNER_KEY%7D|%7Bids%7D',
    query: { list: `a/b|${odd}|{ids}`, key: 'key-1' },
    headers: { 'X-Sign': 'v1 sign-1' },
    form: { ids: `a/b|${odd}|{ids}` },
  });
});

test.each([
  [{ head: { code: 0, msg: 'ok' } }, null],
  [{ head: { code: '200' } }, null],
  [{ head: { code: 401, msg: 'bad key' } }, { kind: 'auth', message: 'code 401 bad key' }],
  [{ head: { code: 'busy' } }, { kind: 'rate-limited', message: 'code "busy"' }],
  [{ head: { code: 77, msg: 5 } }, { kind: 'refused', message: 'code 77' }],
  [{ head: { code: null } }, { kind: 'refused', message: 'code null' }],
  [{ body: {} }, null],
  ['<html>', null],
])('of an answer %j the refusal is %j', (body, refusal) => {
  expect(load().refusal(body, 200)).toEqual(refusal);
});

test.each([[{}], ['<html>'], [{ body: { rows: null } }], [{ body: { rows: {} } }], [[]]])(
  'an answer %j without the list is of the wrong shape',
  body => {
    const parsed = load().response.safeParse(body);
    expect(parsed.error?.issues.map(({ path, message }) => ({ path, message }))).toEqual([
      { path: ['body', 'rows'], message: 'expected a list of items' },
    ]);
  },
);

test('items become outcomes, each for itself', () => {
  const rows = [
    { 'doc/id': '1', n: { read_count: '16.2万+', like: 311 }, time: 1670202000, state: 1 },
    { 'doc/id': 7412345, n: { read_count: '', like: null }, time: '1670202000', state: 1 },
    { 'doc/id': '3', n: { read_count: '更新中', like: 2 }, state: 1 },
    { 'doc/id': '4', n: { read_count: '保密' }, state: 1 },
    { 'doc/id': '5', n: { read_count: 9 }, state: -1 },
    { 'doc/id': '6', state: 'secret' },
    { 'doc/id': '7', state: null },
    { 'doc/id': '8', n: { read_count: { value: 5 } }, state: 1 },
    { 'doc/id': '9', n: { read_count: 5 }, time: '2022-12-05', state: 1 },
    { 'doc/id': '10', state: 1 },
  ];
  expect(load().read({ body: { rows } }, [])).toEqual([
    { externalId: '1', status: 'read', values: { reads: '16.2万+', likes: 311 }, publishedAt: 1670202000000 },
    { externalId: '7412345', status: 'read', values: { reads: '' }, publishedAt: 1670202000000 },
    { externalId: '3', status: 'read', values: { likes: 2 } },
    { externalId: '4', status: 'read', values: { reads: '--' } },
    { externalId: '5', status: 'removed', reason: 'state is -1' },
    { externalId: '6', status: 'hidden', reason: 'state is "secret"' },
    { externalId: '7', status: 'absent', reason: 'state is null' },
    {
      externalId: '8',
      status: 'failed',
      kind: 'shape',
      reason: 'reads: expected a number or a text at "/n/read_count"',
      evidence: '{"doc/id":"8","n":{"read_count":{"value":5}},"state":1}',
    },
    {
      externalId: '9',
      status: 'failed',
      kind: 'shape',
      reason: 'the publish time at "/time" is no seconds time',
      evidence: '{"doc/id":"9","n":{"read_count":5},"time":"2022-12-05","state":1}',
    },
    { externalId: '10', status: 'read', values: {} },
  ]);
});

test('an item without an id spoils the whole answer, because nobody knows whose it is', () => {
  expect(() => load().read({ body: { rows: [{ n: { read_count: 5 } }] } }, [])).toThrow(
    new CollectorError('shape', 'an item has no id at "/doc~1id": {"n":{"read_count":5}}'),
  );
});

test('an ISO publish time needs its offset', () => {
  const collector = load(MANIFEST.replace('format: seconds', 'format: iso'));
  const read = (time: unknown) =>
    collector.read({ body: { rows: [{ 'doc/id': '1', n: { read_count: 1 }, time, state: 1 }] } }, [])[0];
  expect(read('2022-12-05T09:00:00+08:00')).toEqual({
    externalId: '1',
    status: 'read',
    values: { reads: 1 },
    publishedAt: Date.parse('2022-12-05T01:00:00Z'),
  });
  expect(read('2022-12-05T09:00:00')).toMatchObject({ status: 'failed', kind: 'shape' });
});

describe('mistakes', () => {
  const mistakesOf = (text: string): string[] => {
    try {
      load(text);
    } catch (error) {
      if (error instanceof CollectorError && error.kind === 'config') return error.message.split('\n');
      throw error;
    }
    return [];
  };

  test('every one is listed with file, line and column', () => {
    const text = MANIFEST.replace('serves: [reads]', 'serves: [reads, views]')
      .replace('batch: 3', 'batch: lots')
      .replace('items: /body/rows', 'items: body/rows')
      .replace('rounding: floor', 'rouding: floor')
      .replace('official: false\n', '');
    expect(mistakesOf(text)).toEqual([
      'partner.yaml:1:1 official: Invalid input: expected boolean, received undefined',
      expect.stringMatching(/^partner\.yaml:6:17 serves\.1: Invalid option/),
      'partner.yaml:16:3 request.batch: expected a number from 1 to 1,000, or all',
      'partner.yaml:20:1 items: expected a JSON pointer such as /data/items, or "" for the whole answer',
      'partner.yaml:28:7 item.metrics.reads.rouding: unknown field',
    ]);
  });

  test('what does not fit together is said where it stands', () => {
    const text = MANIFEST.replace('serves: [reads]', 'serves: [reads, plays]')
      .replaceAll('{ids}', 'ids')
      .replace(/success: .*\n/, '');
    expect(mistakesOf(text)).toEqual([
      'partner.yaml:7:17 serves.1: no field under item.metrics gives "plays"',
      'partner.yaml:11:1 request: {ids} stands nowhere in path, query or form',
      'partner.yaml:19:1 errors: error values need success.pointer to be found at',
    ]);
  });

  test('YAML that is none is refused by place', () => {
    expect(mistakesOf('id: [a\nname: b: c\n')[0]).toMatch(/^partner\.yaml:\d+:\d+ /);
    expect(mistakesOf('')).toEqual(['partner.yaml:1:1 expected an object whose format is json or html']);
  });
});

test('the 津云 manifest of the project asks and reads as documented in it', () => {
  const file = join(import.meta.dirname, '../../collectors/manifests/jinyun.yaml');
  const jinyun = declarativeCollector(readFileSync(file, 'utf8'), file);
  expect(jinyun.baseUrl).toBe('');
  expect(jinyun.displays).toEqual({
    plays: { rounding: 'floor', plus: 'cap' },
    reads: { rounding: 'floor', plus: 'cap' },
    live_entries: { rounding: 'unknown', plus: 'undeclared' },
    likes: { rounding: 'unknown', plus: 'undeclared' },
  });
});
