import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../pipeline/problems.ts';
import { parseSheet } from '../../pipeline/sheets/parse.ts';
import type { SheetOptions, SheetRow } from '../../pipeline/sheets/sheet.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string, options: Partial<SheetOptions> = {}) =>
  parseSheet(bytes(text), { fileName: 's.csv', timeZone: 'Asia/Shanghai', ...options });
const brief = (rows: readonly SheetRow[]) =>
  rows.map(({ line, platform, externalId, metric, text, observedAt }) =>
    [line, platform, externalId, metric, text, new Date(observedAt).toISOString()].join(' '),
  );
const refusalOf = (act: () => unknown): { message: string; problems: string[] } => {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      message: error.message,
      problems: error.problems.map(
        ({ line, column, field, message }) => `${line}:${column} ${field} ${message}`,
      ),
    };
  }
  throw new Error('nothing was refused');
};
const mistakes = (text: string, options: Partial<SheetOptions> = {}): string[] =>
  refusalOf(() => parse(text, options)).problems;

const LONG = `平台,账号,标题,链接,作品ID,指标,数值,统计时间
知乎,津云,"暖气热不热？
供热管网",https://zhihu.example/zvideo/77,0077,播放量,1.2万,2022/12/9 8:00
网易,津云,落户政策,,7176543210987654321,阅读量,"1,234",2022-12-09 23:30
`;

/** "平台,作品ID,播放量,统计时间\n知乎,12,345,2022-12-09 08:00\n" as Chinese tools on Windows write it. */
const GB18030 = Buffer.from(
  'c6bdcca82cd7f7c6b749442cb2a5b7c5c1bf2ccdb3bcc6cab1bce40ad6aabaf52c3132' +
    '2c3334352c323032322d31322d30392030383a30300a',
  'hex',
);

describe('a sheet with one row for each metric', () => {
  test('is read whole: ids and texts as written, lines counted through quoted line breaks', () => {
    const sheet = parse(LONG);
    expect(sheet).toEqual({
      fileName: 's.csv',
      encoding: 'utf-8',
      delimiter: ',',
      columns: [
        { column: 1, heading: '平台', use: 'platform', unit: '' },
        { column: 2, heading: '账号', use: 'account', unit: '' },
        { column: 3, heading: '标题', use: 'title', unit: '' },
        { column: 4, heading: '链接', use: 'url', unit: '' },
        { column: 5, heading: '作品ID', use: 'external_id', unit: '' },
        { column: 6, heading: '指标', use: 'metric', unit: '' },
        { column: 7, heading: '数值', use: 'value', unit: '' },
        { column: 8, heading: '统计时间', use: 'observed_at', unit: '' },
      ],
      rows: [
        {
          line: 2,
          column: 7,
          field: '数值',
          platform: '知乎',
          account: '津云',
          title: '暖气热不热？\n供热管网',
          url: 'https://zhihu.example/zvideo/77',
          externalId: '0077',
          metric: 'plays',
          text: '1.2万',
          count: { kind: 'count', low: 11_001, high: 12_999, text: '1.2万', step: 1000 },
          observedAt: Date.UTC(2022, 11, 9, 0, 0),
          publishedAt: null,
        },
        {
          line: 4,
          column: 7,
          field: '数值',
          platform: '网易',
          account: '津云',
          title: '落户政策',
          url: '',
          externalId: '7176543210987654321',
          metric: 'reads',
          text: '1,234',
          count: { kind: 'count', low: 1234, high: 1234, text: '1,234', step: 1 },
          observedAt: Date.UTC(2022, 11, 9, 15, 30),
          publishedAt: null,
        },
      ],
      problems: [],
      totalLines: [],
    });
  });

  test.each([
    ['a BOM', (text: string) => bytes(`\ufeff${text}`), 'utf-8', ','],
    ['CRLF', (text: string) => bytes(text.replaceAll('\n', '\r\n')), 'utf-8', ','],
    [
      'tabs',
      (text: string) => bytes(text.replaceAll('"1,234"', '1,234').replaceAll(/,(?!234)/g, '\t')),
      'utf-8',
      '\t',
    ],
    ['semicolons', (text: string) => bytes(text.replaceAll(/,(?!234)/g, ';')), 'utf-8', ';'],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', ','],
  ])('is the same with %s', (_, write, encoding, delimiter) => {
    const sheet = parseSheet(write(LONG), { fileName: 's.csv', timeZone: 'Asia/Shanghai' });
    expect([sheet.encoding, sheet.delimiter]).toEqual([encoding, delimiter]);
    expect(sheet.rows).toEqual(parse(LONG).rows);
  });

  test('is read from GB18030', () => {
    const sheet = parseSheet(GB18030, { fileName: 's.csv', timeZone: 'Asia/Shanghai' });
    expect(sheet.encoding).toBe('gb18030');
    expect(brief(sheet.rows)).toEqual(['2 知乎 12 plays 345 2022-12-09T00:00:00.000Z']);
  });
});

