import { expect, test, vi } from 'vitest';
import { remarkWords } from '../../pipeline/domain/run-remarks.ts';
import { createCollectNow, RunUnderWayError } from '../../pipeline/jobs/collect-now.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { NotUnderWay, runsUnderWay, stopRun } from '../../pipeline/jobs/under-way.ts';
import { readRun } from '../../pipeline/store/runs.ts';
import { nightly, openNight, rowsOf } from './night.ts';
import { december } from './night-catalogue.ts';

const SLOT = december('06 02:00');
type Opened = Awaited<ReturnType<typeof openNight>>['app'];

/** Lets the line that begins each run and the first answer into the spool, and holds all else; returns how to go on. */
const holdSpool = (app: Opened, pass = 2): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const append = app.spool.append.bind(app.spool);
  let seen = 0;
  vi.spyOn(app.spool, 'append').mockImplementation(async entry => {
    seen += 1;
    if (seen > pass) await promise;
    await append(entry);
  });
  return resolve;
};

const underWay = async (app: Opened, count: number) => {
  await vi.waitFor(() => expect(runsUnderWay(app.config.data)).toHaveLength(count));
  return runsUnderWay(app.config.data);
};

test('a run that is stopped keeps what it read, asks nothing more, and says who stopped it', async () => {
  const { app } = await openNight();
  // One item a request: there is something left to ask when it is stopped.
  const one = app.collectors.map(collector => ({
    ...collector,
    batchSize: 1,
    limits: { concurrency: 1, minIntervalMs: 0 },
  }));
  const slow: Opened = { ...app, collectors: one };
  const release = holdSpool(slow);
  const ended = runSlot(slow, 'nightly', nightly(SLOT));
  const [run] = await underWay(slow, 1);
  await vi.waitFor(() =>
    expect(runsUnderWay(app.config.data)[0]?.parts.some(({ read }) => read > 0)).toBe(true),
  );
  expect(stopRun(app.config.data, run?.id ?? '', '值班').stoppedBy).toBe('值班');
  expect(stopRun(app.config.data, run?.id ?? '', '又一人').stoppedBy).toBe('值班');
  release();
  const { run: line, stored } = await ended;
  const unasked = line.expected - line.read - line.missed - line.failed;
  expect([stored, line.state, line.failed, line.read > 0, unasked > 0]).toEqual([
    true,
    'incomplete',
    0,
    true,
    true,
  ]);
  expect(line.remarks).toEqual([{ code: 'stopped', by: '值班', unasked }]);
  expect(line.summary).toBe(
    `read ${line.read} of ${line.expected}; stopped by 值班: ${unasked} were not asked, what was read is kept`,
  );
  expect(await readRun(app.db, line.id)).toEqual(line);
  expect(await rowsOf(app, 'SELECT uniqExact(placement_id) AS n FROM readings')).toEqual([
    { n: String(line.read) },
  ]);
  expect(await rowsOf(app, 'SELECT count() AS n FROM misses')).toEqual([{ n: '0' }]);
  expect(runsUnderWay(app.config.data)).toEqual([]);
  expect(() => stopRun(app.config.data, line.id, '值班')).toThrow(NotUnderWay);
});

test('a slot that comes while another run asks the same platforms waits for it, and both are whole', async () => {
  const { app } = await openNight();
  const append = app.spool.append.bind(app.spool);
  const held = Promise.withResolvers<void>();
  vi.spyOn(app.spool, 'append').mockImplementation(async entry => {
    if ('batch' in entry) await held.promise;
    await append(entry);
  });
  const inTurn = app.underWay.inTurn.bind(app.underWay);
  const waits = vi.fn();
  vi.spyOn(app.underWay, 'inTurn').mockImplementation((collector, onWait, work) =>
    inTurn(
      collector,
      () => {
        waits();
        onWait();
      },
      work,
    ),
  );
  const byHand = runSlot(app, 'everything', { slot: SLOT, trigger: 'manual', job: '' });
  await underWay(app, 1);
  const scheduled = runSlot(app, 'nightly', nightly(SLOT));
  await vi.waitFor(() => expect(waits).toHaveBeenCalled());
  held.resolve();
  const [first, second] = await Promise.all([byHand, scheduled]);
  const waited = second.run.remarks?.find(({ code }) => code === 'waited');
  expect([first.run.state, first.run.remarks, second.run.state, second.run.read]).toEqual([
    'complete',
    [],
    'complete',
    second.run.expected,
  ]);
  expect(waited && remarkWords(waited).en).toMatch(/^waited for another run to be done with /);
});

test('by hand a platform that is being asked is refused by name, another one is collected beside it', async () => {
  const { app } = await openNight();
  const runs = createCollectNow(app);
  const release = holdSpool(app, 1);
  const first = await runs.collect({ by: '甲', platform: 'kuaishou' });
  const again = runs.collect({ by: '乙', platform: 'kuaishou' });
  await expect(again).rejects.toThrow(RunUnderWayError);
  await expect(again).rejects.toThrow(
    'Kuaishou: a collection is under way already, and nothing was begun. Wait until it has ended, or stop it, then ask again.',
  );
  await expect(runs.collect({ by: '乙' })).rejects.toThrow(RunUnderWayError);
  release();
  const second = await runs.collect({ by: '乙', platform: 'jinyun' });
  await runs.settled();
  const ends = await Promise.all([first, second].map(({ run }) => readRun(app.db, run)));
  expect(ends.map(run => [run?.state, run?.remarks])).toEqual([
    ['complete', [{ code: 'asked-for', by: '甲' }]],
    ['complete', [{ code: 'asked-for', by: '乙' }]],
  ]);
});
