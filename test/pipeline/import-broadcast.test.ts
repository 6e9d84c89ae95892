import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { INDICATOR_IDS } from '../../pipeline/domain/broadcast.ts';
import { FORMULAS } from '../../pipeline/domain/formula.ts';
import { METRICS, NEVER_ADDED } from '../../pipeline/domain/metrics.ts';
import { decideOn, readDoubts } from '../../pipeline/jobs/doubts.ts';
import { type BroadcastImportOptions, importBroadcast } from '../../pipeline/jobs/import-broadcast.ts';
import { importSheet } from '../../pipeline/jobs/import-sheet.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readBroadcastFigures } from '../../pipeline/store/broadcast.ts';
import { readPlatforms } from '../../pipeline/store/catalogue.ts';
import { BROADCAST, RULE } from './broadcast-world.ts';
import { openNight, rowsOf } from './night.ts';
import { december, ZONE } from './night-catalogue.ts';

const REPORT = [
  '节目名称,频道,播出日期,播出时段,收听率(%),市场份额(%),到达率(%),听众规模(万人),方法,统计周期,报告日期,数据来源,推及总体,排名',
  '教育,新闻广播,2022-12-05,9:00-10:00,0.35,12.3456,--,4.25,日记卡,2022-12-05,2022-12-06,收听率调查机构,本市4岁以上常住人口,3',
].join('\n');
const PLAYS = '节目名称,频道,点播次数,统计周期\n教育,IPTV,"1,234",2022-12-05至2022-12-06';
const NOW = december('08 10:00');
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const open = () => openNight({ at: NOW, catalogue: BROADCAST });
type Night = Awaited<ReturnType<typeof open>>;
const take = ({ app }: Night, text: string, more: Partial<BroadcastImportOptions> = {}) =>
  importBroadcast(app, { file: '/in/week.csv', bytes: new TextEncoder().encode(text), ...more });
const count = async ({ app }: Night, table: string): Promise<number> =>
  (await rowsOf(app, `SELECT 1 FROM ${table} FINAL`)).length;

/** The listening rate as the panel has it as of T, known by K: its value, and when it was stated. */
const ratingOf = async ({ app }: Night, moment: { asOf: number; knownAt: number }) =>
  (await readBroadcastFigures(app.db, 'night', moment))
    .filter(({ indicator }) => indicator === 'listening_percent')
    .map(({ value, statedAt }) => [value, statedAt]);

const COMMON = {
  ...{ campaign_id: 'night', episode_id: 'education', platform: 'radio', account_id: '' },
  ...{ channel: '新闻广播', programme: '教育', aired_on: '2022-12-05', slot: '9:00-10:00' },
  ...{ period_from: '2022-12-05', period_to: '2022-12-05', method: 'diary', method_text: '日记卡' },
  ...{ universe: '本市4岁以上常住人口', document: 'week.csv', document_hash: hashOf(REPORT) },
  ...{
    author: '收听率调查机构',
    stated_at: '2022-12-06 16:00:00.000',
    recorded_at: '2022-12-08 02:00:00.000',
    taken_at: '2022-12-08 02:00:00.000',
  },
};

test('a report leaves its figures, itself as evidence and a run, and no reading at all', async () => {
  const night = await open();
  const { run, ...imported } = await take(night, REPORT);
  expect(imported).toEqual({
    ...{ file: '/in/week.csv', campaign: 'night', rows: 1, figures: 3, readings: 0 },
    ...{ unread: ['排名'], repeated: null, stored: true },
  });
  const exact = 'SELECT * REPLACE toString(value) AS value FROM broadcast_figures FINAL ORDER BY indicator';
  expect(await rowsOf(night.app, exact)).toEqual(
    [
      { indicator: 'listeners_thousand', value: '42.5', value_text: '4.25', unit: 'thousand persons' },
      { indicator: 'listening_percent', value: '0.35', value_text: '0.35', unit: 'percent' },
      { indicator: 'share_percent', value: '12.3456', value_text: '12.3456', unit: 'percent' },
    ].map(figure => ({ ...COMMON, ...figure, run_id: run?.id })),
  );
  expect(await rowsOf(night.app, 'SELECT payload_id, body FROM payloads')).toEqual([
    { payload_id: hashOf(REPORT), body: REPORT },
  ]);
  expect(await rowsOf(night.app, 'SELECT run_id, trigger, state, summary FROM runs FINAL')).toEqual([
    {
      ...{ run_id: run?.id, trigger: 'import', state: 'complete' },
      summary: 'week.csv: 3 broadcast figures, 0 readings',
    },
  ]);
  expect([await count(night, 'readings'), await count(night, 'imports')]).toEqual([0, 1]);

  expect({ ...(await take(night, REPORT)) }).toEqual({
    ...{ file: '/in/week.csv', campaign: 'night', rows: 0, figures: 0, readings: 0 },
    ...{ unread: [], repeated: NOW, stored: true, run: null },
  });
});

