import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import type { ManualClock } from '../../pipeline/clock.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { runSlot, type SlotEnd } from '../../pipeline/jobs/run-slot.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { everythingIn, nightly, openNight } from './night.ts';
import { december } from './night-catalogue.ts';

const [FIRST, SECOND, THIRD] = ['06 02:00', '06 03:05', '06 04:05'].map(december) as [number, number, number];

const serve = async (app: App, clock: ManualClock, slot: number): Promise<SlotEnd> => {
  clock.set(slot);
  return runSlot(app, 'nightly', nightly(slot));
};

/** The same three slots with the database there all the time. */
const uninterrupted = async (): Promise<Record<string, unknown[]>> => {
  const { app, clock } = await openNight();
  for (const slot of [FIRST, SECOND, THIRD]) await serve(app, clock, slot);
  return everythingIn(app);
};

/** Lets something happen once, right after the nth entry from now is on disk. */
const afterAppends = (app: App, nth: number, happen: () => Promise<void>): void => {
  const append = app.spool.append.bind(app.spool);
  let appended = 0;
  vi.spyOn(app.spool, 'append').mockImplementation(async entry => {
    await append(entry);
    appended += 1;
    if (appended === nth) await happen();
  });
};

test('a database that stops in mid-run costs nothing: runs end, totals wait, and everything comes in once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-outage-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startEmbedded({ dir, log: silentLogger });
  onTestFinished(server.stop);
  const { url, username, password, httpPort, tcpPort } = server;
  const { app, clock } = await openNight({ server: { url, username, password, database: 'renci' } });

  expect((await serve(app, clock, FIRST)).stored).toBe(true);
  expect(await app.now()).toEqual({ asOf: FIRST, knownAt: FIRST, isNow: true });

  afterAppends(app, 3, server.stop);
  const second = await serve(app, clock, SECOND);
  expect([second.run.state, second.run.read, second.stored]).toEqual(['complete', 6, false]);
  expect(await app.now()).toEqual({ asOf: SECOND, knownAt: SECOND - 1 });

  // A whole run without it; the oldest reading that waits still rules.
  const third = await serve(app, clock, THIRD);
  expect([third.run.state, third.run.read, third.stored]).toEqual(['complete', 6, false]);
  expect(await app.now()).toEqual({ asOf: THIRD, knownAt: SECOND - 1 });

  const again = await startEmbedded({ dir, httpPort, tcpPort, log: silentLogger });
  onTestFinished(again.stop);
  expect(await app.sweep()).toBe(true);
  expect(await app.now()).toEqual({ asOf: THIRD, knownAt: THIRD, isNow: true });
  expect(await app.spool.sealed()).toEqual([]);
  expect(await everythingIn(app)).toEqual(await uninterrupted());
});

test('the engine killed -9 under a service comes back by itself, and so does everything collected meanwhile', async () => {
  const { app, clock, config } = await openNight({ server: null });
  await serve(app, clock, FIRST);
  const status = readFileSync(join(config.data, 'clickhouse/data/status'), 'utf8');
  const engine = Number(/^PID: (\d+)$/m.exec(status)?.[1]);
  process.kill(engine, 'SIGKILL');
  // Whether the engine is back before these runs end is its own affair.
  expect((await serve(app, clock, SECOND)).run.state).toBe('complete');
  expect((await serve(app, clock, THIRD)).run.state).toBe('complete');
  await expect.poll(() => app.sweep(), { timeout: 15_000 }).toBe(true);
  expect(await everythingIn(app)).toEqual(await uninterrupted());
});
