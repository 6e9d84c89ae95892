import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  carriedFromYesterday,
  coverageWords,
  gapWords,
  hasCount,
} from '../../dashboards/web/src/format/coverage.ts';
import { fileStem, toCsv } from '../../dashboards/web/src/format/csv.ts';
import {
  formatBounds,
  formatBoundsFull,
  formatGrowth,
  formatRound,
  formatShare,
  percentOf,
} from '../../dashboards/web/src/format/numbers.ts';
import { splitSentence, splitWording } from '../../dashboards/web/src/format/sentence.ts';

test('an interval shows both ends only where they differ as printed; an open end is 不少于', () => {
  const bounds = [
    { low: 18_420_715, high: 18_425_903 },
    { low: 18_427_150, high: 18_427_903 },
    { low: 100_001, high: null },
    { low: 9_999, high: 9_999 },
    { low: 108_420_715, high: 108_420_715 },
  ];
  expect(
    bounds.map(b => [formatBounds(b, 'zh-CN'), formatBounds(b, 'en'), formatBoundsFull(b, 'zh-CN')]),
  ).toEqual([
    ['1842万 – 1842.5万', '18.42 M', '18,420,715 – 18,425,903'],
    ['1842.7万', '18.42 M', '18,427,150 – 18,427,903'],
    ['不少于 10万', 'at least 100 K', '不少于 100,001'],
    ['9999', '9,999', '9,999'],
    ['1.08亿', '108.42 M', '108,420,715'],
  ]);
});

test('growth has a sign; shares are cut', () => {
  expect([523_412, -1_203, 0].map(n => formatGrowth(n, 'zh-CN'))).toEqual(['+52.3万', '−1203', '0']);
  expect([
    formatShare(999, 1000),
    formatShare(9_999, 10_000),
    formatShare(1, 1),
    formatShare(1, 3),
    formatShare(5, 0),
    formatShare(2_802, 18_426_669),
    formatShare(0, 1),
  ]).toEqual(['99.9%', '99.9%', '100%', '33.3%', '—', '<0.1%', '0%']);
  expect(percentOf(Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER)).toBe('99.9');
  expect([20_000_000, 2_500_000, 0].map(n => formatRound(n, 'en'))).toEqual(['20 M', '2.5 M', '0']);
});

const coverage = { expected: 214, fresh: 212, carried: 2, stated: 0, removed: 0, held: 0, never: 0 };

test('a part of which nothing has a count is no zero', () => {
  const never = { expected: 8, fresh: 0, carried: 0, stated: 0, removed: 0, held: 1, never: 7 };
  expect([hasCount(coverage), hasCount(never), hasCount({ ...never, never: 6, carried: 1 })]).toEqual([
    true,
    false,
    true,
  ]);
});

test('coverage is said in words, and only what there is to say', () => {
  expect([
    coverageWords(coverage, 'zh-CN', { yesterday: true }),
    coverageWords(coverage, 'zh-CN'),
    coverageWords({ ...coverage, fresh: 214, carried: 0 }, 'zh-CN'),
    coverageWords({ expected: 20, fresh: 10, carried: 2, stated: 3, removed: 1, held: 1, never: 3 }, 'en'),
    gapWords({ ...coverage, held: 1, never: 1 }, 'zh-CN'),
    gapWords({ ...coverage, carried: 0, stated: 4, removed: 2 }, 'zh-CN'),
  ]).toEqual([
    '已读 212 / 214，2 个沿用昨日',
    '已读 212 / 214，2 个沿用前值',
    '已读 214 / 214',
    '10 of 20 read, 2 carried from earlier readings, 3 stated by partners, 1 removed, 1 held, 3 never read',
    '沿用 2，待确认 1，未读到 1',
    '',
  ]);
});

