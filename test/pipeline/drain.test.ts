import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { collectSlot, runSlot } from '../../pipeline/jobs/run-slot.ts';
import { SpoolError } from '../../pipeline/spool.ts';
import { nightly, openNight, rowsOf } from './night.ts';
import { december } from './night-catalogue.ts';

const SLOT = december('06 02:00');

/** A log that is kept, as level and text. */
const keptLog = () => {
  const lines: { level: number; msg: string; file?: string }[] = [];
  const log = pino({ level: 'debug' }, { write: line => void lines.push(JSON.parse(line)) });
  const told = (level: 'warn' | 'error'): string[] =>
    lines.filter(line => line.level === pino.levels.values[level]).map(({ msg }) => msg);
  return { log, lines, told };
};

test('a part of the spool that cannot be stored is put aside, loudly, and stops nothing; the next start tries it again', async () => {
  const { log, lines, told } = keptLog();
  const { app, config, open } = await openNight({ log });
  const spool = join(config.data, 'spool');
  await collectSlot(app, 'nightly', nightly(SLOT));
  await app.spool.seal();
  const [good = ''] = await app.spool.sealed();
  writeFileSync(join(spool, '00000000000000000001-1.x-damaged.ready'), '{"run":\n{"run":{}}\n');
  // A row that fits no column: what came of it before is no harm, its batch is another segment's.
  const run = {
    id: 'r',
    slot: SLOT,
    trigger: 'manual',
    job: '',
    state: 'complete',
    startedAt: SLOT,
    endedAt: null,
  };
  const unfit = { ...run, expected: -1, read: 0, missed: 0, failed: 0, summary: '', version: 1 };
  writeFileSync(join(spool, '00000000000000000002-1.x-unfit.ready'), `${JSON.stringify({ run: unfit })}\n`);

  expect(await app.sweep()).toBe(true);
  const aside = ['00000000000000000001-1.x-damaged.refused', '00000000000000000002-1.x-unfit.refused'];
  expect(readdirSync(spool).sort()).toEqual(aside);
  expect(good).not.toBe('');
  expect((await rowsOf(app, 'SELECT state FROM runs FINAL')).length).toBe(1);
  expect((await app.now()).isNow).toBe(true);
  const sentence = 'a part of the spool cannot be stored and was put aside until the next start';
  expect(told('error')).toEqual([sentence, sentence]);
  expect(lines.flatMap(({ file }) => (file ? [file] : [])).sort()).toEqual(
    aside.map(name => join(spool, name)),
  );

  // Mended by hand meanwhile.
  writeFileSync(join(spool, aside[1] ?? ''), `${JSON.stringify({ run: { ...unfit, expected: 1 } })}\n`);
  await app.close();
  const later = await open();
  expect(readdirSync(spool)).toEqual(aside.slice(0, 1));
  expect(await rowsOf(later, "SELECT expected FROM runs FINAL WHERE run_id = 'r'")).toEqual([
    { expected: 1 },
  ]);
});

test('an outage is told once when it begins and once when it ends', async () => {
  const { log, lines, told } = keptLog();
  const { app } = await openNight({ log });
  const rename = (from: string, to: string) =>
    app.db.command(`RENAME TABLE ${from} TO ${to}`, { name: 'rename' });
  await rename('attempts', 'attempts_away');
  expect((await runSlot(app, 'nightly', nightly(SLOT))).stored).toBe(false);
  expect([await app.sweep(), await app.sweep()]).toEqual([false, false]);
  await rename('attempts_away', 'attempts');
  expect([await app.sweep(), await app.sweep()]).toEqual([true, true]);
  expect(told('warn')).toEqual([
    'ClickHouse did not take the spool; everything stays on disk and is tried again',
  ]);
  expect(lines.filter(({ msg }) => msg.startsWith('ClickHouse has taken'))).toHaveLength(1);
  expect((await rowsOf(app, 'SELECT 1 FROM campaign_totals')).length).toBe(1);
});

test('a disk that is full in mid-run ends the run as cut short, and the command with a sentence', async () => {
  const { app } = await openNight();
  const append = app.spool.append.bind(app.spool);
  const full = new SpoolError('The spool in /data cannot be written (is the disk full?).');
  let answers = 0;
  vi.spyOn(app.spool, 'append').mockImplementation(entry => {
    if ('batch' in entry) answers += 1;
    return 'batch' in entry && answers > 2 ? Promise.reject(full) : append(entry);
  });
  await expect(runSlot(app, 'nightly', nightly(SLOT))).rejects.toBe(full);
  expect(await app.drain()).toBe(true);
  const [run] = (await rowsOf(app, 'SELECT state, expected, read, failed, summary FROM runs FINAL')) as {
    summary: string;
  }[];
  expect(run).toMatchObject({ state: expect.stringMatching(/^(incomplete|failed)$/), expected: 6 });
  expect(run?.summary).toContain('cut short: The spool in /data cannot be written (is the disk full?).');
  expect((await rowsOf(app, "SELECT 1 FROM readings FINAL WHERE metric = 'plays'")).length).toBe(2);
});
