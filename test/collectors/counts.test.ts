import { describe, expect, test } from 'vitest';
import type { Display } from '../../collectors/contract.ts';
import { parseCount } from '../../collectors/counts.ts';
import { read } from './read-count.ts';

describe('numbers in full', () => {
  test.each<[number | string, number]>([
    [0, 0],
    [-0, 0],
    [51_234, 51_234],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['0', 0],
    ['0次', 0],
    ['1234', 1234],
    ['1,234', 1234],
    ['１，２３４', 1234],
    ['  1234  ', 1234],
    ['1\u200b234', 1234],
    ['1,234\u00a0views', 1234],
    ['100 views', 100],
    ['1,100 views', 1100],
    ['18,420,715 plays', 18_420_715],
    ['300人次', 300],
    ['播放量1842', 1842],
    ['浏览 3,456', 3456],
    ['20518.0', 20_518],
    ['20518.00', 20_518],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['1.2345万', 12_345],
  ])('%s is exactly %i', (value, expected) => {
    expect(read(value)).toEqual([expected, expected, 1]);
    for (const rounding of ['floor', 'ceil', 'round'] as const) {
      expect(read(value, { rounding })).toEqual([expected, expected, 1]);
    }
  });
});

describe('#11 rounded texts', () => {
  test.each<[string, number, number]>([
    ['1.2万', 12_000, 1_000],
    ['1.2萬', 12_000, 1_000],
    ['1.2w', 12_000, 1_000],
    ['1.2W', 12_000, 1_000],
    ['12.3w', 123_000, 1_000],
    ['１２．３Ｗ', 123_000, 1_000],
    ['1842万', 18_420_000, 10_000],
    ['1533.6万', 15_336_000, 1_000],
    ['2,222.2万', 22_222_000, 1_000],
    ['10000万', 100_000_000, 10_000],
    ['3.4亿', 340_000_000, 10_000_000],
    ['3.4億', 340_000_000, 10_000_000],
    ['1.08亿', 108_000_000, 1_000_000],
    ['2.3亿', 230_000_000, 10_000_000],
    ['8.2亿', 820_000_000, 10_000_000],
    ['0.57万', 5_700, 100],
    ['1.13万', 11_300, 100],
    ['2.01万', 20_100, 100],
    ['1.1k', 1_100, 100],
    ['1.1 k', 1_100, 100],
    ['2.5K', 2_500, 100],
    ['5.6千', 5_600, 100],
    ['2.5百万', 2_500_000, 100_000],
    ['1.5千万', 15_000_000, 1_000_000],
    ['1.1kk', 1_100_000, 100_000],
    ['1.1kk views', 1_100_000, 100_000],
    ['10M views', 10_000_000, 1_000_000],
    ['1.2b', 1_200_000_000, 100_000_000],
    ['1.2万次播放', 12_000, 1_000],
    ['22万次播放', 220_000, 10_000],
    ['1.2万播放', 12_000, 1_000],
    ['播放：1.2万', 12_000, 1_000],
    ['阅读：1.2万', 12_000, 1_000],
    ['浏览1.8W次', 18_000, 1_000],
    ['1.2万人次观看', 12_000, 1_000],
    ['已售3.2w件', 32_000, 1_000],
  ])('%s is %i, step %i', (text, value, step) => {
    expect(read(text)).toEqual([value - step + 1, value + step - 1, step]);
    expect(read(text, { rounding: 'unknown' })).toEqual([value - step + 1, value + step - 1, step]);
    expect(read(text, { rounding: 'floor' })).toEqual([value, value + step - 1, step]);
    expect(read(text, { rounding: 'ceil' })).toEqual([value - step + 1, value, step]);
    expect(read(text, { rounding: 'round' })).toEqual([value - step / 2, value + step / 2, step]);
  });

  test('the lower end never goes below 0', () => {
    expect(read('0万')).toEqual([0, 9_999, 10_000]);
    expect(read('0万', { rounding: 'ceil' })).toEqual([0, 0, 10_000]);
    expect(read('0万', { rounding: 'round' })).toEqual([0, 5_000, 10_000]);
    expect(read('1万')).toEqual([1, 19_999, 10_000]);
    expect(read('0.0亿')).toEqual([0, 9_999_999, 10_000_000]);
  });
});

