import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type LimitsFile, openLimitsFile } from '../../collectors/limits-file.ts';
import { createPace } from '../../collectors/pace.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { startServer } from '../setup/http-server.ts';

const NOW = Date.parse('2022-12-20T12:00:00+08:00');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renci-pace-'));
  file = join(folder, 'quota.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process's own view of the file, and a clock that moves to each turn, as a pause makes it. */
const setUp = (now = NOW, limits: LimitsFile = openLimitsFile(file)) => {
  const clock = new ManualClock(now);
  const pace = createPace(limits, clock);
  const turns = async (times: number, intervalMs: number, host = 'a.example'): Promise<number[]> => {
    const taken: number[] = [];
    for (let i = 0; i < times; i += 1) {
      const turn = await pace.turn(host, intervalMs);
      clock.set(turn);
      taken.push(turn - NOW);
    }
    return taken;
  };
  return { clock, pace, turns };
};
const distances = (instants: readonly number[]): number[] => {
  const inOrder = instants.toSorted((a, b) => a - b);
  return inOrder.slice(1).map((at, i) => at - (inOrder[i] ?? at));
};

test('two processes on one file keep one pace between them', async () => {
  const server = await startServer(() => ({ body: {} }));
  onTestFinished(server.close);
  const script = join(import.meta.dirname, '../pipeline/fixtures/keep-pace.ts');
  const run = () =>
    promisify(execFile)(process.execPath, [script, file, server.url, String(NOW), '30', '100']);
  await Promise.all([run(), run()]);
  const sent = server.received.map(({ headers }) => Number(headers['x-sent-at']));
  expect(sent).toHaveLength(60);
  expect(Math.min(...distances(sent))).toBeGreaterThanOrEqual(100);
  expect(Math.min(...sent)).toBe(NOW);
});

describe('the pace', () => {
  test('holds over a restart, for as long as the one before had taken the host', async () => {
    expect(await setUp().turns(3, 500)).toEqual([0, 500, 1_000]);
    expect(await setUp(NOW + 1_000).turns(2, 500)).toEqual([1_500, 2_000]);
    expect(await setUp(NOW + 60_000).turns(1, 500)).toEqual([60_000]);
  });

  test('is each host’s own, and a host without one writes nothing', async () => {
    const { turns } = setUp();
    expect(await turns(2, 0, 'c.example')).toEqual([0, 0]);
    expect(() => readFileSync(file)).toThrow('ENOENT');
    await turns(1, 500, 'a.example');
    expect(await turns(1, 500, 'b.example')).toEqual([0]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      used: {},
      free: { 'a.example': NOW + 500, 'b.example': NOW + 500 },
    });
    await setUp(NOW + 1_000).turns(1, 500, 'b.example');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ used: {}, free: { 'b.example': NOW + 1_500 } });
  });

  test('of two collectors on one host is that of the one that asked last', async () => {
    const { pace } = setUp();
    const taken = [
      await pace.turn('a.example', 100),
      await pace.turn('a.example', 500),
      await pace.turn('a.example', 100),
    ];
    expect(taken.map(at => at - NOW)).toEqual([0, 100, 600]);
  });

  test('makes up no turn for a late request, and loses none that follows it', async () => {
    const { pace, clock } = setUp();
    const taken = [await pace.turn('a.example', 100)];
    // Two turns are taken for this one, from 100 to 300; it comes late.
    await pace.turn('b.example', 100);
    clock.set(NOW + 50);
    taken.push(await pace.turn('a.example', 100));
    clock.set(NOW + 250);
    taken.push(await pace.turn('a.example', 100), await pace.turn('a.example', 100));
    expect(taken.map(at => at - NOW)).toEqual([0, 100, 250, 350]);
  });

  test('of requests that ask at the same time is kept by all of them', async () => {
    const { pace } = setUp();
    const other = setUp().pace;
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? pace : other).turn('a.example', 200)),
    );
    expect(Math.min(...distances(taken))).toBeGreaterThanOrEqual(200);
  });

  test('takes no host further ahead than any queue reaches: the clock was set back since', async () => {
    writeFileSync(file, JSON.stringify({ used: {}, free: { 'a.example': NOW + 86_400_000 } }));
    const { turns, clock, pace } = setUp();
    expect(await turns(2, 500)).toEqual([0, 500]);
    clock.set(NOW - 86_400_000);
    expect(await pace.turn('a.example', 500)).toBe(NOW - 86_400_000);
  });

  test('of a busy host is written about once a second, without a gap; of an idle one with each request', async () => {
    let writes = 0;
    const limits = openLimitsFile(file);
    const { turns, clock } = setUp(NOW, {
      ...limits,
      change: task => {
        writes += 1;
        return limits.change(task);
      },
    });
    expect(await turns(105, 100)).toEqual(Array.from({ length: 105 }, (_, i) => i * 100));
    // 1 + 2 + 4 + 8 turns, then nine times ten.
    expect(writes).toBe(13);
    writes = 0;
    for (let i = 0; i < 5; i += 1) {
      clock.set(clock.now() + 2_000);
      await turns(1, 100);
    }
    expect(writes).toBe(5);
  });
});
