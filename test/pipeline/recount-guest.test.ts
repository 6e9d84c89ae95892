import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Night, openNight } from './night.ts';
import { type Ended, renci, start } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const said = ({ code, out }: Ended): unknown => ({ code, ...(JSON.parse(out) as object) });

const unchanged = {
  ...{ code: 0, resumed: false, readings: expect.any(Number), series: expect.any(Number), repaired: 0 },
  ...{
    rejudged: 0,
    totals: 0,
    milestones: 0,
    examples: [],
    rulesSince: null,
    rulesWait: false,
    seconds: expect.any(Number),
  },
};
const checked = { ...unchanged, id: null, check: true };

const setRules = ({ config }: Night, rules: object): void => {
  const written = JSON.parse(readFileSync(config.file, 'utf8')) as object;
  writeFileSync(config.file, JSON.stringify({ ...written, rules }));
};

test('beside a running service a recount works through its database, and the service goes on by what it found', async () => {
  const { app, ...night } = await openNight({ server: null });
  await app.close();
  const place = { cwd: night.config.data, env: night.env };
  const service = await start(place);
  await expect.poll(service.said, { timeout: 30_000 }).toContain('read 6 of 6');

  expect(said(await renci(['recount', '--json'], place))).toEqual({
    ...{ ...unchanged, id: expect.any(String), check: false },
  });
  expect(said(await renci(['recount', '--check', '--json'], place))).toEqual(checked);

  setRules(night, { jump: { over: 1 } });
  const unsigned = await renci(['recount'], place);
  expect([unsigned.code, unsigned.out]).toEqual([2, '']);
  expect(unsigned.err).toContain('--by NAME (or RENCI_BY) and --reason TEXT');
  const waiting = await renci(['recount', '--check'], place);
  expect(waiting.code).toBe(0);
  expect(waiting.out).toContain('`renci recount` brings them into force.');

  const signed = ['--by', 'duty editor', '--reason', 'agreed with the platforms'];
  const changed = await renci(['recount', ...signed], place);
  expect([changed.code, changed.err.includes('ClickHouse')]).toEqual([0, false]);
  expect(changed.out).toMatch(/^Judged \d+ readings of \d+ series anew in [\d.]+ s\.\n/);
  expect(changed.out).toMatch(
    /The rules of renci\.yaml are in force since \S+Z: \d+ readings are judged otherwise\./,
  );

  // The service judges what comes now by the rules that came into force beside it.
  const collected = await renci(['collect', '--json'], place);
  expect(JSON.parse(collected.out)).toMatchObject({ stored: true });
  expect(said(await renci(['recount', '--check', '--json'], place))).toEqual(checked);
  expect(await service.end('SIGTERM')).toBe(0);
});

test('alone, a recount lets other commands ask meanwhile, and leaves the folder as it was', async () => {
  const { app, ...night } = await openNight({ server: null });
  await app.close();
  const place = { cwd: night.config.data, env: night.env };
  expect((await renci(['collect'], place)).code).toBe(0);
  const [recounted, totals] = await Promise.all([
    renci(['recount', '--json'], place),
    renci(['totals', '--json'], place),
  ]);
  expect(said(recounted)).toEqual({ ...unchanged, id: expect.any(String), check: false });
  expect(JSON.parse(totals.out)).toMatchObject({ coverage: { expected: 7 } });
  expect((await renci(['recount', '--check'], place)).out).toContain(
    'What was stored is what the rules in force say.',
  );
});
