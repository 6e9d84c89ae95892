import pino from 'pino';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ManualClock, systemClock } from '../../pipeline/clock.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { type Job, lastSlot, nextSlot, Scheduler, type Timer, timerOf } from '../../pipeline/scheduler.ts';

const ZONE = 'Asia/Shanghai';
const NIGHTLY = '0 2 * * *';
const HOURLY = '5 * * * *';
/** “12-06 02:00” by a wall clock in Beijing. */
const at = (text: string): number => Date.parse(`2022-${text.replace(' ', 'T')}+08:00`);

describe('slots', () => {
  test.each<[pattern: string, zone: string, now: string, last: string, next: string]>([
    [NIGHTLY, ZONE, '2022-12-06T02:00:00.000+08:00', '2022-12-06T02:00+08:00', '2022-12-07T02:00+08:00'],
    [NIGHTLY, ZONE, '2022-12-06T01:59:59.999+08:00', '2022-12-05T02:00+08:00', '2022-12-06T02:00+08:00'],
    [NIGHTLY, ZONE, '2022-12-06T02:00:00.001+08:00', '2022-12-06T02:00+08:00', '2022-12-07T02:00+08:00'],
    // 23:59:59 and 00:00:00 in Beijing are different days, whatever the server's zone.
    ['0 0 * * *', ZONE, '2022-12-05T23:59:59.999+08:00', '2022-12-05T00:00+08:00', '2022-12-06T00:00+08:00'],
    ['0 0 * * *', ZONE, '2022-12-06T00:00:00.000+08:00', '2022-12-06T00:00+08:00', '2022-12-07T00:00+08:00'],
    ['30 23 * * *', ZONE, '2022-12-31T23:45:00+08:00', '2022-12-31T23:30+08:00', '2023-01-01T23:30+08:00'],
    [HOURLY, ZONE, '2022-12-06T00:04:59+08:00', '2022-12-05T23:05+08:00', '2022-12-06T00:05+08:00'],
    ['0 9 * * 1', ZONE, '2022-12-06T00:00:00+08:00', '2022-12-05T09:00+08:00', '2022-12-12T09:00+08:00'],
    // The clock of Berlin goes back on 30 October: 02:30 comes twice and is one slot's hour.
    ['0 4 * * *', 'Europe/Berlin', '2022-10-30T03:30:00Z', '2022-10-30T03:00Z', '2022-10-31T03:00Z'],
  ])('%s in %s at %s', (pattern, zone, now, last, next) => {
    const slots = [lastSlot, nextSlot].map(slot => slot(pattern, zone, Date.parse(now)));
    expect(slots).toEqual([Date.parse(last), Date.parse(next)]);
  });
});

type Done = { job: string; slot: number; late: boolean };

