import { expect, test } from 'vitest';
import { ConfigError } from '../../pipeline/problems.ts';
import { parseSheet } from '../../pipeline/sheets/parse.ts';
import type { SheetOptions, SheetRow } from '../../pipeline/sheets/sheet.ts';
import { readWorkbook } from '../../pipeline/sheets/workbook.ts';
import { dated, type WrittenCell, workbookOf } from './workbooks.ts';

const BEIJING = { fileName: 's.xlsx', timeZone: 'Asia/Shanghai' };
const parse = (bytes: Uint8Array, more: Partial<SheetOptions> = {}) =>
  parseSheet(bytes, { ...BEIJING, ...more });
const brief = (rows: readonly SheetRow[]) =>
  rows.map(({ sheet, line, platform, externalId, url, metric, text, observedAt }) =>
    [
      ...(sheet === undefined ? [] : [sheet]),
      ...[line, platform, externalId || url, metric, text, new Date(observedAt).toISOString()],
    ].join(' '),
  );
const one = (...rows: WrittenCell[][]) => workbookOf([{ name: '汇总', rows }]);
const refusal = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.length === 0
      ? [error.message]
      : error.problems.map(({ file, line, column, field, message }) =>
          [file, line, column, field, message].join(' '),
        );
  }
  return [];
};

/** 2022-12-09 08:00 as a workbook counts days: from 1900, and from 1904. */
const EIGHT = 44_904 + 8 / 24;
const HEADINGS = ['平台', '作品ID', '播放量', '统计时间'];

test('a report with a title, merged headings and a total row is read like its text', () => {
  const bytes = workbookOf([
    {
      name: '汇总',
      rows: [
        ['2022年终访谈传播数据'],
        ['平台', '作品ID', '数据', null, '统计时间'],
        [null, null, '播放量（万次）', '点赞数', null],
        ['抖音', '7176543210987654321', 12.5, 300, dated(EIGHT)],
        [null, '7176543210987654322', '10万+', '--', dated(EIGHT)],
        ['快手', 53_389_197, { t: 'n', v: 1.2000000000000002 }, 8, '2022-12-09 08:00'],
        ['微博', { t: 'n', v: 53, z: '0000' }, 3, null, dated(EIGHT)],
        ['合计', null, 16.7, 308],
      ],
      merged: ['A1:E1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:E3', 'A4:A5'],
    },
  ]);
  const sheet = parse(bytes);
  const at = '2022-12-09T00:00:00.000Z';
  expect(brief(sheet.rows)).toEqual([
    `4 抖音 7176543210987654321 plays 12.5万 ${at}`,
    `4 抖音 7176543210987654321 likes 300 ${at}`,
    `5 抖音 7176543210987654322 plays 10万+ ${at}`,
    `5 抖音 7176543210987654322 likes -- ${at}`,
    `6 快手 53389197 plays 1.2万 ${at}`,
    `6 快手 53389197 likes 8 ${at}`,
    `7 微博 0053 plays 3万 ${at}`,
    `7 微博 0053 likes  ${at}`,
  ]);
  expect([sheet.encoding, sheet.delimiter, sheet.totalLines, sheet.unread]).toEqual([
    'workbook',
    '',
    [8],
    undefined,
  ]);
});

test('an id of nineteen digits that was stored as a number is refused by its cell, and so is a count', () => {
  const bytes = one(
    HEADINGS,
    ['抖音', Number('7176543210987654321'), 5, dated(EIGHT)],
    ['抖音', '7176543210987654321', Number('12345678901234567'), dated(EIGHT)],
    ['抖音', 999_999_999_999_999, 5, dated(EIGHT)],
  );
  const lost = (number: string): string =>
    `is stored as the number ${number}, and a workbook keeps 15 digits of a number: the others are lost. Format the column as text and enter it again, or give the link.`;
  expect(refusal(() => parse(bytes))).toEqual([
    `s.xlsx 2 2 作品ID ${lost('7176543210987654144')}`,
    `s.xlsx 3 3 播放量 ${lost('12345678901234568')}`,
  ]);
  expect(brief(parse(bytes, { keepGood: true }).rows)).toEqual([
    '4 抖音 999999999999999 plays 5 2022-12-09T00:00:00.000Z',
  ]);
});

test.each([
  ['a date of 1900', one(HEADINGS, ['抖音', 'a', 5, dated(EIGHT)]), '2022-12-09T00:00:00.000Z'],
  [
    'a date of 1904',
    workbookOf([{ name: 'a', rows: [HEADINGS, ['抖音', 'a', 5, dated(EIGHT - 1462)]] }], { date1904: true }),
    '2022-12-09T00:00:00.000Z',
  ],
  [
    'a Chinese form, with seconds that fifteen digits blur',
    one(HEADINGS, ['抖音', 'a', 5, dated(44_904.99998842592, 'yyyy"年"m"月"d"日" hh:mm:ss')]),
    '2022-12-09T15:59:59.000Z',
  ],
  [
    'a day alone, with the time of day given',
    one(HEADINGS, ['抖音', 'a', 5, dated(44_904, 'yyyy"年"m"月"d"日"')]),
    '2022-12-09T10:00:00.000Z',
  ],
  [
    'a sheet of 1997',
    workbookOf([{ name: 'a', rows: [HEADINGS, ['抖音', 'a', 5, dated(EIGHT)]] }], { bookType: 'biff8' }),
    '2022-12-09T00:00:00.000Z',
  ],
])('%s is the moment it shows in the sheet’s zone', (_, bytes, at) => {
  expect(brief(parse(bytes, { time: '18:00' }).rows)).toEqual([`2 抖音 a plays 5 ${at}`]);
});

