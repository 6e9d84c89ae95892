import { expect, test, vi } from 'vitest';
import { HOUR, iso } from '../../pipeline/days.ts';
import { type App, openApp } from '../../pipeline/jobs/app.ts';
import { recount } from '../../pipeline/jobs/recount.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { readHistory } from '../../pipeline/store/readings.ts';
import { LATER } from '../sql/messy-month.ts';
import { rowsOf } from './night.ts';
import {
  figuresIn,
  harm,
  LENIENT,
  lower,
  messyNight,
  SIGNED,
  standingIn,
  takeIn,
  verdictsIn,
} from './recount-world.ts';

vi.setConfig({ testTimeout: 120_000 });

const BLOCKS = { readingsPerBlock: 60 };
const countOf = async (app: App, sql: string): Promise<number> =>
  Number(((await rowsOf(app, `SELECT count() AS n FROM ${sql}`)) as { n: string }[])[0]?.n);

/** What a recount says that found nothing wrong. */
const nothing = {
  ...{ resumed: false, readings: expect.any(Number), series: expect.any(Number), repaired: 0, rejudged: 0 },
  ...{ totals: 0, milestones: 0, examples: [], rulesSince: null, rulesWait: false },
};

test('a recount of a messy month changes nothing; what was harmed a check finds, and a recount puts right', async () => {
  const { app } = await messyNight();
  const before = [await figuresIn(app), await standingIn(app)];
  // There is something to get wrong.
  expect(await countOf(app, 'fall_events FINAL')).toBeGreaterThan(20);
  expect(await countOf(app, 'verdicts FINAL')).toBeGreaterThan(60);
  expect(await countOf(app, 'campaign_totals FINAL')).toBeGreaterThan(9);
  expect(await countOf(app, 'milestones FINAL')).toBe(2);
  const readings = await countOf(app, 'readings FINAL');

  expect(await recount(app, { check: true })).toEqual({ ...nothing, readings, id: null });
  expect(await recount(app, BLOCKS)).toEqual({ ...nothing, readings, id: expect.any(String) });
  expect([await figuresIn(app), await standingIn(app)]).toEqual(before);
  expect(await recount(app, { check: true })).toEqual({ ...nothing, readings, id: null });
  expect(await countOf(app, 'recount_blocks FINAL')).toBeGreaterThan(5);
  expect(await rowsOf(app, "SHOW TABLES LIKE '%\\_next'")).toEqual([]);
  expect(await rowsOf(app, "SHOW TABLES LIKE '%\\_recount'")).toEqual([]);

  // Everything that is formed from readings is harmed.
  const totals = await countOf(app, 'campaign_totals FINAL');
  await harm(app);
  const harmed = [await figuresIn(app), await standingIn(app)];
  expect(harmed).not.toEqual(before);

  const found = await recount(app, { ...BLOCKS, check: true });
  const differences = { of: expect.any(String), kind: 'repaired', observedAt: expect.any(Number) };
  // Each run's, and what is of a run and of a campaign that never were; the milestones that harm names, and one of none.
  expect(found).toMatchObject({ id: null, rejudged: 0, totals: totals + 2, milestones: 4 });
  expect(found.repaired).toBeGreaterThan(9);
  expect(found.examples[0]).toMatchObject({ ...differences, placementId: 1, metric: 'plays', source: 'api' });
  expect(new Set(found.examples.map(each => each.of))).toEqual(new Set(['verdict', 'fall', 'rollup']));
  expect([await figuresIn(app), await standingIn(app)]).toEqual(harmed);

  expect(await recount(app, BLOCKS)).toEqual({ ...found, id: expect.any(String) });
  expect([await figuresIn(app), await standingIn(app)]).toEqual(before);
  expect(await recount(app, { check: true })).toEqual({ ...nothing, id: null });
});

