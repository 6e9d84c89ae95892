import { describe, expect, test } from 'vitest';
import { runCollector } from '../../collectors/runner.ts';
import { example, idsAsked, miss, nobody, setStage, settings, target } from './example.ts';

const stage = setStage();

test('a batch that fails does not stop the others', async () => {
  stage.answer = ({ query }) =>
    String(query.ids).startsWith('x3')
      ? { status: 500, body: 'oops' }
      : {
          body: {
            items: String(query.ids)
              .split(',')
              .map(id => ({ id, plays: 5 })),
          },
        };
  const targets = [1, 2, 3, 4, 5].map(i => target(i, `x${i}`));
  const { summary, all } = await stage.bench.collect(example, targets, settings(stage));
  expect(all.readings.map(({ placementId }) => placementId)).toEqual([1, 2, 5]);
  const reason = 'example: failed itself (HTTP 500)';
  expect(all.misses).toEqual(
    [3, 4].map(id => miss(id, { status: 'failed', kind: 'network', reason }, 'oops')),
  );
  expect(summary).toEqual({
    ...nobody,
    targets: 5,
    read: 3,
    failed: 2,
    requests: 6,
    failures: { network: 2 },
  });
});

test.each([
  ['spent quota', 2, 'rate-limited'],
  ['refused login', 1, 'auth'],
  ['wrong key', 3, 'config'],
] as const)('after a %s the account is left alone, others are not', async (_, code, kind) => {
  stage.answer = ({ query }) =>
    String(query.ids).startsWith('y')
      ? { body: { items: [{ id: 'y1', plays: 5 }] } }
      : { body: { code, said: 'no more' } };
  const targets = [target(1, 'x1'), target(2, 'x2'), target(3, 'x3'), target(4, 'y1', 'b')];
  const { summary, all } = await stage.bench.collect(example, targets, settings(stage));
  const said = `example: code ${code} no more`;
  expect(idsAsked(stage)).toEqual(['x1,x2', 'y1']);
  expect(all.misses).toEqual([
    ...[1, 2].map(id => miss(id, { status: 'failed', kind, reason: said }, { code, said: 'no more' })),
    miss(3, { status: 'failed', kind, reason: `not asked, because ${said}` }),
  ]);
  expect(summary).toEqual({
    ...nobody,
    targets: 4,
    read: 1,
    failed: 3,
    requests: 2,
    failures: { [kind]: 3 },
    stops: [{ accountId: 'a', kind, message: said }],
  });
});

test('a spent day’s quota sends nothing and says when it goes on', async () => {
  stage.answer = () => ({
    body: {
      items: [
        { id: 'x1', plays: 5 },
        { id: 'x2', plays: 6 },
      ],
    },
  });
  const frugal = { ...example, limits: { ...example.limits, perDay: 1 } };
  const { all } = await stage.bench.collect(
    frugal,
    [1, 2, 3].map(i => target(i, `x${i}`)),
    settings(stage),
  );
  expect(stage.server.received).toHaveLength(1);
  expect(all.misses).toEqual([
    miss(3, {
      status: 'failed',
      kind: 'rate-limited',
      reason: 'example: account "a" has used its 1 requests of today; the rest is asked tomorrow',
    }),
  ]);
  expect(all.attempts).toHaveLength(1);
});

describe('configuration', () => {
  test('a missing credential fails every target without a request, and names it', async () => {
    const { all } = await stage.bench.collect(example, [target(1, 'x1')], {
      ...settings(stage),
      credentials: {},
    });
    const reason = 'example: set EXAMPLE_KEY in the environment; "example" cannot ask without';
    expect(all.misses).toEqual([miss(1, { status: 'failed', kind: 'config', reason })]);
    expect(stage.server.received).toEqual([]);
  });

  test('so does an address nobody knows', async () => {
    const { baseUrl: _, ...homeless } = settings(stage);
    const { all } = await stage.bench.collect({ ...example, baseUrl: '' }, [target(1, 'x1')], homeless);
    const reason = 'example: its address is not known to us; set platforms.example.base_url in renci.yaml';
    expect(all.misses).toEqual([miss(1, { status: 'failed', kind: 'config', reason })]);
  });
});

test('a fault in a collector’s own code ends its targets, not the night', async () => {
  stage.answer = () => ({ body: { items: [] } });
  const broken = {
    ...example,
    read: () => {
      throw new TypeError('cannot read x');
    },
  };
  const { all } = await stage.bench.collect(broken, [target(1, 'x1')], settings(stage));
  expect(all.misses.map(({ status, kind, reason }) => ({ status, kind, reason }))).toEqual([
    { status: 'failed', kind: 'shape', reason: 'example: collector "example" failed: cannot read x' },
  ]);
});

test('rows that cannot be put away stop the run', async () => {
  stage.answer = ({ query }) => ({
    body: {
      items: String(query.ids)
        .split(',')
        .map(id => ({ id, plays: 5 })),
    },
  });
  const targets = [1, 2, 3, 4, 5, 6].map(i => target(i, `x${i}`));
  const run = runCollector(example, targets, stage.bench.context(settings(stage)), () => {
    throw new Error('the disk is full');
  });
  await expect(run).rejects.toThrow('the disk is full');
  expect(stage.server.received).toHaveLength(1);
});
