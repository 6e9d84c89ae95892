import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { HOUR } from '../../pipeline/days.ts';
import type { Entry } from '../../pipeline/jobs/entries.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import type { ScriptedEvent } from '../simulators/events.ts';
import { everythingIn, type Night, nightly, startNight } from './night.ts';
import { december, SMALL } from './night-catalogue.ts';

const SCRIPT = join(import.meta.dirname, 'fixtures', 'killed-run.ts');
export const SLOT = december('06 02:00');

/** A third of a counter is taken back: held first, believed at the next reading, which changes an earlier verdict. */
const PURGES: readonly ScriptedEvent[] = [
  { kind: 'purge', work: 'clip', account: 'douyin-jinyun', at: SLOT + HOUR / 2, share: 0.34 },
  { kind: 'purge', work: 'clip', account: 'kuaishou-jinyun', at: SLOT + 2.5 * HOUR, share: 0.34 },
];

/** A night with two purges to come, its catalogue registered and its folder closed again. */
export const preparedNight = async (): Promise<Night> => {
  const night = await startNight({ events: PURGES });
  const app = await night.open();
  await applyCatalogue(app.db, SMALL, december('05 08:00'));
  await app.close();
  return night;
};

/**
 * Serves a slot in a process of its own, which is killed at a moment (see the script).
 * @returns what the spool had acknowledged by then
 */
export const serveKilled = async (
  { config, env, clock }: Night,
  slot: number,
  moment: string,
): Promise<Entry[]> => {
  clock.set(slot);
  const noted = join(config.data, 'noted.jsonl');
  const before = entriesIn(noted).length;
  const args = [SCRIPT, config.file, String(slot), noted, ...moment.split(' ')];
  const signal = await new Promise(resolve => {
    const options = { env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, args, options, (error, out, err) => resolve(error?.signal ?? `${out}${err}`));
  });
  expect(signal).toBe('SIGKILL');
  return entriesIn(noted).slice(before);
};

const entriesIn = (file: string): Entry[] => {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map(line => JSON.parse(line) as Entry);
};

/** What the same slots leave where nothing is killed. */
export const calmly = async (slots: readonly number[]): Promise<Record<string, unknown[]>> => {
  const { clock, open } = await preparedNight();
  const app = await open();
  for (const slot of slots) {
    clock.set(slot);
    await runSlot(app, 'nightly', nightly(slot));
  }
  return everythingIn(app);
};
