import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, held, reading, ZONE } from './seed.ts';
import { execute, select } from './select.ts';

const MIGRATIONS = join(import.meta.dirname, '../../sql/migrations');
/** What makes readings and the rollup of days, before and after they were compressed further. */
const BEFORE = /create_readings|create_placement_daily|compress_readings\.sql/;
const AFTER = /compress_readings_further|compress_placement_daily/;

const { db } = testDatabase({ migrated: false });

test('readings that were stored before they were compressed further are the same after it, and more can be stored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'renci-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bring = (which: RegExp): string[] =>
    readdirSync(MIGRATIONS)
      .filter(name => which.test(name))
      .map(name => {
        copyFileSync(join(MIGRATIONS, name), join(folder, name));
        return name.replace('.sql', '');
      });
  const stored = (table: string) => select(db, `SELECT * FROM ${table} FINAL ORDER BY ALL`);
  const of = (hour: number, more: Partial<Parameters<typeof reading>[0]> = {}) =>
    reading({
      placementId: 1,
      observedAt: at(`12-28 0${hour}:00`),
      value: 1_000 + hour,
      runId: `run-${hour}`,
      ...more,
    });
  const most = Number.MAX_SAFE_INTEGER;
  const rows = [
    of(1, { judgement: held('zero') }),
    of(2, { low: 100_001, high: null, publishedAt: at('12-27 08:00') }),
    of(3, { low: most, high: most, runId: '' }),
    of(4, { low: 0, high: 0 }),
    of(5, { low: 11_001, high: 12_999, text: '1.2万' }),
  ];

  const first = bring(BEFORE);
  expect(await migrate(db, { folder })).toEqual(first);
  await insertReadings(db, rows, ZONE);
  const before = [await stored('readings'), await stored('placement_daily')];
  expect(before[0]).toHaveLength(5);
  const second = bring(AFTER);
  expect(await migrate(db, { folder })).toEqual(second);
  for (const table of ['readings', 'placement_daily']) await execute(db, `OPTIMIZE TABLE ${table} FINAL`);
  expect([await stored('readings'), await stored('placement_daily')]).toEqual(before);

  await insertReadings(db, [of(6), ...rows], ZONE);
  expect((await stored('readings')).slice(0, 5)).toEqual(before[0]);
  expect(await stored('readings')).toHaveLength(6);
});
