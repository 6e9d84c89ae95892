import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openNight, rowsOf } from './night.ts';
import { renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const ACCOUNT = ['authorise', 'kuaishou', 'kuaishou-jinyun', '--by', '值班'];

test('a consent code from standard input authorises the account; it stands nowhere afterwards', async () => {
  const { app, config, env } = await openNight();
  await app.close();
  const place = { cwd: config.data, env };
  const tokens = join(config.data, 'tokens.json');
  expect(await renci(ACCOUNT, { ...place, input: 'two words\n' })).toEqual({
    code: 2,
    out: '',
    err: 'renci: A consent code is not empty and has no space in it. Nothing was sent.\n',
  });
  expect(existsSync(tokens)).toBe(false);
  const code = config.platforms.kuaishou?.codes['kuaishou-jinyun'] ?? '';
  const right = await renci([...ACCOUNT, '--json'], { ...place, input: `${code}\n` });
  expect([right.code, right.err, JSON.parse(right.out)]).toEqual([
    ...[0, ''],
    {
      ...{ platform: 'kuaishou', account: 'kuaishou-jinyun' },
      validUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ]);
  expect(readFileSync(tokens, 'utf8')).not.toContain(code);
  const attempts = await rowsOf(
    app,
    "SELECT platform, account_id, extract(url, 'code=[^&]*') AS sent, status, error FROM attempts",
  );
  expect(attempts).toEqual([
    { platform: 'kuaishou', account_id: 'kuaishou-jinyun', sent: 'code=***', status: 200, error: '' },
  ]);

  const spent = await renci(ACCOUNT, { ...place, input: `${code}\n` });
  expect([spent.code, spent.out]).toEqual([2, '']);
  expect(spent.err).toMatch(/^renci: No authorisation was had: .*code is invalid or was used.*\n$/);
  expect(spent.err).not.toContain(code);
});