test('“yesterday” is said only when every carried reading is of that day in the campaign’s zone', () => {
  const asOf = Date.parse('2022-12-30T10:00:00Z');
  const carried = (observedAt: string | null) => ({ state: 'carried' as const, observedAt });
  const at = (...observed: (string | null)[]) =>
    carriedFromYesterday(observed.map(carried), asOf, 'Asia/Shanghai');
  expect([
    at('2022-12-28T16:00:00Z', '2022-12-29T15:59:59Z'),
    at('2022-12-28T16:00:00Z', '2022-12-28T15:59:59Z'),
    at('2022-12-29T16:00:00Z'),
    at(null),
    at(),
  ]).toEqual([true, false, false, false, false]);
});

test('the sentence is cut at its moment and its figure, and joined again is itself', () => {
  const zh = splitSentence('截至 2022年12月30日 18:00，11期节目视频观看总量超过1842万人次', '超过1842万人次');
  expect(zh).toEqual({
    lead: '截至 ',
    moment: '2022年12月30日 18:00',
    comma: '，',
    subject: '11期节目视频观看总量',
    wording: [
      { text: '超过', heavy: false },
      { text: '1842万', heavy: true },
      { text: '人次', heavy: false },
    ],
    rest: '',
  });
  expect(
    splitSentence(
      'As of 30 December 2022, 18:00, total video view-times of 11 episodes: over 18.42 million view-times',
      'over 18.42 million view-times',
    ),
  ).toEqual({
    lead: 'As of ',
    moment: '30 December 2022, 18:00',
    comma: ', ',
    subject: 'total video view-times of 11 episodes: ',
    wording: [
      { text: 'over ', heavy: false },
      { text: '18.42 million', heavy: true },
      { text: ' view-times', heavy: false },
    ],
    rest: '',
  });
});

test('a sentence without moment or figure is kept whole', () => {
  expect(splitSentence('尚无可用读数', '超过1万人次')).toEqual({
    lead: '',
    moment: '',
    comma: '',
    subject: '',
    wording: [{ text: '尚无可用读数', heavy: false }],
    rest: '',
  });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (sentence, wording) => {
      const cut = splitSentence(sentence, wording);
      const figure = cut.wording.map(part => part.text).join('');
      expect(cut.lead + cut.moment + cut.comma + cut.subject + figure + cut.rest).toBe(sentence);
    }),
  );
});

test('numbers stand out with their units', () => {
  expect(['不少于 10万', '1.08亿人次', 'about 610,000 plays', 'at least 3 M'].map(splitWording)).toEqual([
    [
      { text: '不少于 ', heavy: false },
      { text: '10万', heavy: true },
    ],
    [
      { text: '1.08亿', heavy: true },
      { text: '人次', heavy: false },
    ],
    [
      { text: 'about ', heavy: false },
      { text: '610,000', heavy: true },
      { text: ' plays', heavy: false },
    ],
    [
      { text: 'at least ', heavy: false },
      { text: '3 M', heavy: true },
    ],
  ]);
});

test('a CSV opens in a spreadsheet as it was meant', () => {
  expect(
    toCsv(
      ['作品', 'id', '下界'],
      [
        ['您家暖气热不热？"供热"，提升', '7175300000000000123', 512_340],
        ['=HYPERLINK("x")', 'av17', null],
        ['-1', 'a\nb', -1203],
      ],
    ),
  ).toBe(
    [
      '\uFEFF作品,id,下界',
      '"您家暖气热不热？""供热""，提升",\t7175300000000000123,512340',
      '"\'=HYPERLINK(""x"")",av17,',
      '\'-1,"a\nb",-1203',
      '',
    ].join('\r\n'),
  );
});

test('any text survives the way through a CSV', () => {
  const cell = fc
    .string({ unit: 'grapheme' })
    .filter(text => !/^[=+\-@\t\r]/.test(text) && !/^\d{16,}$/.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), rows => {
      const read = parse(toCsv(['a', 'b'], rows), { bom: true, relax_column_count: true });
      expect(read).toEqual([['a', 'b'], ...rows]);
    }),
  );
});

test('a file name says campaign, content, as-of and formula', () => {
  expect(fileStem('向群众汇报/2022', 'daily', '2022-12-30T18:00', 'video_view_times@1')).toBe(
    'renci_向群众汇报-2022_daily_2022-12-30T1800_video_view_times@1',
  );
});
