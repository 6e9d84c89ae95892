import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collector, Target } from '../../collectors/contract.ts';
import { createLimiter, type Limiter } from '../../collectors/limiter.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { remarkWords } from '../../pipeline/domain/run-remarks.ts';
import { fitQuota, leftNote } from '../../pipeline/jobs/quota-plan.ts';
import { example, target as targetOf } from '../collectors/example.ts';

const NOW = Date.parse('2022-12-20T12:00:00+08:00');
const URL_A = new URL('https://a.example/v1');

let folder: string;
let limiter: Limiter;
const clock = new ManualClock(NOW);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renci-quota-plan-'));
  limiter = createLimiter({ clock, sleep: async () => {}, file: join(folder, 'quota.json') });
});
afterEach(() => rmSync(folder, { recursive: true }));

const withQuota = (limits: Partial<Collector['limits']>, more: Partial<Collector> = {}): Collector => ({
  ...(example as unknown as Collector),
  limits: { concurrency: 1, minIntervalMs: 0, ...limits },
  ...more,
});
const target = (id: number, ageMs: number | null, accountId = 'a'): Target => ({
  ...targetOf(id, `item-${id}`, accountId),
  publishedAt: ageMs === null ? null : NOW - ageMs,
});
const spend = async (collector: Collector, accountId: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await limiter.run(collector, accountId, gate => gate(URL_A));
};
const divide = (collector: Collector, targets: readonly Target[], batchSize?: number) => {
  const settings = batchSize === undefined ? {} : { batchSize };
  const { asked, left } = fitQuota(collector, targets, { limiter, clock, settings });
  return { asked: asked.map(t => t.placementId), left: left.map(t => t.placementId) };
};

describe('what the day’s quota allows', () => {
  test('everything, in the order of the plan, where none is published', () => {
    const targets = [target(2, DAY), target(1, HOUR)];
    expect(divide(withQuota({}), targets)).toEqual({ asked: [2, 1], left: [] });
  });

  test('the youngest first, in full batches of what is left today; unknown age comes last', async () => {
    const collector = withQuota({ perDay: 5 });
    await spend(collector, 'a', 3);
    const targets = [
      target(1, 9 * DAY),
      target(2, null),
      target(3, HOUR),
      target(4, DAY),
      target(5, 3 * DAY),
    ];
    expect(divide(collector, targets)).toEqual({ asked: [3, 4, 5, 1], left: [2] });
    expect(divide(collector, targets, 1)).toEqual({ asked: [3, 4], left: [5, 1, 2] });
  });

  test('by account, unless all of them spend from one', async () => {
    const targets = [target(1, HOUR, 'a'), target(2, 2 * HOUR, 'b'), target(3, 3 * HOUR, 'b')];
    const own = withQuota({ perDay: 1 });
    await spend(own, 'a', 1);
    expect(divide(own, targets)).toEqual({ asked: [2, 3], left: [1] });
    const shared = withQuota({ perDay: 1, sharedQuota: true }, { id: 'shared' });
    expect(divide(shared, targets)).toEqual({ asked: [1], left: [2, 3] });
    await spend(shared, 'b', 1);
    expect(divide(shared, targets)).toEqual({ asked: [], left: [1, 2, 3] });
  });

  test('an older target rides along where a batch of its account has room', () => {
    const collector = withQuota({ perDay: 2, sharedQuota: true });
    const targets = [
      target(1, HOUR, 'a'),
      target(2, 2 * HOUR, 'b'),
      target(3, DAY, 'c'),
      target(4, 9 * DAY, 'a'),
    ];
    expect(divide(collector, targets)).toEqual({ asked: [1, 2, 4], left: [3] });
  });

  test('what a window closes on before anything younger', () => {
    const capabilities = { ...example.capabilities, lookBackDays: 7 };
    const collector = withQuota({ perDay: 1 }, { capabilities });
    const targets = [target(1, HOUR), target(2, 6.5 * DAY), target(3, 5 * DAY), target(4, 6.2 * DAY)];
    expect(divide(collector, targets)).toEqual({ asked: [4, 2], left: [1, 3] });
  });

  test('a swept list whole, for as long as one request is left', async () => {
    const collector = withQuota({ perDay: 1 }, { batchSize: Number.POSITIVE_INFINITY });
    const targets = [target(1, HOUR), target(2, DAY), target(3, HOUR, 'b')];
    expect(divide(collector, targets)).toEqual({ asked: [1, 3, 2], left: [] });
    await spend(collector, 'a', 1);
    expect(divide(collector, targets)).toEqual({ asked: [3], left: [1, 2] });
  });

  test('never more requests than are left, and nobody left while one is', () => {
    const accounts = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20 * DAY), accounts), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 7 }),
        (drawn, perDay, batchSize) => {
          const collector = withQuota({ perDay }, { batchSize });
          const targets = drawn.map(([age, account], i) => target(i + 1, age, account));
          const { asked, left } = fitQuota(collector, targets, { limiter, clock, settings: {} });
          const ids = [...asked, ...left].map(t => t.placementId).sort((a, b) => a - b);
          expect(ids).toEqual(targets.map(t => t.placementId));
          for (const account of ['a', 'b', 'c']) {
            const all = targets.filter(t => t.accountId === account).length;
            const taken = asked.filter(t => t.accountId === account).length;
            expect(taken).toBe(Math.min(all, perDay * batchSize));
          }
        },
      ),
    );
  });
});

test('what waits is said in one line', () => {
  const collector = withQuota({ perDay: 1_000 });
  const left = [target(1, HOUR), target(2, HOUR)];
  const note = leftNote(collector, { asked: [], left });
  expect(note).toEqual({ code: 'quota', name: collector.name, left: 2, perDay: 1_000 });
  expect(note && remarkWords(note).en).toBe('Example: 2 left for tomorrow (1000 requests a day are spent)');
  expect(leftNote(collector, { asked: left, left: [] })).toBeNull();
});