test('of a figure that is stated again the last statement stands, and the first is kept', async () => {
  const night = await open();
  await take(night, REPORT);
  await take(night, REPORT.replace('2022-12-06', '2022-12-07').replace(',0.35,', ',0.36,'));
  // What was stated first and comes last does not bring the old value back.
  await take(night, REPORT.replace(',0.35,', ',0.34,'));
  expect(await ratingOf(night, { asOf: NOW, knownAt: NOW })).toEqual([['0.36', december('08 00:00')]]);
  // As of the day before, the first statement stood: as it was last taken down.
  const before = december('07 12:00');
  expect(await ratingOf(night, { asOf: before, knownAt: NOW })).toEqual([['0.34', december('07 00:00')]]);
  expect(await ratingOf(night, { asOf: NOW, knownAt: before })).toEqual([]);
  expect(await count(night, 'broadcast_figures')).toBe(6);
});

test('a report that comes corrected under its old date stands from then on, and not before', async () => {
  const night = await open();
  await take(night, REPORT);
  night.clock.set(NOW + 3_600_000);
  await take(night, REPORT.replace(',0.35,', ',0.34,'));
  const asOf = NOW + 3_600_000;
  await night.app.db.command('OPTIMIZE TABLE broadcast_figures FINAL', { name: 'merge' });
  const stated = december('07 00:00');
  expect([
    await ratingOf(night, { asOf, knownAt: asOf }),
    await ratingOf(night, { asOf, knownAt: asOf - 1 }),
    await ratingOf(night, { asOf, knownAt: NOW - 1 }),
  ]).toEqual([[['0.34', stated]], [['0.35', stated]], []]);
  const totals = await readTotals(night.app, { asOf: december('06 12:00') });
  expect(totals.broadcastFigures).toBe(0);
});

test('a report that comes while the database is away waits in the spool, whole, and is there when it is back', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-report-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startEmbedded({ dir, log: silentLogger });
  onTestFinished(server.stop);
  const { url, username, password, httpPort, tcpPort } = server;
  const connection = { url, username, password, database: 'renci' };
  const night = await openNight({ at: NOW, catalogue: BROADCAST, server: connection });
  await night.app.expected();
  await server.stop();

  const said = {
    ...{ author: 'IPTV运营方', by: '值班编辑', method: '回传数据', statedAt: december('07 10:00') },
  };
  const [report, plays] = [await take(night, REPORT), await take(night, PLAYS, said)];
  expect([report, plays].map(({ stored, figures, readings }) => [stored, figures, readings])).toEqual([
    [false, 3, 0],
    [false, 0, 1],
  ]);
  // Until the figures are stored, nobody can say what the panel was at the time when they were taken down.
  expect(await night.app.now()).toEqual({ asOf: NOW, knownAt: NOW - 1 });
  const wrong = await take(night, REPORT.replace('12.3456', '112.3')).catch((failure: unknown) => failure);
  expect(wrong).toBeInstanceOf(ConfigError);

  const again = await startEmbedded({ dir, httpPort, tcpPort, log: silentLogger });
  onTestFinished(again.stop);
  expect(await night.app.sweep()).toBe(true);
  const counts = [];
  for (const table of ['broadcast_figures', 'payloads', 'runs', 'imports', 'readings'])
    counts.push([table, await count(night, table)]);
  expect(counts).toEqual([
    ['broadcast_figures', 3],
    ['payloads', 2],
    ['runs', 2],
    ['imports', 2],
    ['readings', 1],
  ]);
  expect((await take(night, REPORT)).repeated).toBe(NOW);
});