/** A timer that strikes when it is told to, jobs that end when they are told to, and what happened so far. */
const bench = () => {
  const strikes = new Map<string, (slot: number) => void>();
  const begun: Done[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const timer: Timer = (job, onSlot) => {
    strikes.set(job.name, onSlot);
    return { destroy: () => void strikes.delete(job.name) };
  };
  const job = (name: string, pattern: string, more: Partial<Job> = {}): Job => ({
    name,
    pattern,
    zone: ZONE,
    run: (slot, late) => {
      begun.push({ job: name, slot, late });
      const end = Promise.withResolvers<void>();
      ends.push(end);
      return end.promise;
    },
    ...more,
  });
  return {
    timer,
    begun,
    strikes,
    jobs: [job('nightly', NIGHTLY), job('hourly', HOURLY, { partOf: 'nightly' })],
    strike: (name: string, slot: number) => strikes.get(name)?.(slot),
    /** Ends the nth job begun and lets what waits for it go on. */
    end: async (index: number, error?: Error) => {
      if (error) ends[index]?.reject(error);
      else ends[index]?.resolve();
      await vi.waitFor(() => undefined);
    },
  };
};

const NOW = at('12-06 09:30');
const startWith = (served: Readonly<Record<string, number>>, log = silentLogger) => {
  const desk = bench();
  const scheduler = new Scheduler(log, new ManualClock(NOW), desk.timer);
  onTestFinished(() => void scheduler.stop());
  scheduler.start(desk.jobs, ({ name }) => served[name] ?? null);
  return { ...desk, scheduler };
};

describe('at start', () => {
  const done = { nightly: at('12-06 02:00'), hourly: at('12-06 09:05') };
  test.each<[what: string, served: Record<string, number>, caughtUp: Done[]]>([
    ['nothing was missed: nothing is caught up', done, []],
    [
      'nights were missed: the last one is caught up, once, and the hour is part of it',
      { nightly: at('12-03 02:00'), hourly: at('12-03 02:05') },
      [{ job: 'nightly', slot: at('12-06 02:00'), late: true }],
    ],
    [
      'only the hour was missed',
      { ...done, hourly: at('12-06 08:05') },
      [{ job: 'hourly', slot: at('12-06 09:05'), late: true }],
    ],
    [
      'nothing was ever done: the last night is done now, not at the next one',
      {},
      [{ job: 'nightly', slot: at('12-06 02:00'), late: true }],
    ],
  ])('%s', (_, served, caughtUp) => {
    const { begun, strikes } = startWith(served);
    expect([begun, [...strikes.keys()]]).toEqual([caughtUp, ['nightly', 'hourly']]);
  });
});

describe('jobs', () => {
  const served = { nightly: NOW, hourly: NOW };

  test('never overlap: what comes meanwhile waits, the last slot of each job', async () => {
    const lines: unknown[] = [];
    const log = pino({ level: 'warn' }, { write: line => void lines.push(JSON.parse(line)) });
    const { strike, begun, end, scheduler } = startWith(served, log);
    strike('nightly', at('12-07 02:00'));
    strike('hourly', at('12-07 02:05'));
    strike('hourly', at('12-07 03:05'));
    expect([begun, scheduler.isBusy]).toEqual([
      [{ job: 'nightly', slot: at('12-07 02:00'), late: false }],
      true,
    ]);
    expect(lines).toMatchObject([
      { job: 'hourly', slot: at('12-07 03:05'), msg: expect.stringContaining('only this one is run') },
    ]);
    await end(0);
    expect(begun.slice(1)).toEqual([{ job: 'hourly', slot: at('12-07 03:05'), late: false }]);
    await end(1);
    expect([begun.length, scheduler.isBusy]).toEqual([2, false]);
  });

  test('one that fails stops neither those after it nor its own next slot', async () => {
    const { strike, begun, end } = startWith(served);
    strike('nightly', at('12-07 02:00'));
    strike('hourly', at('12-07 02:05'));
    await end(0, new Error('no'));
    await end(1);
    strike('nightly', at('12-08 02:00'));
    expect(begun.map(({ job, slot }) => [job, slot])).toEqual([
      ['nightly', at('12-07 02:00')],
      ['hourly', at('12-07 02:05')],
      ['nightly', at('12-08 02:00')],
    ]);
  });

  test('stopping waits for the one under way and begins no other', async () => {
    const { strike, strikes, begun, end, scheduler } = startWith(served);
    strike('nightly', at('12-07 02:00'));
    strike('hourly', at('12-07 02:05'));
    const late = strikes.get('nightly');
    let stopped = false;
    const stopping = scheduler.stop().then(() => {
      stopped = true;
    });
    late?.(at('12-08 02:00'));
    await vi.waitFor(() => undefined);
    expect([stopped, strikes.size, begun.length]).toEqual([false, 0, 1]);
    await end(0);
    await stopping;
    expect([stopped, begun.length]).toEqual([true, 1]);
  });
});

describe('with the timers of node-cron', () => {
  afterEach(() => void vi.useRealTimers());

  test('a slot begins by the wall clock of its zone; the last of those the machine slept through, once', async () => {
    vi.useFakeTimers({ now: at('12-06 01:59:30') });
    const begun: [slot: number, late: boolean][] = [];
    const run: Job['run'] = async (slot, late) => void begun.push([slot, late]);
    const scheduler = new Scheduler(silentLogger, systemClock);
    scheduler.start([{ name: 'nightly', pattern: NIGHTLY, zone: ZONE, run }], () => at('12-05 02:00'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toEqual([[at('12-06 02:00'), false]]);
    // The lid is closed for two nights, and no timer goes on meanwhile.
    vi.setSystemTime(at('12-08 09:00'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun.slice(1)).toEqual([[at('12-08 02:00'), true]]);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(begun.slice(2).map(([slot]) => slot)).toEqual([at('12-09 02:00')]);
    await scheduler.stop();
    await vi.advanceTimersByTimeAsync(48 * 3_600_000);
    expect(begun.length).toBe(3);
  });
});

describe('on a clock beside the machine’s', () => {
  afterEach(() => void vi.useRealTimers());

  test('slots come by that clock, a second in a second, and no more once the timer is destroyed', async () => {
    vi.useFakeTimers({ now: at('12-01 09:00'), toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const clock = new ManualClock(at('12-30 18:00'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.now()).toBe(at('12-30 18:00'));
    clock.letGo();
    clock.letGo();
    const slots: number[] = [];
    const job: Job = { name: 'hourly', pattern: HOURLY, zone: ZONE, run: () => Promise.resolve() };
    const timer = timerOf(clock)(job, slot => slots.push(slot));
    await vi.advanceTimersByTimeAsync(299_000);
    expect([clock.now(), slots]).toEqual([at('12-30 18:04') + 59_000, []]);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(slots).toEqual([at('12-30 18:05'), at('12-30 19:05')]);
    clock.set(at('12-31 02:00'));
    await vi.advanceTimersByTimeAsync(500);
    expect(clock.now()).toBe(at('12-31 02:00') + 500);
    await timer.destroy();
    await vi.advanceTimersByTimeAsync(48 * 3_600_000);
    expect(slots.length).toBe(2);
  });
});
