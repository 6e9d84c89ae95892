import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeImportFolder } from '../../pipeline/jobs/import-folder.ts';
import { openNight, rowsOf } from './night.ts';
import { campaignOf, december } from './night-catalogue.ts';
import { dated, workbookOf } from './workbooks.ts';

const EVENING = december('06 23:30');
const PARTNERS = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);
const sheetOf = (id: string, count: string): string =>
  `平台,作品ID,播放量,统计时间\n人民网,${id},${count},2022-12-06 23:00\n`;

/** A night with an import folder, and how to put a file there that was last written some seconds ago. */
const openFolder = async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'renci-import-')), 'inbox');
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  const night = await openNight({ at: EVENING, catalogue: PARTNERS });
  const app = { ...night.app, config: { ...night.config, importFolder: folder } };
  const put = (name: string, text: string | Uint8Array, age = 60): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), EVENING / 1_000 - age, EVENING / 1_000 - age);
  };
  /** Every file below the folder. */
  const files = (): string[] =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter(name => name.includes('.'))
      .sort();
  return { app, folder, put, files };
};

const counts = (app: Parameters<typeof rowsOf>[0]) =>
  rowsOf(app, 'SELECT low FROM readings FINAL ORDER BY low');

test('good sheets are taken in and put away; one with mistakes is put aside with the list of them', async () => {
  const { app, folder, put, files } = await openFolder();
  put('a.csv', sheetOf('a-1', '100'));
  put('B.CSV', sheetOf('unknown', '5').replace('\n人', '\n\n人'));
  put('notes.txt', 'no sheet');
  await takeImportFolder(app);
  expect(files()).toEqual(['notes.txt', 'refused/B.CSV', 'refused/B.CSV.txt', 'taken/a.csv']);
  expect(readFileSync(join(folder, 'refused/B.CSV.txt'), 'utf8')).toMatch(
    /^B\.CSV has a mistake and was refused\.\nB\.CSV:3:1 {2}.*unknown.*\n$/,
  );
  expect(await counts(app)).toEqual([{ low: '100' }]);
});

test('a workbook is taken in like any other sheet, and kept as evidence byte by byte', async () => {
  const { app, put, files } = await openFolder();
  const bytes = workbookOf([
    {
      name: '人民网',
      rows: [
        ['平台', '作品ID', '播放量', '统计时间'],
        ['人民网', 'a-1', '1.2万', dated(44_901 + 23 / 24)],
      ],
    },
  ]);
  put('week.XLSX', bytes);
  await takeImportFolder(app);
  expect(files()).toEqual(['taken/week.XLSX']);
  expect(await rowsOf(app, 'SELECT low, high, text, observed_at, payload_id FROM readings FINAL')).toEqual([
    {
      ...{ low: '11001', high: '12999', text: '1.2万', observed_at: '2022-12-06 15:00:00.000' },
      payload_id: createHash('sha256').update(bytes).digest('hex'),
    },
  ]);
  expect(await rowsOf(app, 'SELECT content_type, body FROM payloads')).toEqual([
    { content_type: 'application/vnd.ms-excel;base64', body: Buffer.from(bytes).toString('base64') },
  ]);
});

test('the same name again, and the same sheet again, find their place', async () => {
  const { app, put, files } = await openFolder();
  put('a.csv', sheetOf('a-1', '100'));
  await takeImportFolder(app);
  put('a.csv', sheetOf('a-1', '101').replace('23:00', '23:10'));
  put('copy.csv', sheetOf('a-1', '100'));
  await takeImportFolder(app);
  expect(files()).toEqual(['taken/a (2).csv', 'taken/a.csv', 'taken/copy.csv']);
  expect(await counts(app)).toEqual([{ low: '100' }, { low: '101' }]);
  expect((await rowsOf(app, 'SELECT 1 FROM imports FINAL')).length).toBe(2);
});

test('a file that is still being written is left until the next time', async () => {
  const { app, put, files } = await openFolder();
  put('a.csv', sheetOf('a-1', '100'), 9);
  await takeImportFolder(app);
  expect(files()).toEqual(['a.csv']);
  put('a.csv', sheetOf('a-1', '100'), 10);
  await takeImportFolder(app);
  expect(files()).toEqual(['taken/a.csv']);
});

test('the folder is made where it is missing, and without one nothing happens', async () => {
  const { app, folder } = await openFolder();
  await takeImportFolder(app);
  expect(existsSync(folder)).toBe(true);
  await takeImportFolder({ ...app, config: { ...app.config, importFolder: null } });
});

test('what is nobody’s mistake leaves the sheet where it is', async () => {
  const { app, put, files } = await openFolder();
  put('a.csv', sheetOf('a-1', '100'));
  const neverSeen = new Error('the database was never seen');
  await takeImportFolder({ ...app, expected: () => Promise.reject(neverSeen) });
  expect(files()).toEqual(['a.csv']);
});