describe('a sheet with a column for each metric', () => {
  test('has its title, blank and total rows passed over, and units of headings put on plain numbers', () => {
    const sheet = parse(`2022年终访谈传播数据,,,,,,
,,,,,,
序号,发布平台,视频ID,播放量（万次）,点赞数,完播率,数据截止
1,抖音,11,12.5,300,20%,2022.12.09 8:00
小计,,,12.5,300,,
2,快手,12,10+,--,,2022-12-09T08:00:00+08:00
3,快手,13,1.2亿,,,2022年12月9日8时
,,,,,,
合 计：,,,24.5,300,,
`);
    expect(brief(sheet.rows)).toEqual([
      '4 抖音 11 plays 12.5万 2022-12-09T00:00:00.000Z',
      '4 抖音 11 likes 300 2022-12-09T00:00:00.000Z',
      '6 快手 12 plays 10万+ 2022-12-09T00:00:00.000Z',
      '6 快手 12 likes -- 2022-12-09T00:00:00.000Z',
      '7 快手 13 plays 1.2亿 2022-12-09T00:00:00.000Z',
      '7 快手 13 likes  2022-12-09T00:00:00.000Z',
    ]);
    expect(sheet.rows.map(({ count }) => count)).toEqual([
      { kind: 'count', low: 124_001, high: 125_999, text: '12.5万', step: 1000 },
      { kind: 'count', low: 300, high: 300, text: '300', step: 1 },
      { kind: 'count', low: 100_001, high: null, text: '10万+', step: 10_000 },
      { kind: 'hidden', text: '--' },
      { kind: 'count', low: 110_000_001, high: 129_999_999, text: '1.2亿', step: 10_000_000 },
      { kind: 'hidden', text: '' },
    ]);
    expect(sheet.totalLines).toEqual([5, 9]);
    expect(sheet.columns.filter(({ use }) => use === null).map(({ heading }) => heading)).toEqual([
      '序号',
      '完播率',
    ]);
  });

  test('may have a second heading row under merged cells', () => {
    const sheet = parse(
      '平台,作品,,数据,,统计时间\n,标题,作品ID,播放量,点赞,\n抖音,落户,11,5,6,2022-12-09 08:00\n',
    );
    expect(brief(sheet.rows)).toEqual([
      '3 抖音 11 plays 5 2022-12-09T00:00:00.000Z',
      '3 抖音 11 likes 6 2022-12-09T00:00:00.000Z',
    ]);
    expect(sheet.rows[0]?.title).toBe('落户');
  });

  test('may be foreign, with what it leaves out given as options', () => {
    const series = `video_id,title,channel_title,tags,views,likes,comment_total,date
jt2OHQh0HoQ,Keynote,Apple Event,a|b,7426393,78240,705,13.09
`;
    const sheet = parse(series, {
      platform: 'youtube',
      mapping: { Views: 'plays', comment_total: 'ignore' },
      dateFormat: 'dd.MM',
      year: 2017,
      time: '23:59',
      timeZone: 'Europe/London',
    });
    expect(brief(sheet.rows)).toEqual([
      '2 youtube jt2OHQh0HoQ plays 7426393 2017-09-13T22:59:00.000Z',
      '2 youtube jt2OHQh0HoQ likes 78240 2017-09-13T22:59:00.000Z',
    ]);
  });
});

