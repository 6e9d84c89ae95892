import { describe, expect, test } from 'vitest';
import type { Received, Step } from '../setup/http-server.ts';
import { example, miss, nobody, reject, setStage, settings, target } from './example.ts';

const stage = setStage();

describe('a swept list', () => {
  const swept: typeof example = {
    ...example,
    batchSize: Number.POSITIVE_INFINITY,
    nextCursor: ({ next }) => next ?? null,
  };
  const pages: Record<string, unknown> = {
    first: {
      items: [
        { id: 'x9', plays: 1 },
        { id: 'x1', plays: 2 },
      ],
      next: 'p2',
    },
    p2: { items: [{ id: 'x2', plays: 3 }], next: 'p3' },
    p3: { items: [{ id: 'x8', plays: 4 }] },
  };
  const serve = ({ query }: Received): Step => ({ body: pages[query.cursor ?? 'first'] });
  const cursors = () => stage.server.received.map(({ query }) => query.cursor);

  test('is read page by page, one batch of rows each, and who is in none is absent at its end', async () => {
    stage.answer = serve;
    const { batches, summary } = await stage.bench.collect(
      swept,
      [1, 2, 3].map(i => target(i, `x${i}`)),
      settings(stage),
    );
    expect(cursors()).toEqual([undefined, 'p2', 'p3']);
    expect(batches.map(({ readings }) => readings.map(({ placementId }) => placementId))).toEqual([
      [1],
      [2],
      [],
    ]);
    expect(batches.map(({ misses }) => misses)).toEqual([
      [],
      [],
      [miss(3, { reason: 'not in the answer' }, pages.p3)],
    ]);
    expect(summary).toEqual({ ...nobody, targets: 3, read: 2, absent: 1, requests: 3 });
  });

  test('is left as soon as everybody was found', async () => {
    stage.answer = serve;
    await stage.bench.collect(swept, [target(1, 'x1')], settings(stage));
    expect(cursors()).toEqual([undefined]);
  });

  test('that fails half way leaves the rest failed, not absent', async () => {
    stage.answer = request => (request.query.cursor === 'p2' ? { status: 403, body: {} } : serve(request));
    const { all } = await stage.bench.collect(
      swept,
      [1, 2, 3].map(i => target(i, `x${i}`)),
      settings(stage),
    );
    expect(all.readings.map(({ placementId }) => placementId)).toEqual([1]);
    const reason = 'example: refused the request (HTTP 403)';
    expect(all.misses).toEqual([2, 3].map(id => miss(id, { status: 'failed', kind: 'refused', reason }, {})));
  });

  test('that goes round in circles is stopped', async () => {
    stage.answer = () => ({ body: { items: [], next: 'p2' } });
    const { all } = await stage.bench.collect(swept, [target(1, 'x1')], settings(stage));
    expect(cursors()).toEqual([undefined, 'p2']);
    const reason = 'example: the list goes round in circles at cursor "p2"';
    const body = { items: [], next: 'p2' };
    expect(all.misses).toEqual([miss(1, { status: 'failed', kind: 'shape', reason }, body)]);
    expect(all.rejects).toEqual([reject(0, { reason, evidence: JSON.stringify(body) }, body)]);
  });
});
