import { describe, expect, test } from 'vitest';
import type { Batch } from '../../collectors/rows.ts';
import {
  example,
  idsAsked,
  miss,
  NOW,
  nobody,
  reading,
  reject,
  setStage,
  settings,
  sha256,
  target,
} from './example.ts';

const stage = setStage();

test('a request’s rows, whole: readings, misses, attempt and payload', async () => {
  const body = {
    items: [
      { id: 'x1', plays: '1.2万', likes: 3 },
      { id: 'x2', plays: 0, likes: 0 },
    ],
  };
  stage.answer = () => ({ body });
  const { summary, batches } = await stage.bench.collect(
    example,
    [target(1, 'x1'), target(2, 'x2')],
    settings(stage),
  );
  const expected: Batch = {
    readings: [
      reading(1, { low: 12_000, high: 12_999, text: '1.2万', step: 1_000, othersPositive: true }, body),
      reading(1, { metric: 'likes', low: 3, high: 3, text: '3', othersPositive: true }, body),
      reading(2, {}, body),
      reading(2, { metric: 'likes' }, body),
    ],
    misses: [],
    rejects: [],
    attempts: [
      {
        runId: 'run-1',
        platform: 'example',
        collector: 'example',
        accountId: 'a',
        startedAt: NOW,
        durationMs: 0,
        url: `${stage.server.url}/videos?ids=x1%2Cx2`,
        status: 200,
        items: 2,
        errorKind: '',
        error: '',
        payloadId: sha256(JSON.stringify(body)),
      },
    ],
    payloads: [
      {
        id: sha256(JSON.stringify(body)),
        platform: 'example',
        fetchedAt: NOW,
        contentType: 'application/json',
        body: JSON.stringify(body),
      },
    ],
  };
  expect(batches).toEqual([expected]);
  expect(summary).toEqual({ ...nobody, targets: 2, read: 2, requests: 1 });
});

test('targets go by account, in full batches', async () => {
  stage.answer = ({ query }) => ({
    body: {
      items: String(query.ids)
        .split(',')
        .map(id => ({ id, plays: 5 })),
    },
  });
  const targets = [
    target(1, 'x1'),
    target(2, 'y1', 'b'),
    target(3, 'x2'),
    target(4, 'x3'),
    target(5, 'y2', 'b'),
  ];
  const { summary } = await stage.bench.collect(example, targets, settings(stage));
  expect(idsAsked(stage)).toEqual(['x1,x2', 'x3', 'y1,y2']);
  expect(summary).toEqual({ ...nobody, targets: 5, read: 5, requests: 3 });
  const all = await stage.bench.collect(example, targets, { ...settings(stage), batchSize: 50 });
  expect(idsAsked(stage).slice(3)).toEqual(['x1,x2,x3', 'y1,y2']);
  expect(all.summary.requests).toBe(2);
});

test('every target ends once, as what the answer says of it, and one bad item spoils no other', async () => {
  const body = {
    items: [
      { id: 'ok', plays: 8, likes: 'many' },
      { id: 'hidden', plays: '--' },
      { id: 'gone', gone: true },
      { id: 'silent', likes: 4 },
      { id: 'garbled', plays: '约1万' },
      { id: 'wrong', plays: { value: 5 } },
      { id: 'foreign', plays: 1 },
    ],
  };
  stage.answer = () => ({ body });
  const ids = ['ok', 'hidden', 'gone', 'silent', 'garbled', 'wrong', 'unknown'];
  const { summary, all } = await stage.bench.collect(
    example,
    ids.map((id, i) => target(i + 1, id)),
    { ...settings(stage), batchSize: 10 },
  );
  expect(all.readings).toEqual([
    reading(1, { low: 8, high: 8, text: '8' }, body),
    reading(4, { metric: 'likes', low: 4, high: 4, text: '4' }, body),
  ]);
  const garbled = all.misses.find(({ placementId }) => placementId === 5)?.reason ?? '';
  expect(garbled).toContain('plays: The count "约1万" cannot be read');
  const wrong = 'the item is not what we know: plays: Invalid input';
  expect(all.misses).toEqual([
    miss(2, { status: 'hidden', reason: 'plays shown as "--"' }, body),
    miss(3, { status: 'removed', reason: 'deleted by its author' }, body),
    miss(4, { status: 'absent', reason: 'the answer states no plays' }, body),
    miss(5, { status: 'failed', kind: 'shape', reason: garbled }, body),
    miss(6, { status: 'failed', kind: 'shape', reason: wrong }, body),
    miss(7, { status: 'absent', reason: 'not in the answer' }, body),
  ]);
  expect(all.rejects.map(({ reason, ...rest }) => ({ ...rest, reason: reason.slice(0, 24) }))).toEqual([
    reject(1, { reason: 'likes: The count "many" ', evidence: 'likes = "many"' }, body),
    reject(5, { reason: garbled.slice(0, 24), evidence: 'plays = "约1万"' }, body),
    reject(6, { reason: wrong.slice(0, 24), evidence: '{"id":"wrong","plays":{"value":5}}' }, body),
  ]);
  expect(summary).toEqual({
    targets: 7,
    read: 1,
    absent: 2,
    hidden: 1,
    removed: 1,
    failed: 2,
    rejects: 3,
    requests: 1,
    failures: { shape: 2 },
    stops: [],
    unasked: 0,
  });
});

test('an empty list is an answer: nobody was spoken of', async () => {
  stage.answer = () => ({ body: { items: [] } });
  const { all } = await stage.bench.collect(example, [target(1, 'x1')], settings(stage));
  expect(all.misses).toEqual([miss(1, { reason: 'not in the answer' }, { items: [] })]);
  expect(all.rejects).toEqual([]);
});

describe('an answer of the wrong shape fails its targets and is kept', () => {
  const html = '<html>请登录</html>';
  test.each([
    [
      'a page',
      html,
      'text/html',
      'example: the answer is no JSON (text/html): the answer: Invalid input: expected object, received string',
    ],
    [
      'cut JSON',
      '{"items":[{"id":"x1","pl',
      'application/json',
      'example: the answer is no JSON (application/json): the answer: Invalid input: expected object, received string',
    ],
    [
      'another shape',
      '{"rows":[]}',
      'application/json',
      'example: the answer is not what we know (application/json): items: Invalid input: expected array, received undefined',
    ],
  ])('%s', async (_, body, type, reason) => {
    stage.answer = () => ({ body, headers: { 'content-type': type } });
    const { all, summary } = await stage.bench.collect(
      example,
      [target(1, 'x1'), target(2, 'x2')],
      settings(stage),
    );
    expect(all.readings).toEqual([]);
    expect(all.misses).toEqual([1, 2].map(id => miss(id, { status: 'failed', kind: 'shape', reason }, body)));
    expect(all.rejects).toEqual([reject(0, { reason, evidence: body }, body)]);
    expect(all.payloads.map(({ id, body: kept }) => ({ id, kept }))).toEqual([
      { id: sha256(body), kept: body },
    ]);
    expect(all.attempts.map(({ errorKind, error, items }) => ({ errorKind, error, items }))).toEqual([
      { errorKind: 'shape', error: reason, items: 0 },
    ]);
    expect(summary).toEqual({
      ...nobody,
      targets: 2,
      failed: 2,
      rejects: 1,
      requests: 1,
      failures: { shape: 2 },
    });
  });
});
