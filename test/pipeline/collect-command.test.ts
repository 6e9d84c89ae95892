import { expect, test, vi } from 'vitest';
import { openNight, rowsOf } from './night.ts';
import { catalogueOn, folderWith, renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

test('collecting says what it has nothing to do with, and what it cannot read', async () => {
  const cwd = folderWith({ 'renci.yaml': 'data: ./data\n', 'catalogue.yaml': catalogueOn('douyin') });
  expect(await renci(['collect'], { cwd })).toEqual({
    code: 2,
    out: '',
    err: 'renci: There is nothing to read yet: fill in a catalogue and run `renci catalogue apply`.\n',
  });
  const applied = await renci(['catalogue', 'apply'], { cwd });
  expect([applied.code, applied.err]).toEqual([0, '']);
  expect(await renci(['collect', '--platform', 'douyn'], { cwd })).toEqual({
    code: 2,
    out: '',
    err: 'renci: Nothing in the catalogue is on the platform "douyn". There are: douyin.\n',
  });
  expect(await renci(['collect', '--campaign', 'x'], { cwd })).toEqual({
    code: 2,
    out: '',
    err: 'renci: There is no campaign "x". There are: interviews.\n',
  });
  const failed = await renci(['collect'], { cwd, env: { RENCI_LOG_LEVEL: 'silent' } });
  expect([failed.code, failed.out]).toEqual([
    3,
    expect.stringMatching(
      /^Run \S+ is failed: read 0 of 1; Douyin: 1 failed \(config ×1\); douyin: set DOUYIN_CLIENT_KEY, DOUYIN_CLIENT_SECRET in the environment; "douyin" cannot ask without.*\n$/,
    ),
  ]);
});

test('collecting tells when the database could not take what was read, and the next command brings it in', async () => {
  const { app, config, env } = await openNight();
  await app.db.command('RENAME TABLE attempts TO attempts_away', { name: 'rename' });
  await app.close();
  const place = { cwd: config.data, env: { ...env, RENCI_LOG_LEVEL: 'silent' } };
  expect(await renci(['collect', '--platform', 'jinyun'], place)).toEqual({
    code: 4,
    out: expect.stringMatching(/^Run \S+ is complete: read 3 of 3\n$/),
    err: expect.stringMatching(
      /renci: The database could not take what was read\. It waits in the spool and is stored when it is back\.\n$/,
    ),
  });
  await app.db.command('RENAME TABLE attempts_away TO attempts', { name: 'rename' });
  expect((await renci(['totals'], place)).code).toBe(3);
  expect(await rowsOf(app, 'SELECT state, read FROM runs FINAL')).toEqual([{ state: 'complete', read: 3 }]);
});