describe('a sheet is refused whole', () => {
  const head = '平台,作品ID,播放量,统计时间\n';

  test('with every mistake by line and cell', () => {
    const text = `${head}抖音,,5,2022-12-09 08:00
抖音,7.17654E+18,5,2022-12-09 08:00
抖音,3,12人看过,2022-12-09
,4,5,12月9日
抖音,5,1.234,9.12
抖音,6,5,44904
抖音,7,5
抖音,8,5,2022-12-09 08:00,抖音,9
抖音,10,5,2022-02-30 08:00
`;
    const parsed = refusalOf(() => parse(text));
    expect(parsed.message).toBe('s.csv has 12 mistakes and was refused.');
    expect(parsed.problems.map(problem => problem.replace(/(cannot be read).*/, '$1'))).toEqual([
      '2:2 作品ID is empty: an item is known by its id or link, never by its title.',
      '3:2 作品ID "7.17654E+18" is an id that a spreadsheet has damaged: format the column as text, or give the link.',
      '4:3 播放量 The count "12人看过" cannot be read',
      '4:4 统计时间 "2022-12-09" is a day without a time of day: say which with --time, such as --time 23:59.',
      '5:1 平台 is empty, expected a platform.',
      '5:4 统计时间 "12月9日" is a date without a year: say which with --year, such as --year 2022.',
      '6:3 播放量 The count "1.234" cannot be read',
      '6:4 统计时间 "9.12" may be day and month or month and day: give its form with --date-format, such as dd.MM.',
      '7:4 统计时间 "44904" looks like a spreadsheet\'s own day number: format the column as a date and save again.',
      '8:3  has 3 cells where the heading has 4: the row is cut short.',
      '9:5  has 6 cells where the heading has 4: two rows may have run together.',
      '10:4 统计时间 "2022-02-30 08:00" is no date of the calendar.',
    ]);
  });

  test('or keeps its good rows when asked to', () => {
    const sheet = parse(`${head}抖音,1,5,2022-12-09 08:00\n抖音,2,约5,2022-12-09 08:00\n`, {
      keepGood: true,
    });
    expect(brief(sheet.rows)).toEqual(['2 抖音 1 plays 5 2022-12-09T00:00:00.000Z']);
    expect(sheet.problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [3, 3, '播放量'],
    ]);
  });

  test('for two values of one item at one moment, naming both lines; the same value twice is one reading', () => {
    const text = `${head}抖音,1,5,2022-12-09 08:00\n抖音,1,5,2022/12/9 8:00\n抖音,1,5,2022-12-09 09:00\n抖音,1,6,2022-12-09 09:00\n`;
    expect(mistakes(text)).toEqual([
      '5:3 播放量 "6" contradicts "5": lines 4 and 5 give two plays of one item (1) at 2022-12-09T01:00:00.000Z.',
    ]);
    expect(brief(parse(text, { keepGood: true }).rows)).toEqual([
      '2 抖音 1 plays 5 2022-12-09T00:00:00.000Z',
    ]);
  });

  test.each<[what: string, text: string, options: Partial<SheetOptions>, problems: string[]]>([
    [
      'columns that do not say what, where or when',
      '标题,作品ID,views\nx,1,5\n',
      {},
      [
        '1:1  has no column with the platform (平台): say which with --platform.',
        '1:1  has no column with the time of its counts (统计时间): say when with --at, or which column it is with --column 日期=observed_at.',
        '1:3 views does not say what it counts: use --metric views=plays (or reads, page_views …).',
      ],
    ],
    [
      'no count and no item',
      '平台,标题,统计时间\n抖音,x,2022-12-09 08:00\n',
      {},
      [
        '1:1  has no column with an item id or a link (作品ID, 链接, video_id …).',
        '1:1  has no column with a count (播放量, 阅读量, 观看人次 …, or 指标 and 数值).',
      ],
    ],
    [
      'two columns of one metric',
      '平台,作品ID,播放量,总播放量,统计时间\n抖音,1,5,6,2022-12-09 08:00\n',
      {},
      ['1:4 总播放量 is read as "plays", as is column 3 "播放量": use --column 总播放量=ignore for one.'],
    ],
    [
      'a mapping of no column',
      `${head}抖音,1,5,2022-12-09 08:00\n`,
      { mapping: { 播放: 'reads' } },
      ['1:1 播放 is mapped, but there is no such column here. Did you mean "播放量"?'],
    ],
    [
      'a mapping to nothing known',
      `${head}抖音,1,5,2022-12-09 08:00\n`,
      { mapping: { 播放量: 'play' } },
      ['0:0 播放量 "play" is neither a field nor a metric. Did you mean "plays"?'],
    ],
    [
      'a metric that is not known',
      '平台,作品ID,指标,数值,统计时间\n抖音,1,热情,5,2022-12-09 08:00\n抖音,1,,5,2022-12-09 08:00\n',
      {},
      ['2:3 指标 "热情" is no metric this knows.', '3:3 指标 is empty, expected a metric such as 播放量.'],
    ],
  ])('for %s', (_, text, options, problems) => {
    expect(mistakes(text, options)).toEqual(problems);
  });

  test.each<[what: string, content: Uint8Array, message: string]>([
    [
      'a damaged workbook',
      Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0),
      's.csv was refused: it is no workbook that can be read (Unsupported ZIP file). Open it, save it as .xlsx, and import that.',
    ],
    [
      'bytes that are no text',
      Uint8Array.of(0xff, 0x00, 0x81),
      's.csv was refused: its text is neither UTF-8 nor GB18030; it may be damaged or another kind of file.',
    ],
    [
      'a quote that is never closed',
      bytes(`${head}抖音,1,5,2022-12-09 08:00\n抖音,"2,5,2022-12-09 08:00\n抖音,3,5,2022-12-09 08:00\n`),
      's.csv was refused: a quote (") opens here and is never closed, so the rows after it cannot be told apart.',
    ],
    [
      'no heading',
      bytes('1,2,3\n4,5,6\n'),
      's.csv was refused: none of its first 20 rows is a heading row. Expected headings such as 平台, 作品ID, 播放量, 统计时间 (or platform, video_id, plays, date).',
    ],
    [
      'nothing',
      bytes(''),
      's.csv was refused: none of its first 20 rows is a heading row. Expected headings such as 平台, 作品ID, 播放量, 统计时间 (or platform, video_id, plays, date).',
    ],
  ])('for %s, even when good rows would be kept', (_, content, message) => {
    const options = { fileName: 's.csv', timeZone: 'Asia/Shanghai', keepGood: true };
    expect(refusalOf(() => parseSheet(content, options)).message).toBe(message);
  });

  test('and the line of the open quote is named', () => {
    expect(mistakes(`${head}抖音,1,5,2022-12-09 08:00\n抖音,"2,5,x\n\n`)).toEqual([
      '3:1  a quote (") opens here and is never closed, so the rows after it cannot be told apart.',
    ]);
  });

  test('never takes persons for views', () => {
    const sheet = parse('平台,作品ID,观看量(人),观看人数,阅读量,统计时间\n抖音,1,5,6,7,2022-12-09 08:00\n');
    expect(sheet.rows.map(({ metric, text }) => [metric, text])).toEqual([
      ['viewers', '6'],
      ['reads', '7'],
    ]);
  });
});

test('whatever the order of its columns and rows, a sheet says the same', () => {
  const columns = [
    ['平台', '抖音', '快手', '抖音'],
    ['作品ID', '7176543210987654321', '0012', '13'],
    ['播放量', '1.2万', '--', '20518'],
    ['点赞', '3', '4', '5'],
    ['统计时间', '2022-12-09 08:00', '2022-12-09 24:00', '2022-12-31 23:59'],
    ['备注', 'a', 'b', 'c'],
  ];
  const write = (order: readonly (readonly string[])[], lines: readonly number[]): string =>
    [0, ...lines].map(line => order.map(column => column[line]).join(',')).join('\n');
  const said = (text: string) =>
    brief(parse(text).rows)
      .map(row => row.replace(/^\d+ /, ''))
      .sort();
  const plain = said(write(columns, [1, 2, 3]));
  expect(plain).toHaveLength(6);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(columns, { minLength: columns.length }),
      fc.shuffledSubarray([1, 2, 3], { minLength: 3 }),
      (order, lines) => {
        expect(said(write(order, lines))).toEqual(plain);
      },
    ),
    { numRuns: 60 },
  );
});