test('a number of days that is not shown as a date is nobody’s date', () => {
  expect(refusal(() => parse(one(HEADINGS, ['抖音', 'a', 5, 44_904])))).toEqual([
    's.xlsx 2 4 统计时间 "44904" looks like a spreadsheet\'s own day number: format the column as a date and save again.',
  ]);
});

test('cells that say nothing certain are mistakes where they are read, and none where they are not', () => {
  const bytes = workbookOf([
    {
      name: '汇总',
      rows: [
        [...HEADINGS, '备注'],
        ['抖音', 'a', { t: 'e', v: 0x2a }, dated(EIGHT), { t: 'e', v: 0x2a }],
        ['抖音', 'b', 900, dated(EIGHT)],
        ['抖音', 'c', null, dated(EIGHT)],
      ],
      merged: ['C3:C4'],
    },
  ]);
  const joint = 'is one cell for lines 3 to 4: nobody can tell whose "900" is.';
  expect(refusal(() => parse(bytes))).toEqual([
    's.xlsx 2 3 播放量 is an error of the spreadsheet, such as #N/A.',
    `s.xlsx 3 3 播放量 ${joint}`,
    `s.xlsx 4 3 播放量 ${joint}`,
  ]);
});

test('links behind a title and behind other words are the items’ links', () => {
  const linked = (v: string, target: string): WrittenCell => ({ t: 's', v, l: { Target: target } });
  const at = '2022-12-09T00:00:00.000Z';
  const titled = one(
    ['标题', '播放量', '统计时间'],
    [linked('夜景', 'https://v.example/1.html'), 5, dated(EIGHT)],
    ['没有链接', 6, dated(EIGHT)],
  );
  expect(refusal(() => parse(titled))).toEqual([
    's.xlsx 3 1 标题 is empty: an item is known by its id or link, never by its title.',
  ]);
  expect(brief(parse(titled, { keepGood: true }).rows)).toEqual([
    `2  https://v.example/1.html plays 5 ${at}`,
  ]);
  const worded = one(
    ['链接', '播放量', '统计时间'],
    [linked('点击查看', 'https://v.example/2.html'), 5, dated(EIGHT)],
    [linked('https://v.example/3.html', 'https://t.example/short'), 6, dated(EIGHT)],
  );
  expect(brief(parse(worded).rows)).toEqual([
    `2  https://v.example/2.html plays 5 ${at}`,
    `3  https://v.example/3.html plays 6 ${at}`,
  ]);
});

test('sheets of several platforms are read together, each named; notes are said, hidden ones are none', () => {
  const bytes = workbookOf([
    { name: '说明', rows: [['请于每周五前填写']] },
    {
      name: '微信',
      rows: [
        ['文章ID', '阅读数', '统计时间'],
        ['m1', 10, dated(EIGHT)],
      ],
    },
    {
      name: '知乎',
      rows: [
        ['作品ID', '播放量', '统计时间'],
        ['z1', 20, dated(EIGHT)],
        ['z2', 'many', dated(EIGHT)],
      ],
    },
    { name: '旧', rows: [HEADINGS, ['抖音', 'old', 5, dated(EIGHT)]], isHidden: true },
  ]);
  const at = '2022-12-09T00:00:00.000Z';
  const kept = parse(bytes, { keepGood: true });
  expect(brief(kept.rows)).toEqual([`微信 2 微信 m1 reads 10 ${at}`, `知乎 2 知乎 z1 plays 20 ${at}`]);
  expect(kept.unread).toEqual(['说明']);
  expect(kept.problems.map(({ file, line, column }) => [file, line, column])).toEqual([
    ['s.xlsx [知乎]', 3, 2],
  ]);
  expect(brief(parse(bytes, { sheet: '微信', platform: 'wechat' }).rows)).toEqual([
    `2 wechat m1 reads 10 ${at}`,
  ]);
  expect(refusal(() => parse(bytes, { sheet: '微博' }))).toEqual([
    's.xlsx has no sheet "微博". There are: 说明, 微信, 知乎.',
  ]);
  expect(refusal(() => parseSheet(new TextEncoder().encode('a,b'), { ...BEIJING, sheet: 'a' }))).toEqual([
    '--sheet means nothing for s.xlsx, which is no workbook.',
  ]);
});

test('a formula stands for the value that was saved with it', () => {
  const rows = [['播放量'], [{ t: 'n', v: 7, f: '3+4' } as const]];
  expect(readWorkbook(workbookOf([{ name: 'a', rows }]), 'f.xlsx')).toEqual([
    {
      name: 'a',
      records: [
        { line: 1, cells: ['播放量'] },
        { line: 2, cells: ['7'] },
      ],
    },
  ]);
});
