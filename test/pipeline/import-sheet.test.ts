import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { dateTime64 } from '../../pipeline/days.ts';
import { type Imported, type ImportOptions, importSheet } from '../../pipeline/jobs/import-sheet.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { catalogueFromSheet } from '../../pipeline/sheets/to-catalogue.ts';
import { openNight, rowsOf } from './night.ts';
import { campaignOf, december, ZONE } from './night-catalogue.ts';

const EVENING = december('06 23:30');
/** Partners' counters that no collector reads. */
const PARTNERS = campaignOf([
  ['people', 'people-tj', 'a-1', 'replay'],
  ['people', 'people-tj', 'a-2', 'replay'],
  ['people', 'people-tj', 'a-3', 'replay'],
]);

const sheetOf = (...rows: readonly string[]): string =>
  ['平台,作品ID,播放量,点赞,统计时间', ...rows].join('\n');
const GOOD = sheetOf(
  '人民网,a-1,1.2万,30,2022-12-06 23:00',
  '人民网,a-2,--,7,2022-12-06 23:00',
  '人民网,a-3,"51,234",,2022-12-06 23:00',
);

const open = (options: Parameters<typeof openNight>[0] = {}) =>
  openNight({ at: EVENING, catalogue: PARTNERS, ...options });
type Night = Awaited<ReturnType<typeof open>>;

const take = (
  { app }: Pick<Night, 'app'>,
  text: string,
  options: Partial<ImportOptions> = {},
): Promise<Imported> =>
  importSheet(app, {
    file: 'evening.csv',
    bytes: new TextEncoder().encode(text),
    timeZone: ZONE,
    ...options,
  });

const readings = ({ app }: Pick<Night, 'app'>) =>
  rowsOf(
    app,
    `SELECT placement_id AS id, metric, low, high, observed_at AS at FROM readings FINAL ORDER BY id, metric, at, low`,
  );
const count = async ({ app }: Pick<Night, 'app'>, table: string): Promise<number> =>
  (await rowsOf(app, `SELECT 1 FROM ${table} FINAL`)).length;
const AT = '2022-12-06 15:00:00.000';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a sheet leaves its readings, hidden cells as misses, the file as evidence, one run and its totals', async () => {
  const night = await open();
  const { run, ...imported } = await take(night, GOOD);
  expect(imported).toEqual({
    ...{ file: 'evening.csv', rows: 6, readings: 4, hidden: 1, problems: [], repeated: null, stored: true },
  });
  expect(await readings(night)).toEqual([
    { id: 1, metric: 'likes', low: '30', high: '30', at: AT },
    { id: 1, metric: 'plays', low: '11001', high: '12999', at: AT },
    { id: 2, metric: 'likes', low: '7', high: '7', at: AT },
    { id: 3, metric: 'plays', low: '51234', high: '51234', at: AT },
  ]);
  const { app } = night;
  const proof = { run_id: run?.id, payload_id: hashOf(GOOD) };
  expect(await rowsOf(app, 'SELECT * FROM misses')).toEqual([
    {
      ...{ ...proof, placement_id: 2, metric: 'plays', source: 'export', at: AT, status: 'hidden', kind: '' },
      recorded_at: dateTime64(EVENING),
      reason: 'evening.csv line 3 shows "--" under 播放量',
    },
  ]);
  expect(await rowsOf(app, 'SELECT * EXCEPT (fetched_at, pruned_at) FROM payloads')).toEqual([
    { payload_id: hashOf(GOOD), platform: '', content_type: 'text/csv', body: GOOD },
  ]);
  const now = dateTime64(EVENING);
  expect(await rowsOf(app, 'SELECT * FROM runs FINAL')).toEqual([
    {
      ...{ run_id: run?.id, slot: now, trigger: 'import', job: '', state: 'complete', version: '3' },
      ...{ started_at: now, ended_at: now, expected: 5, read: 4, missed: 1, failed: 0 },
      summary: 'evening.csv: 4 readings, 1 without a value, 0 refused',
      remarks: JSON.stringify([{ code: 'sheet', file: 'evening.csv', readings: 4, without: 1, refused: 0 }]),
    },
  ]);
  expect(await rowsOf(app, 'SELECT * EXCEPT import_id FROM imports')).toEqual([
    {
      ...{ file_hash: hashOf(GOOD), file_name: 'evening.csv', run_id: run?.id, imported_at: now },
      ...{ row_count: 6, reading_count: 4 },
    },
  ]);
  expect(await rowsOf(app, 'SELECT run_id, low, high, fresh, never FROM campaign_totals')).toEqual([
    { run_id: run?.id, low: '62235', high: '64233', fresh: 2, never: 1 },
  ]);
});