test('a report with a mistake leaves nothing', async () => {
  const night = await open();
  const error = await take(night, REPORT.replace('12.3456', '112.3')).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).message).toBe('week.csv has a mistake and was refused.');
  expect((error as ConfigError).problems).toEqual([
    { file: 'week.csv', line: 2, column: 6, field: '市场份额(%)', message: '"112.3" is above 100 percent.' },
  ]);
  for (const table of ['broadcast_figures', 'payloads', 'runs', 'imports', 'readings'])
    expect([table, await count(night, table)]).toEqual([table, 0]);
});

test('plays count once the catalogue states the rule of the operator; other words are a new version', async () => {
  const night = await open();
  const { app } = night;
  expect((await readPlatforms(app.db)).find(({ id }) => id === 'iptv')?.rules).toEqual({ plays: RULE });
  const said = {
    ...{ author: 'IPTV运营方', by: '值班编辑', method: '回传数据', statedAt: december('07 10:00') },
  };
  expect((await take(night, PLAYS, said)).readings).toBe(1);
  expect(
    await rowsOf(app, 'SELECT metric, source, low, high, text, observed_at FROM readings FINAL'),
  ).toEqual([
    {
      ...{ metric: 'plays', source: 'statement', low: '1234', high: '1234', text: '1,234' },
      observed_at: '2022-12-06 15:59:59.999',
    },
  ]);
  const reworded = BROADCAST.platforms.map(platform =>
    platform.id === 'iptv' ? { ...platform, rules: { plays: '播放满三秒计一次' } } : platform,
  );
  for (const _ of [1, 2]) await applyCatalogue(app.db, { ...BROADCAST, platforms: reworded }, NOW);
  expect(
    await rowsOf(
      app,
      "SELECT version, rule_zh, valid_from FROM metric_definitions FINAL WHERE platform = 'iptv' AND version > 1000 ORDER BY version",
    ),
  ).toEqual([
    { version: 1001, rule_zh: RULE, valid_from: null },
    { version: 1002, rule_zh: '播放满三秒计一次', valid_from: '2022-12-08' },
  ]);
});

test('an ordinary sheet is refused for plays of a broadcaster without a rule as well', async () => {
  const platforms = BROADCAST.platforms.map(({ rules: _rules, ...platform }) => platform);
  const night = await openNight({ at: NOW, catalogue: { ...BROADCAST, platforms } });
  const sheet = '平台,作品ID,播放量,统计时间\nIPTV,iptv-1,5,2022-12-06 23:00';
  const error = await importSheet(night.app, {
    ...{ file: 'evening.csv', bytes: new TextEncoder().encode(sheet), timeZone: ZONE },
  }).catch((failure: unknown) => failure);
  expect((error as ConfigError).problems.map(({ line, column, message }) => [line, column, message])).toEqual(
    [
      [
        ...[2, 3],
        'has plays of iptv, whose operator has not stated what it counts as one: ask for its rule, write it into the catalogue (platforms: - { id: iptv, …, rules: { plays: "…" } }), apply the catalogue and import again.',
      ],
    ],
  );
});

test('no formula can take an indicator, and the panel leaves the total as it was', async () => {
  const metrics: readonly string[] = METRICS;
  expect(INDICATOR_IDS.filter(indicator => metrics.includes(indicator))).toEqual([]);
  expect(FORMULAS.flatMap(({ families }) => families.filter(family => NEVER_ADDED.has(family)))).toEqual([]);
  const night = await open();
  const said = {
    ...{ author: 'IPTV运营方', by: '值班编辑', method: '回传数据', statedAt: december('07 10:00') },
  };
  await take(night, PLAYS, said);
  const [doubt] = await readDoubts(night.app.db, 'night', await night.app.now());
  if (doubt) await decideOn(night.app, doubt, { decision: 'accept', by: '总编室', reason: '核对原件' });
  night.clock.set(NOW + 1_000);
  const before = await readTotals(night.app, {});
  await take(night, REPORT);
  const after = await readTotals(night.app, {});
  expect([before.total.low, before.total.high, before.broadcastFigures]).toEqual([1234, 1234, 0]);
  expect(after).toEqual({ ...before, broadcastFigures: 3 });
});
