import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { disown, own } from '../../pipeline/jobs/lock.ts';
import { type Night, openNight } from './night.ts';
import { december, SMALL } from './night-catalogue.ts';
import { catalogueOn, folderWith, renci, SHEET, start } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 });

/** The lower end of what the simulated partners show of the small campaign. */
const lowOf = ({ world }: Night['simulators']): number =>
  SMALL.placements
    .filter(({ platformId }) => platformId !== 'people')
    .map(({ platformId, externalId }) => {
      const count = world.count(platformId, externalId, 'plays', december('06 02:00'));
      // Jinyun cuts to a tenth of 万.
      return platformId === 'jinyun' && count >= 10_000 ? count - (count % 1_000) : count;
    })
    .reduce((a, b) => a + b);

test('while a service runs, commands work through it and leave to it what they collect', async () => {
  const { app, config, env, simulators } = await openNight({ server: null });
  await app.close();
  const place = { cwd: config.data, env };
  const service = await start(place);
  // The night that a first start does at once; then each counter is read, and only the partner's sheet is missing.
  await expect.poll(service.said, { timeout: 20_000 }).toContain('read 6 of 6');

  const collected = await renci(['collect', '--platform', 'jinyun', '--json'], place);
  expect(collected.code).toBe(0);
  expect(JSON.parse(collected.out)).toMatchObject({
    ...{ trigger: 'manual', state: 'complete', expected: 3, read: 3, stored: true },
  });
  writeFileSync(join(config.data, 'sheet.csv'), SHEET.replace('iptv,p-1', '人民网,c14608-40261385'));
  expect(await renci(['import', 'sheet.csv'], place)).toEqual({
    code: 0,
    out: `Took in ${config.data}/sheet.csv: 1 readings.\n`,
    err: '',
  });
  const totals = await renci(['totals', '--json'], place);
  expect([totals.code, totals.err]).toEqual([3, '']);
  // The sheet speaks of 2022: its count is carried.
  expect(JSON.parse(totals.out)).toMatchObject({
    total: { low: lowOf(simulators) + 1842 },
    coverage: { expected: 7, fresh: 6, carried: 1, never: 0 },
  });
  expect(await renci(['migrate'], place)).toEqual({
    code: 0,
    out: 'The tables of database "renci" (embedded ClickHouse) are up to date.\n',
    err: '',
  });
  expect(readdirSync(join(config.data, 'spool'))).toEqual([]);
  expect(await service.end('SIGTERM')).toBe(0);
});

test('a short command that has the folder is waited for, and the one that waits says so', async () => {
  const cwd = folderWith({
    ...{ 'renci.yaml': 'data: ./data\n', 'catalogue.yaml': catalogueOn('iptv'), 'evening.csv': SHEET },
  });
  mkdirSync(join(cwd, 'data'));
  const applied = JSON.parse((await renci(['migrate', '--json'], { cwd })).out) as { applied: string[] };
  expect(applied).toEqual({
    database: 'renci',
    server: 'embedded',
    upToDate: true,
    applied: readdirSync(new URL('../../sql/migrations', import.meta.url))
      .sort()
      .map(file => file.replace('.sql', '')),
  });
  expect((await renci(['catalogue', 'apply'], { cwd })).code).toBe(0);

  own(join(cwd, 'data'), 'command');
  const waiting = renci(['import', 'evening.csv'], { cwd }, said => {
    if (said.includes('Waiting')) disown(join(cwd, 'data'));
  });
  expect(await waiting).toEqual({
    code: 0,
    out: `Took in ${cwd}/evening.csv: 1 readings.\n`,
    err: `Waiting for process ${process.pid}, which is using ${cwd}/data …\n`,
  });

  const totals = await Promise.all([
    renci(['totals', '--as-of', '2022-12-06', '--json'], { cwd }),
    renci(['totals', '--as-of', '2022-12-06', '--json'], { cwd }),
  ]);
  expect(totals.map(({ code, out }) => [code, (JSON.parse(out) as { total: unknown }).total])).toEqual(
    [1, 2].map(() => [
      0,
      { low: 1842, high: 1842, wording: { zh: expect.any(String), en: expect.any(String) } },
    ]),
  );
});