test('the same bytes read the same way are taken in once; read another way they are another import', async () => {
  const night = await open();
  await take(night, GOOD);
  night.clock.set(EVENING + 60_000);
  const nothing = {
    file: 'again.csv',
    rows: 0,
    readings: 0,
    hidden: 0,
    problems: [],
    stored: true,
    run: null,
  };
  expect(await take(night, GOOD, { file: 'again.csv' })).toEqual({ ...nothing, repeated: EVENING });
  expect([await count(night, 'runs'), await count(night, 'readings')]).toEqual([1, 4]);

  // 点赞 was likes; now its author says it holds shares.
  const remapped = await take(night, GOOD, { mapping: { 点赞: 'shares' } });
  expect([remapped.repeated, remapped.readings, remapped.stored]).toEqual([null, 4, true]);
  expect((await readings(night)).map(row => (row as { metric: string }).metric)).toEqual([
    ...['likes', 'plays', 'shares', 'likes', 'shares', 'plays'],
  ]);
  // The order of the mapping's words is no other meaning.
  const words = { 播放量: 'plays', 点赞: 'shares' };
  expect((await take(night, GOOD, { mapping: words })).repeated).toBe(null);
  const turned = Object.fromEntries(Object.entries(words).reverse());
  expect((await take(night, GOOD, { mapping: turned })).repeated).toBe(EVENING + 60_000);
  expect(await count(night, 'imports')).toBe(3);
});

const BAD = sheetOf(
  '人民网,a-1,1.2万,30,2022-12-06 23:00',
  '人民网,a-9,77,,2022-12-06 23:00',
  '人民网,a-2,about 5,,2022-12-06 23:00',
);

test('a sheet with mistakes is refused whole, with every one of them, and leaves nothing', async () => {
  const night = await open();
  const parsed = await take(night, BAD).catch((error: ConfigError) => error);
  expect(parsed).toBeInstanceOf(ConfigError);
  expect((parsed as ConfigError).problems.map(({ line, field }) => [line, field])).toEqual([[4, '播放量']]);
  const unmatched = await take(night, sheetOf(...BAD.split('\n').slice(1, 3))).catch(
    (error: ConfigError) => error,
  );
  expect((unmatched as ConfigError).message).toBe('evening.csv has a mistake and was refused.');
  expect((unmatched as ConfigError).problems.map(({ line }) => line)).toEqual([3]);
  for (const table of ['readings', 'misses', 'rejects', 'payloads', 'runs', 'imports', 'campaign_totals'])
    expect([table, await count(night, table)]).toEqual([table, 0]);
  expect(await night.app.spool.sealed()).toEqual([]);
});

test('with keepGood the good rows stand, the others are rejects, and the file may come again when all is right', async () => {
  const night = await open();
  const kept = await take(night, BAD, { keepGood: true });
  expect([kept.readings, kept.problems.map(({ line }) => line), kept.run?.state]).toEqual([
    2,
    [4, 3],
    'incomplete',
  ]);
  expect(
    await rowsOf(night.app, 'SELECT run_id, kind, reason, evidence, payload_id FROM rejects ORDER BY reason'),
  ).toEqual(
    kept.problems
      .map(({ line, column, message, field }) => ({
        ...{ run_id: kept.run?.id, kind: 'shape', reason: `evening.csv:${line}:${column} ${message}` },
        ...{ evidence: field, payload_id: hashOf(BAD) },
      }))
      .toSorted((a, b) => (a.reason < b.reason ? -1 : 1)),
  );
  expect(await count(night, 'payloads')).toBe(1);
  const again = await take(night, BAD, { keepGood: true });
  expect([again.repeated, again.readings, await count(night, 'readings')]).toEqual([null, 2, 2]);
});

test('a series of its own is registered only when the whole sheet is right', async () => {
  const night = await open();
  const series = (at: string) => sheetOf(`s-1,b-1,5,,${at}`, `s-1,b-2,6,,${at}`).replace('平台', '标题');
  const options = {
    platform: 'series',
    create: (sheet: Parameters<NonNullable<ImportOptions['create']>>[0]) =>
      catalogueFromSheet(sheet, {
        ...{ campaignId: 'series', name: 'Series', platform: 'series', metric: 'plays', timeZone: ZONE },
      }),
  };
  await expect(take(night, series('2022-12-07 09:00'), options)).rejects.toThrow(
    'evening.csv has 2 mistakes',
  );
  expect(await rowsOf(night.app, 'SELECT campaign_id FROM campaigns FINAL')).toEqual([
    { campaign_id: 'night' },
  ]);
  expect((await take(night, series('2022-12-06 09:00'), options)).readings).toBe(2);
  expect(
    await rowsOf(night.app, 'SELECT campaign_id, low FROM campaign_totals ORDER BY campaign_id'),
  ).toEqual([
    { campaign_id: 'night', low: '0' },
    { campaign_id: 'series', low: '11' },
  ]);
});

test('a sheet that comes while the database is away waits in the spool, and is known as taken in when it is back', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-sheet-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startEmbedded({ dir, log: silentLogger });
  onTestFinished(server.stop);
  const { url, username, password, httpPort, tcpPort } = server;
  const night = await open({ server: { url, username, password, database: 'renci' } });
  await night.app.expected();
  await server.stop();

  const { stored, readings: taken } = await take(night, GOOD);
  expect([stored, taken]).toEqual([false, 4]);
  expect(await night.app.now()).toEqual({ asOf: EVENING, knownAt: EVENING - 1 });

  const again = await startEmbedded({ dir, httpPort, tcpPort, log: silentLogger });
  onTestFinished(again.stop);
  expect(await night.app.sweep()).toBe(true);
  expect((await readings(night)).length).toBe(4);
  expect((await take(night, GOOD)).repeated).toBe(EVENING);
});
