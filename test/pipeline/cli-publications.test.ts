import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { december } from './night-catalogue.ts';
import { openPartners, sheet, take } from './partners.ts';
import { renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

test('publish, list, show, verify and compare, as a person and as a program see them', async () => {
  const { app, config, env, clock } = await openPartners();
  clock.set(december('07 10:00'));
  await take(app, sheet('a-2,3300,2022-12-06 20:00', 'a-1,13000,2022-12-07 09:00'));
  await app.close();
  const run = (...args: string[]) =>
    renci(args, { cwd: dirname(config.file), env: { ...env, RENCI_BY: '值班编辑' } });
  const then = ['--as-of', '2022-12-06 23:40', '--known-at', '2022-12-06 23:40'];

  const published = await run('publish', ...then, '--title', '收官', '--json');
  const { id, hash, publishedAt } = JSON.parse(published.out) as Record<string, string>;
  expect([published.code, published.err]).toEqual([0, '']);
  expect(id).toBe(hash?.slice(0, 12));

  const again = await run('publish', ...then);
  expect([again.code, again.out, again.err]).toEqual([
    2,
    '',
    `renci: This very total was published before, as ${id} by 值班编辑 at ${new Date(Number(publishedAt)).toISOString()}. Nothing was changed.\n`,
  ]);

  const list = await run('publications', 'list');
  expect([list.code, list.out.split('\n')[2]?.split(/ {2,}/).slice(0, 6)]).toEqual([
    0,
    [id, '收官', '2022-12-06 23:40', 'video_view_times@1', '63,734 – 72,999', '值班编辑'],
  ]);

  const canonical = await run('publications', 'show', String(id), '--canonical');
  expect(createHash('sha256').update(canonical.out).digest('hex')).toBe(hash);

  const shown = await run('publications', 'show', String(id));
  expect(shown.out.replace(/^Published by .*\n/m, '')).toBe(`收官  [${id}]

截至 2022年12月6日 23:40，1期节目视频观看总量超过6万人次
As of 6 December 2022, 23:40, total video view-times of 1 episode: over 60,000 view-times

Bounds: 63,734 – 72,999    Formula: video_view_times@1
As of 2022-12-06 23:40 Asia/Shanghai, known by 2022-12-06 23:40
Coverage: 1 of 3 placements fresh; 4 readings behind it
SHA-256: ${hash}

平台 platform  作品 work    作品ID item  状态 state  读数时间 read at  人次 view-times
─────────────  ───────────  ───────────  ──────────  ────────────────  ───────────────
people         作品 replay  a-1          fresh       2022-12-06 23:00  12,500 – 12,999
people         作品 replay  a-2          never       —                               —
people         作品 replay  a-3          carried     2022-12-06 21:00  51,234 – 60,000
`);

  expect(await run('publications', 'verify', String(id))).toEqual({
    code: 0,
    out: `${id} is what the readings give, to the hash ${hash}.\n1 payloads proved.\n`,
    err: '',
  });

  const later = ['--as-of', '2022-12-07 10:00', '--known-at', '2022-12-07 10:00'];
  expect(
    (await run('publications', 'compare', String(id), ...later)).out,
  ).toBe(`收官  [${id}]  63,734 – 72,999 as of 2022-12-06 23:40
67,534 – 76,300 as of 2022-12-07 10:00, known by 2022-12-07 10:00

发布后修正 +3,300 人次  revised by +3,300 since
平台 platform  作品 work    原 before  现 after  变化 change  原因 why
─────────────  ───────────  ─────────  ────────  ───────────  ─────────────────
people         作品 replay          —     3,300       +3,300  补采 late reading

此后增长 grown by +500 – +1
平台 platform  作品 work          原 before  现 after  变化 change  原因 why
─────────────  ───────────  ───────────────  ────────  ───────────  ──────────
people         作品 replay  12,500 – 12,999    13,000    +500 – +1  增长 grown
`);

  // Somebody changes the database behind its back.
  if (config.clickhouse.kind !== 'server') throw new Error('the night has a server of its own');
  const db = createDatabaseClient(config.clickhouse);
  await db.command("ALTER TABLE readings DELETE WHERE text = '12500'", {
    name: 'test',
    settings: { mutations_sync: '2' },
  });
  await db.close();
  const broken = await run('publications', 'verify', String(id));
  const [verdict, anew, ...fields] = broken.out.trimEnd().split('\n');
  expect([broken.code, verdict, anew?.slice(0, 24), fields.map(line => line.split(':')[0])]).toEqual([
    3,
    `${id} is NOT what is stored now.`,
    'Formed anew its hash is ',
    [
      '  placement 1 lowerEnd',
      '  placement 1 readings',
      '  placement 1 fingerprint',
      // Fields of the payloads come last, where one proves nothing.
      '1 payloads proved.',
    ],
  ]);

  const refusals = await Promise.all([
    run('publications', 'show', 'nothing'),
    run('publications', 'compare', String(id), '--with', 'other', '--as-of', '2022-12-06'),
    renci(['publish'], { cwd: dirname(config.file), env }),
  ]);
  expect(refusals.map(({ code, err }) => [code, err])).toEqual([
    [2, 'renci: There is no publication "nothing". `renci publications list` shows those there are.\n'],
    [2, 'renci: Compare with another publication (--with) or with a moment, not with both.\n'],
    [2, 'renci: Say who decides: --by NAME, or the environment variable RENCI_BY.\n'],
  ]);
  expect(await run('prune', '--json')).toMatchObject({ code: 0, out: expect.stringMatching(/"pruned": 0/) });
});