describe('#12 plus signs', () => {
  test.each<[string, Display['plus'] | undefined, number, number | null, number]>([
    ['10万+', undefined, 100_001, null, 10_000],
    ['10W+', undefined, 100_001, null, 10_000],
    ['１０万＋', undefined, 100_001, null, 10_000],
    ['100万+', undefined, 1_000_001, null, 10_000],
    ['100000+', undefined, 100_001, null, 1],
    ['1亿+', undefined, 100_000_001, null, 100_000_000],
    ['16.2万+阅读', undefined, 162_000, null, 1_000],
    ['20万+', undefined, 200_000, null, 10_000],
    ['1万+', undefined, 10_000, null, 10_000],
    ['1万+人次', undefined, 10_000, null, 10_000],
    ['999+', undefined, 999, null, 1],
    ['2.3w+', undefined, 23_000, null, 1_000],
    ['100＋', undefined, 100, null, 1],
    ['10万+', 'cap', 100_001, null, 10_000],
    ['16.2万+', 'cap', 162_001, null, 1_000],
    ['16.2万+', 'truncated', 162_000, 162_999, 1_000],
    ['34.9万+阅读', 'truncated', 349_000, 349_999, 1_000],
    ['10万+', 'truncated', 100_000, 109_999, 10_000],
    ['999+', 'truncated', 999, null, 1],
    ['10+', 'band', 10, 99, 1],
    ['1千+', 'band', 1_000, 9_999, 1_000],
    ['1万+', 'band', 10_000, 99_999, 10_000],
    ['10万+', 'band', 100_000, null, 10_000],
    ['0+', 'band', 0, null, 1],
    ['10万以上', 'cap', 100_000, null, 10_000],
    ['3万多', 'truncated', 30_001, null, 10_000],
    ['180余万人次', undefined, 1_800_001, null, 10_000],
    ['100多次', undefined, 101, null, 1],
  ])('%s of a field declared %s is [%i, %s]', (text, plus, low, high, step) => {
    expect(read(text, plus && { plus })).toEqual([low, high, step]);
  });

  test('the last band is declared where it is known', () => {
    expect(read('10万+', { plus: 'band', lastBand: 1_000_000 })).toEqual([100_000, 999_999, 10_000]);
    expect(read('100万+', { plus: 'band', lastBand: 1_000_000 })).toEqual([1_000_000, null, 10_000]);
  });

  test('a number declared as a cap stands for everything above', () => {
    expect(read(100_001, { capAt: 100_001 })).toEqual([100_001, null, 1]);
    expect(read('100,001', { capAt: 100_001 })).toEqual([100_001, null, 1]);
    expect(read(100_001)).toEqual([100_001, 100_001, 1]);
  });
});

describe('#13 hidden counts', () => {
  test.each([
    -1,
    '-1',
    '',
    '  ',
    '\u200b',
    '-',
    '--',
    '—',
    '/',
    '暂无',
    '暂无数据',
    'N/A',
    '未公开',
    'updating',
    '赞',
    '评论',
  ])('%j has no value', value => {
    expect(read(value)).toBe('hidden');
  });

  test('an empty text is 0 only where the platform documents it', () => {
    expect(read('', { emptyIsZero: true })).toEqual([0, 0, 1]);
    expect(read('--', { emptyIsZero: true })).toBe('hidden');
  });
});

describe('rejects', () => {
  test.each([
    ...[-2, 1.5, 1234.56, Number.NaN, Infinity, 2 ** 53, 1e21],
    ...[
      '-5',
      '-100',
      '+5',
      '+1.2万',
      '1.234',
      '1234.56',
      '20518.000',
      '1,234.0',
      '1.0次',
      '1e5',
      '1.2E+05',
      '0x10',
    ],
    ...[
      '12/34',
      '1.2-1.5万',
      '2022-12-30',
      '第3期',
      '1 234',
      '1.2.3',
      '1,23',
      '1,2345',
      '12,34',
      '007',
      '.5万',
      '5.万',
    ],
    ...[
      '近1.2万',
      '约1.2万',
      '不足1万',
      '超过10万',
      '10万左右',
      '100分钟',
      '3小时前',
      '12元',
      '41.2%',
      '85％',
    ],
    ...['1.2万人看过', '300人', '1.2万粉丝', '观看人数1.2万', '1,234 viewers', '2 people', '看过1.2万'],
    ...[
      '1.2万评论',
      '3万点赞',
      '5万次曝光',
      '热度 8842',
      '1.2万亿',
      '1.23456万',
      '10多万+',
      '12万3千',
      '两千',
      '三万',
    ],
    ...[
      '9007199254740992',
      '100000000亿',
      '１２３①',
      '½万',
      '٣',
      '1.2z',
      'abc',
      'noninteger',
      '未知',
      'x'.repeat(65),
    ],
    ...['播放', '5 months', '10 bookmarks', '已读 5 次 (约)', '100 views ago', '1.1 kilo'],
  ])('%j is never guessed', value => {
    expect(read(value)).toBe('reject');
  });

  test('say what is wrong', () => {
    expect(() => parseCount('1.2万人看过', { family: 'play' })).toThrow(
      'The count "1.2万人看过" cannot be read: "人看过" names persons, who are not view-times. Look at the field on the platform, then declare how it shows counts.',
    );
  });
});
