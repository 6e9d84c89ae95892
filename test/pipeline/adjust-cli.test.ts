import { expect, test, vi } from 'vitest';
import { catalogueOn, folderWith, renci, SHEET } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

type Line = { id: string; [key: string]: unknown };

/** A campaign of Beijing, run from a desk in London. */
const desk = async () => {
  const cwd = folderWith({
    'renci.yaml': 'data: data\ntime_zone: Europe/London\n',
    'catalogue.yaml': catalogueOn('iptv'),
    'sheet.csv': SHEET,
  });
  await renci(['catalogue', 'apply', 'catalogue.yaml'], { cwd });
  expect(await renci(['import', 'sheet.csv', '--time-zone', 'Asia/Shanghai'], { cwd })).toMatchObject({
    code: 0,
    err: '',
  });
  return {
    run: (args: readonly string[], env: Readonly<Record<string, string>> = {}) => renci(args, { cwd, env }),
    document: async (args: readonly string[]) => JSON.parse((await renci([...args, '--json'], { cwd })).out),
  };
};

test('adjustments are signed, listed, printed in the total, and taken back', async () => {
  const { run, document } = await desk();
  const add = [
    'adjust',
    'add',
    '--placement',
    '1',
    '--effective-at',
    '2022-12-06 23:30',
    '--reason',
    '重复统计',
  ];
  expect(await run([...add, '--', '-42'])).toEqual({
    ...{ code: 2, out: '' },
    err: 'renci: Say who decides: --by NAME, or the environment variable RENCI_BY.\n',
  });
  const added = await run([...add, '--json', '--', '-42', '-40'], { RENCI_BY: '值班编辑' });
  expect([added.code, added.err]).toEqual([0, '']);
  const { id, recordedAt, ...adjustment } = JSON.parse(added.out).adjustment as Line;
  expect(adjustment).toEqual({
    ...{ campaignId: 'interviews', episodeId: null, placementId: 1, family: 'play', low: -42, high: -40 },
    ...{ effectiveAt: '2022-12-06T15:30:00.000Z', kind: 'correction', readingAt: null },
    ...{ author: '值班编辑', reason: '重复统计', withdrawal: null },
  });

  const totals = await document(['totals']);
  expect([totals.total.low, totals.total.high, totals.episodes]).toEqual([
    ...[1_800, 1_802],
    [
      {
        ...{
          id: 'education',
          title: '教育这一年',
          organisation: '市教委',
          low: 1_800,
          high: 1_802,
          counted: 1,
        },
        adjusted: { low: -42, high: -40 },
      },
    ],
  ]);
  expect(totals.adjustments).toEqual([
    {
      ...{ id, kind: 'correction', family: 'play', episode: 'education', placementId: 1, platform: 'iptv' },
      ...{ low: -42, high: -40, effectiveAt: '2022-12-06T15:30:00.000Z', recordedAt, readingAt: null },
      ...{ author: '值班编辑', reason: '重复统计' },
    },
  ]);
  expect((await run(['totals'])).out.split('\n')).toContain(
    `  −42 – −40  更正 correction · placement 1 · from 2022-12-06 23:30 · 值班编辑: 重复统计 (${id})`,
  );

  expect(await run([...add, '--by', '值班编辑', '--', '-1801'])).toMatchObject({
    ...{ code: 2, out: '' },
    err: expect.stringMatching(
      /^renci: Placement 1 of interviews counts 1,800 on .+: -1,801 would bring it to -1\. /,
    ),
  });
  expect(
    await run([
      'adjust',
      'exclude',
      '1',
      '--observed-at',
      '2022-12-06 23:00',
      '--by',
      '值班编辑',
      '--reason',
      '刷量',
    ]),
  ).toEqual({
    ...{ code: 2, out: '' },
    err: 'renci: There is no reading of placement 1 at 2022-12-06T15:00:00.000Z that jumped. It has no jump.\n',
  });

  const withdrawn = await run(['adjust', 'withdraw', id, '--by', '值班主任', '--reason', '误录', '--json']);
  expect(JSON.parse(withdrawn.out).adjustment.withdrawal).toMatchObject({
    author: '值班主任',
    reason: '误录',
  });
  expect(await document(['totals'])).toMatchObject({ total: { low: 1_842 }, adjustments: [] });
  const listed = await document(['adjust', 'list']);
  expect(listed.adjustments.map((line: Line) => [line.id, line.withdrawal])).toEqual([
    [id, JSON.parse(withdrawn.out).adjustment.withdrawal],
  ]);
});

test('a moment typed for a campaign is one of its own zone, wherever the desk is', async () => {
  const { run, document } = await desk();
  expect((await document(['totals', '--as-of', '2022-12-06 23:30'])).asOf).toBe('2022-12-06T15:30:00.000Z');
  expect((await document(['totals', '--as-of', '2022-12-06'])).asOf).toBe('2022-12-06T15:59:59.999Z');
  // Before the program was ever started nobody knew a formula.
  expect(await run(['totals', '--known-at', '2022-12-06'])).toEqual({
    ...{ code: 2, out: '' },
    err: 'renci: Nothing was known yet at that moment, not even a formula: ask as known at a later one.\n',
  });
});
