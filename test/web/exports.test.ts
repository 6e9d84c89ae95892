import { readFile } from 'node:fs/promises';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { CAMPAIGN, DESKTOP, PHONE, pagesOfDemo } from './pages.ts';

const open = pagesOfDemo();
const HOME = `/campaigns/${CAMPAIGN}`;
const STEM = `renci_${CAMPAIGN}_episodes_2022-12-30T1800_video_view_times@1`;

const exported = async (
  page: Page,
  within: string,
  way: string,
): Promise<{ name: string; bytes: Buffer }> => {
  await page.locator(`${within} button`, { hasText: '导出' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.popover-item', { hasText: way }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

test('a table is downloaded as CSV that a spreadsheet reads as Chinese, and as a workbook, with the same cells', async () => {
  const page = await open(HOME);
  const csv = await exported(page, '#episodes', 'CSV');
  const xlsx = await exported(page, '#episodes', 'Excel');
  expect([csv.name, xlsx.name]).toEqual([`${STEM}.csv`, `${STEM}.xlsx`]);
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines: string[][] = parse(csv.bytes, { bom: true });
  expect(lines[0]).toEqual([
    '单位',
    '期',
    '节目',
    '下界',
    '上界',
    '占比 %',
    '可用表述',
    '覆盖',
    '播出 (UTC)',
  ]);
  expect(lines.length).toBe(12);
  expect(lines[1]?.slice(0, 2).concat(lines[1].slice(3, 5))).toEqual(['市教委', '2', '1807642', '1808641']);
  const book = read(xlsx.bytes);
  expect(book.SheetNames).toEqual(['数据', '说明']);
  const sheet = book.Sheets.数据;
  const rows = sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: '' }) : [];
  expect(rows.map(row => row.map(String))).toEqual(lines);
  expect(page.troubles).toEqual([]);
});

test('ids stay text with all their digits in a workbook', async () => {
  const page = await open(`${HOME}?sheet=total`);
  const { bytes } = await exported(page, 'dialog.sheet', 'Excel');
  const sheet = read(bytes).Sheets.数据;
  const rows = sheet ? utils.sheet_to_json<Record<string, unknown>>(sheet) : [];
  const ids = rows.map(row => row.平台作品号);
  expect(rows.length).toBe(200);
  expect(ids.every(id => typeof id === 'string')).toBe(true);
  expect(ids.filter(id => /^\d{17,}$/.test(String(id))).length).toBeGreaterThan(20);
});

test.each([
  ['#growth', DESKTOP],
  ['#platforms', PHONE],
])('a chart is downloaded as a picture: %s', async (part, visit) => {
  const page = await open(HOME, visit);
  await page.locator(part).scrollIntoViewIfNeeded();
  // A phone folds the parts below the first screen.
  if (visit === PHONE) await page.locator(`${part} h2 button`).tap();
  await page.locator(`${part} svg`).first().waitFor();
  const { name, bytes } = await exported(page, part, 'PNG');
  expect(name).toMatch(/^renci_.*\.png$/);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const box = await page.locator(part).boundingBox();
  // Width and height stand at the head of a PNG; twice the size of the part and its edge.
  const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(size).toEqual([box?.width, box?.height].map(side => Math.round(2 * (Number(side) + 48))));
  // What is drawn blank compresses to next to nothing.
  expect(bytes.length).toBeGreaterThan(20_000);
  expect(page.troubles).toEqual([]);
});

test('a table is copied as text that a spreadsheet and a chat both take', async () => {
  const page = await open(HOME);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#platforms button', { hasText: '导出' }).click();
  await page.locator('.popover-item', { hasText: '复制为文字' }).click();
  await page.locator('.export-said', { hasText: '已复制' }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.split('\n').slice(0, 2)).toEqual([
    '平台\t类别\t下界\t上界\t占比 %\t分发\t覆盖',
    '抖音\t自有账号\t5427927\t5427927\t29.4\t58\t已读 58 / 58',
  ]);
});
