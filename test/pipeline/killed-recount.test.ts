import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { HOUR } from '../../pipeline/days.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { openApp } from '../../pipeline/jobs/app.ts';
import { recount } from '../../pipeline/jobs/recount.ts';
import { heldSince } from '../../pipeline/jobs/storing.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { LATER } from '../sql/messy-month.ts';
import { type Night, rowsOf } from './night.ts';
import {
  figuresIn,
  harm,
  LENIENT,
  lower,
  messyNight,
  standingIn,
  takeIn,
  verdictsIn,
} from './recount-world.ts';

// Each kill takes a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

const SCRIPT = join(import.meta.dirname, 'fixtures', 'killed-recount.ts');

const killed = async ({ config, env }: Night, now: number, moment: string): Promise<void> => {
  const args = [SCRIPT, config.file, String(now), ...moment.split(' ')];
  const options = { env: { PATH: process.env.PATH, ...env } };
  const signal = await new Promise(resolve => {
    execFile(process.execPath, args, options, (error, out, err) => resolve(error?.signal ?? `${out}${err}`));
  });
  expect([moment, signal]).toEqual([moment, 'SIGKILL']);
};

/** When it is killed; whether its tables are in place when the folder is opened again; and whether it goes on. */
const MOMENTS = [
  { moment: 'after insert recount_blocks 2', inPlace: false, held: false },
  { moment: 'before insert recount_blocks 3', inPlace: false, held: false },
  { moment: 'before command recount-ready 2', inPlace: false, held: true },
  { moment: 'after insert recounts 2', inPlace: true, held: true },
  { moment: 'after command recount-replace 2', inPlace: true, held: true },
  { moment: 'before insert recounts 3', inPlace: true, held: true },
  { moment: 'after command recount-drop 13', inPlace: true, held: true },
  { moment: 'after insert campaign_totals 2', inPlace: true, held: false },
];

test('killed at every moment, a recount goes on where it was: all as if it had not been', async () => {
  const night = await messyNight();
  const { config, clock } = night;
  const options = { clock, log: silentLogger, sleep: () => Promise.resolve() };
  const before = [await figuresIn(night.app, 6), (await standingIn(night.app)).slice(2)];
  await night.app.close();
  const written = JSON.parse(readFileSync(config.file, 'utf8')) as object;

  for (const [round, { moment, inPlace, held }] of MOMENTS.entries()) {
    const isLenient = round % 2 === 0;
    const rules = isLenient ? LENIENT : DEFAULT_RULES;
    const file = join(config.data, `renci-${round}.yaml`);
    const waver = { share_e4: rules.waver.shareE4 };
    writeFileSync(file, JSON.stringify({ ...written, rules: { waver } }));
    const changed = { ...config, file, rules };
    const now = LATER + round * HOUR;
    clock.set(now);

    const whole = await openApp(changed, options);
    await harm(whole);
    const harmed = await figuresIn(whole, 6);
    expect(harmed).not.toEqual(before[0]);
    await whole.close();
    await killed({ ...night, config: changed }, now, moment);
    expect([moment, heldSince(config.data)]).toEqual([moment, held ? now : null]);

    clock.set(now + 1);
    const app = await openApp(changed, options);
    // Opening has ended what had begun to be put in place, and taken back what was only announced.
    expect([moment, heldSince(config.data)]).toEqual([moment, null]);
    expect([moment, await figuresIn(app, 6)]).toEqual([moment, inPlace ? before[0] : harmed]);
    // Something is added to a block that is done: it is done again.
    if (!inPlace) expect(await takeIn(app, [await lower(app, 1, now)])).toBe(true);
    const again = await recount(app, { readingsPerBlock: 60 });
    expect([moment, again.resumed]).toEqual([moment, true]);
    expect(again.repaired).toBeGreaterThan(9);
    expect([await figuresIn(app, 6), (await standingIn(app)).slice(2)]).toEqual(before);
    const { stored, judged } = await verdictsIn(app, rules);
    expect(stored).toEqual(judged);
    expect(await rowsOf(app, 'SELECT count() AS n FROM rules FINAL')).toEqual([{ n: String(round + 1) }]);
    expect(await rowsOf(app, "SELECT count() AS n FROM recounts FINAL WHERE state = 'done'")).toEqual([
      { n: String(round + 1) },
    ]);
    await app.close();
  }
});