test('a first verdict that is not what the rules said is overruled, the reading is not rewritten', async () => {
  const { app } = await messyNight();
  const before = await figuresIn(app);
  const kept = 'SELECT * FROM readings FINAL ORDER BY ALL';
  await app.db.command(
    "ALTER TABLE readings UPDATE verdict = 'held', count_low = 3 WHERE placement_id = 5 SETTINGS mutations_sync = 1",
    { name: 'harm' },
  );
  const harmed = await rowsOf(app, kept);
  expect((await recount(app, BLOCKS)).repaired).toBeGreaterThan(9);
  expect(await figuresIn(app)).toEqual(before);
  expect(await rowsOf(app, kept)).toEqual(harmed);
  expect((await recount(app, BLOCKS)).repaired).toBe(0);
  // And the next reading stands over what was written anew.
  const [last] = (await readHistory(app.db, [5])).slice(-1);
  if (!last) throw new Error('placement 5 has readings');
  const { revision, judgement, ...bare } = last;
  const later = LATER - HOUR;
  const next = {
    ...bare,
    observedAt: later,
    recordedAt: later,
    low: 9_999_999,
    high: 9_999_999,
    text: '9999999',
  };
  expect(await takeIn(app, [next])).toBe(true);
  expect(
    await rowsOf(app, 'SELECT max(observed_at) AS at FROM placement_latest FINAL WHERE placement_id = 5'),
  ).toEqual([{ at: iso(later).replace('T', ' ').slice(0, -1) }]);
  expect(await recount(app, { check: true })).toEqual({ ...nothing, id: null });
});

test('other rules need a name, judge everything anew from then on, and never move what was known before', async () => {
  const { app, config, clock } = await messyNight();
  const before = [await figuresIn(app), (await standingIn(app)).slice(2)];
  await app.close();
  const options = { clock, log: silentLogger, sleep: () => Promise.resolve() };
  const changed = await openApp({ ...config, rules: LENIENT }, options);
  try {
    expect((await recount(changed, { check: true })).rulesWait).toBe(true);
    await expect(recount(changed, { by: 'duty editor' })).rejects.toThrow(
      'Say who brings them into force, and on what grounds: --by NAME (or RENCI_BY) and --reason TEXT.',
    );
    const done = await recount(changed, { ...BLOCKS, ...SIGNED });
    expect(done).toMatchObject({ repaired: 0, totals: 0, rulesSince: LATER + 1 });
    expect(done.rejudged).toBeGreaterThan(50);
    expect([await figuresIn(changed), (await standingIn(changed)).slice(2)]).toEqual(before);
    const { stored, judged } = await verdictsIn(changed, LENIENT);
    expect(stored).toEqual(judged);
    expect(await rowsOf(changed, 'SELECT recorded_at, author, reason FROM rules FINAL')).toEqual([
      {
        recorded_at: iso(LATER + 1)
          .replace('T', ' ')
          .slice(0, -1),
        author: SIGNED.by,
        reason: SIGNED.reason,
      },
    ]);

    // What comes afterwards is judged by them, and what comes late too.
    clock.set(LATER + 2 * HOUR);
    const fresh = await lower(changed, 1, LATER + HOUR);
    const late = { ...fresh, observedAt: LATER - 2 * HOUR, recordedAt: LATER - HOUR };
    expect(await takeIn(changed, [late, fresh])).toBe(true);
    const after = await verdictsIn(changed, LENIENT);
    expect(after.stored).toEqual(after.judged);
    const checked = await recount(changed, { ...BLOCKS, check: true });
    expect(checked).toEqual({ ...nothing, id: null });
    expect(await recount(changed, BLOCKS)).toEqual({ ...nothing, id: expect.any(String) });
  } finally {
    await changed.close();
  }
});

test('what is read during a recount waits in the spool till it has ended; a second recount is refused', async () => {
  const { app, clock } = await messyNight();
  await harm(app);
  const fresh = await lower(app, 1, LATER + HOUR);
  clock.set(LATER + 2 * HOUR);
  const now: unknown[] = [];
  const waiting: Promise<boolean>[] = [];
  const second: Promise<string>[] = [];
  const done = await recount(app, {
    ...BLOCKS,
    progress: share => {
      if (share > 0.3 && waiting.length === 0) {
        waiting.push(takeIn(app, [fresh]));
        now.push(app.now());
        second.push(recount(app, {}).then(String, (error: Error) => error.message));
      }
    },
  });
  expect(await Promise.all(waiting)).toEqual([false]);
  expect(await Promise.all(now)).toEqual([{ asOf: LATER + 2 * HOUR, knownAt: fresh.recordedAt - 1 }]);
  expect(await Promise.all(second)).toEqual([
    'Another recount is under way in this data folder. Wait until it has ended.',
  ]);
  expect(done.repaired).toBeGreaterThan(9);
  // The recount has stored it at its end, and judged it by what it has put right.
  expect((await readHistory(app.db, [1])).map(({ recordedAt }) => recordedAt)).toContain(fresh.recordedAt);
  expect(await app.now()).toEqual({ asOf: LATER + 2 * HOUR, knownAt: LATER + 2 * HOUR, isNow: true });
  expect(await recount(app, { check: true })).toEqual({ ...nothing, id: null });
});
