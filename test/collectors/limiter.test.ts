import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';
import { createLimiter } from '../../collectors/limiter.ts';
import { ManualClock } from '../../pipeline/clock.ts';

const NOON = Date.parse('2022-12-20T12:00:00+08:00');
const URL_A = new URL('https://a.example/v1');
const URL_B = new URL('https://b.example/v1');

const collector = (limits: Partial<Collector['limits']>, id = 'example') => ({
  id,
  platform: 'example',
  limits: { concurrency: 2, minIntervalMs: 0, ...limits },
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renci-limiter-'));
  file = join(folder, 'quota.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (now = NOON) => {
  const waits: number[] = [];
  const clock = new ManualClock(now);
  const limiter = createLimiter({
    clock,
    file,
    sleep: async ms => {
      waits.push(ms);
      clock.set(clock.now() + ms);
    },
  });
  return { limiter, clock, waits };
};

test('no more tasks of a collector run at once than it allows', async () => {
  const { limiter } = setUp();
  let running = 0;
  let most = 0;
  const releases: (() => void)[] = [];
  const tasks = Array.from({ length: 5 }, () =>
    limiter.run(collector({ concurrency: 2 }), 'a', async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>(resolve => releases.push(resolve));
      running -= 1;
    }),
  );
  while (releases.length < 2) await Promise.resolve();
  for (let released = 0; released < 5; released += 1) {
    while (releases.length === 0) await Promise.resolve();
    releases.shift()?.();
  }
  await Promise.all(tasks);
  expect(most).toBe(2);
});

test('requests to one host keep their distance, to another they need not', async () => {
  const { limiter, waits, clock } = setUp();
  const slow = collector({ minIntervalMs: 500 });
  await limiter.run(slow, 'a', async gate => {
    await gate(URL_A);
    await gate(URL_A);
    await gate(URL_B);
    await gate(URL_A);
  });
  expect(waits).toEqual([500, 500]);
  clock.set(clock.now() + 10_000);
  await limiter.run(slow, 'b', gate => gate(URL_A));
  expect(waits).toEqual([500, 500]);
});

describe('the day’s quota', () => {
  const three = collector({ perDay: 3 });
  const ask = (limiter: ReturnType<typeof createLimiter>, account = 'a') =>
    limiter.run(three, account, gate => gate(URL_A));
  const spent = {
    kind: 'rate-limited',
    message: 'example: account "a" has used its 3 requests of today; the rest is asked tomorrow',
  };

  test('is spent by account, and says so plainly when it is gone', async () => {
    const { limiter } = setUp();
    for (let i = 0; i < 3; i += 1) await ask(limiter);
    await expect(ask(limiter)).rejects.toMatchObject(spent);
    await ask(limiter, 'b');
    expect([limiter.remaining(three, 'a'), limiter.remaining(three, 'b')]).toEqual([0, 2]);
    expect(limiter.remaining(collector({}), 'a')).toBeNull();
  });

  test('survives a restart and begins anew at midnight in Beijing', async () => {
    for (let i = 0; i < 3; i += 1) await ask(setUp().limiter);
    await expect(ask(setUp().limiter)).rejects.toMatchObject(spent);
    await expect(ask(setUp(Date.parse('2022-12-20T23:59:59.999+08:00')).limiter)).rejects.toMatchObject(
      spent,
    );
    await ask(setUp(Date.parse('2022-12-21T00:00:00+08:00')).limiter);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      used: { 'example/a': { day: '2022-12-21', count: 1 } },
      free: {},
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('of an application is spent by all its accounts, on days of the zone it is counted in', async () => {
    const shared = collector({ perDay: 2, sharedQuota: true, quotaZone: 'America/Los_Angeles' }, 'shared');
    const evening = Date.parse('2022-12-20T23:59:59-08:00');
    const before = setUp(evening).limiter;
    for (const account of ['a', 'b']) await before.run(shared, account, gate => gate(URL_A));
    await expect(before.run(shared, 'c', gate => gate(URL_A))).rejects.toMatchObject({
      kind: 'rate-limited',
      message: 'example: this application has used its 2 requests of today; the rest is asked tomorrow',
    });
    // In Beijing the same second belongs to the 21st.
    await ask(before);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      used: { shared: { day: '2022-12-20', count: 2 }, 'example/a': { day: '2022-12-21', count: 1 } },
      free: {},
    });
    const after = setUp(evening + 1_000).limiter;
    expect([after.remaining(shared, 'c'), after.remaining(three, 'a')]).toEqual([2, 2]);
  });

  test('forgets days that are over everywhere', async () => {
    await ask(setUp(NOON).limiter, 'old');
    await ask(setUp(NOON + 3 * 86_400_000).limiter, 'new');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      used: { 'example/new': { day: '2022-12-23', count: 1 } },
      free: {},
    });
  });

  test.each<[string, () => string]>([
    ['a process that has ended', () => `${spawnSync(process.execPath, ['-e', '']).pid} 00000000`],
    ['a process whose number another one has now', () => `${process.pid} 00000000`],
    ['a process killed before it wrote its number', () => ''],
  ])('holds between two processes that find a lock of %s', async (_, left) => {
    writeFileSync(`${file}.lock`, left());
    const script = join(import.meta.dirname, '../pipeline/fixtures/spend-quota.ts');
    const spenders = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<number>((resolve, reject) => {
            execFile(process.execPath, [script, file, '40', '25'], (error, out) =>
              error ? reject(error) : resolve(Number(out)),
            );
          }),
      ),
    );
    expect(spenders.reduce((a, b) => a + b)).toBe(40);
    expect(setUp(Date.now()).limiter.remaining(collector({ perDay: 40 }), 'a')).toBe(0);
    expect(readdirSync(folder)).toEqual(['quota.json']);
  });

  test('is never overspent by requests that ask at the same time', async () => {
    const { limiter } = setUp();
    const other = setUp().limiter;
    const ended = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => ask(i % 2 === 0 ? limiter : other)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('in a file that is none of ours is refused with what to do', async () => {
    writeFileSync(file, '{"day":');
    const { limiter } = setUp();
    const error = await ask(limiter).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CollectorError);
    expect(error).toMatchObject({
      kind: 'config',
      message: `${file} should hold the day's request counts but cannot be read. Remove it to start counting anew.`,
    });
  });
});
