import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOfText, dayText, shortAsOfText } from '../../pipeline/domain/as-of.ts';
import { exact } from '../../pipeline/domain/count.ts';
import {
  formatEn,
  formatFull,
  formatZh,
  roundDown,
  thresholdEn,
  thresholdZh,
} from '../../pipeline/domain/format.ts';
import { findFormula } from '../../pipeline/domain/formula.ts';
import {
  allowed,
  headline,
  intervalText,
  phrase,
  sentences,
  WORDS,
  withNotes,
} from '../../pipeline/domain/wording.ts';

const words = (threshold: number, low: number, high: number | null, complete = true): string[] =>
  WORDS.filter(word => allowed(word, threshold, { low, high }, complete));

describe('formats', () => {
  test.each<[number, string, string, string]>([
    [0, '0', '0', '0'],
    [9_999, '9999', '9,999', '9,999'],
    [10_000, '1万', '10 K', '10,000'],
    [12_999, '1.2万', '12.9 K', '12,999'],
    [1_800_000, '180万', '1.80 M', '1,800,000'],
    [18_427_999, '1842.7万', '18.42 M', '18,427,999'],
    [99_999_999, '9999.9万', '99.99 M', '99,999,999'],
    [100_000_000, '1.00亿', '100.00 M', '100,000,000'],
    [108_999_999, '1.08亿', '108.99 M', '108,999,999'],
    [230_000_000, '2.30亿', '230.00 M', '230,000,000'],
    [1_234_567_890, '12.34亿', '1.23 B', '1,234,567,890'],
  ])('%i is %s and %s', (value, zh, en, full) => {
    expect([formatZh(value), formatEn(value), formatFull(value)]).toEqual([zh, en, full]);
  });

  test.each<[number, string, string]>([
    [9_123, '9123', '9,123'],
    [610_000, '61万', '610,000'],
    [612_000, '61.2万', '612,000'],
    [1_000_000, '100万', '1 million'],
    [18_420_000, '1842万', '18.42 million'],
    [100_000_000, '1.00亿', '100 million'],
    [123_000_000, '1.23亿', '123 million'],
    [123_400_000, '1.234亿', '123.4 million'],
    [1_234_000_000, '12.34亿', '1.234 billion'],
  ])('the threshold %i is %s and %s', (value, zh, en) => {
    expect([thresholdZh(value), thresholdEn(value)]).toEqual([zh, en]);
  });

  test('an interval shows both ends, one number, or an open end', () => {
    expect(intervalText({ low: 18_420_715, high: 18_425_903 })).toEqual({
      zh: '18,420,715 – 18,425,903',
      en: '18,420,715 – 18,425,903',
    });
    expect(intervalText(exact(9))).toEqual({ zh: '9', en: '9' });
    expect(intervalText({ low: 100_001, high: null })).toEqual({
      zh: '不少于 100,001',
      en: 'at least 100,001',
    });
  });

  test('nothing is ever printed above its value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), value => {
        const zh = /^([\d.]+)(万|亿)?$/.exec(formatZh(value))!;
        const unit = zh[2] === '亿' ? 1e8 : zh[2] === '万' ? 1e4 : 1;
        const printed = Math.round(Number(zh[1]) * unit);
        expect(printed).toBeLessThanOrEqual(value);
        expect(value - printed).toBeLessThan(unit === 1e8 ? 1e6 : unit === 1e4 ? 1e3 : 1);
        expect(roundDown(value)).toBeLessThanOrEqual(value);
        expect(roundDown(roundDown(value))).toBe(roundDown(value));
      }),
    );
  });
});

describe('words', () => {
  test('超过 and 突破 need low above, 达到 and 不少于 low at least', () => {
    expect(words(1_000, 1_001, 1_001)).toEqual(['超过', '突破', '达到', '不少于']);
    expect(words(1_000, 1_000, 1_000)).toEqual(['达到', '约', '不少于']);
    expect(words(1_000, 999, 2_000)).toEqual([]);
  });

  test('近 needs the whole interval below, and within 5 %', () => {
    expect(words(1_000_000, 950_000, 999_999)).toEqual(['近']);
    expect(words(1_000_000, 949_999, 999_999)).toEqual([]);
    expect(words(1_000_000, 950_000, 1_000_000)).toEqual([]);
  });

  test('约 needs both ends within half the last printed digit, ends included, and within 5 %', () => {
    expect(words(610_000, 605_000, 615_000)).toEqual(['约']);
    expect(words(610_000, 604_999, 609_000)).toEqual(['近']);
    expect(words(610_000, 606_000, 615_001)).toEqual([]);
    expect(words(612_000, 611_500, 612_500)).toEqual(['约']);
    expect(words(612_000, 611_499, 612_500)).toEqual([]);
    // 60万 is printed to whole 万 like any other: its zero is a digit.
    expect(words(600_000, 595_000, 600_000)).toEqual(['约']);
    expect(words(600_000, 590_000, 600_000)).toEqual([]);
    // Half of 1万 around 1万 is 50 %: the 5 % decides.
    expect(words(10_000, 9_500, 10_500)).toEqual(['约']);
    expect(words(10_000, 9_499, 10_000)).toEqual([]);
    expect(words(123_000_000, 122_500_000, 123_500_000)).toEqual(['约']);
  });

  test('an open end or an incomplete coverage offers neither 近 nor 约', () => {
    expect(words(1_000_000, 990_000, null)).toEqual([]);
    expect(words(1_000_000, 990_000, 999_000, false)).toEqual([]);
    expect(words(1_000_000, 1_000_000, 1_000_000, false)).toEqual(['达到', '不少于']);
  });
});

describe('headlines', () => {
  test.each<[number, string, string]>([
    [18_420_715, '超过1842万人次', 'over 18.42 million view-times'],
    [18_420_000, '达到1842万人次', 'a full 18.42 million view-times'],
    [1_803_412, '超过180万人次', 'over 1.8 million view-times'],
    [611_341, '超过61万人次', 'over 610,000 view-times'],
    [9_123, '达到9123人次', 'a full 9,123 view-times'],
    [123_456_789, '超过1.23亿人次', 'over 123 million view-times'],
  ])('of %i', (low, zh, en) => {
    for (const high of [low, low + 5_000, null]) {
      for (const complete of [true, false])
        expect(headline({ low, high }, { complete })).toMatchObject({ zh, en });
    }
  });

  test('without a single view-time say so', () => {
    expect(headline(exact(0), { complete: true })).toEqual({
      zh: '0人次',
      en: '0 view-times',
      word: null,
      threshold: 0,
    });
    const nothing = { zh: '尚无可用读数', en: 'no usable reading yet', word: null, threshold: 0 };
    expect(headline(exact(0), { complete: false })).toEqual(nothing);
    expect(headline({ low: 0, high: 9_999 }, { complete: true })).toEqual(nothing);
  });

  test('of one platform’s persons name persons', () => {
    expect(headline(exact(12_345), { complete: true, unit: 'persons' })).toEqual({
      zh: '超过1万人',
      en: 'over 10,000 persons',
      word: '超过',
      threshold: 10_000,
    });
  });

  test('are always allowed and always true', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.nat(1e6), fc.boolean(), (low, more, complete) => {
        const { word, threshold } = headline({ low, high: low + more }, { complete });
        expect(word && allowed(word, threshold, { low, high: low + more }, complete)).toBe(true);
        expect(threshold).toBeLessThanOrEqual(low);
        expect(word === '超过').toBe(threshold < low);
      }),
    );
  });
});

test('the headline is a sentence in both languages', () => {
  const asOf = asOfText(Date.UTC(2022, 11, 30, 10), 'Asia/Shanghai');
  const { label } = findFormula('video_view_times');
  const figure = headline({ low: 18_420_715, high: 18_425_903 }, { complete: true });
  expect(sentences(figure, { asOf, episodes: 11, label })).toEqual({
    zh: {
      lead: '截至 2022年12月30日 18:00，11期节目视频观看总量',
      figure: '超过1842万人次',
      text: '截至 2022年12月30日 18:00，11期节目视频观看总量超过1842万人次',
    },
    en: {
      lead: 'As of 30 December 2022, 18:00, total video view-times of 11 episodes: ',
      figure: 'over 18.42 million view-times',
      text: 'As of 30 December 2022, 18:00, total video view-times of 11 episodes: over 18.42 million view-times',
    },
  });
  expect(sentences(figure, { asOf, episodes: 1, label }).en.lead).toBe(
    'As of 30 December 2022, 18:00, total video view-times of 1 episode: ',
  );
});

test('#18 as-of texts are of the zone asked for, whatever the machine’s', () => {
  const midnight = Date.UTC(2022, 11, 29, 16);
  expect(asOfText(midnight, 'Asia/Shanghai')).toEqual({
    zh: '2022年12月30日 00:00',
    en: '30 December 2022, 00:00',
  });
  expect(asOfText(midnight - 1000, 'Asia/Shanghai').zh).toBe('2022年12月29日 23:59');
  expect(shortAsOfText(midnight + 300_000, 'Asia/Shanghai')).toEqual({
    zh: '12月30日0时05分',
    en: '00:05 on 30 December',
  });
});

describe('the worked example', () => {
  const EVENING = Date.UTC(2022, 11, 30, 10);
  const NIGHT_BEFORE = Date.UTC(2022, 11, 28, 18);
  const video = { low: 611_341, high: 613_339 };

  test('says 超过61万人次 with what is carried, and nothing stronger', () => {
    const figure = headline(video, { complete: false });
    const asOf = shortAsOfText(EVENING, 'Asia/Shanghai');
    const kuaishou = { name: { zh: '快手', en: 'Kuaishou' }, readOn: dayText(NIGHT_BEFORE, 'Asia/Shanghai') };
    expect(withNotes(figure, asOf, [kuaishou])).toEqual({
      zh: '超过61万人次(截至12月30日18时,快手为12月29日读数)',
      en: 'over 610,000 view-times (as of 18:00 on 30 December, Kuaishou as read on 29 December)',
    });
    expect(words(612_000, video.low, video.high, false)).toEqual([]);
    expect(words(620_000, video.low, video.high, false)).toEqual([]);
    expect(words(610_000, video.low, video.high, false)).toEqual(['超过', '突破', '达到', '不少于']);
    expect([phrase('超过', 612_000).zh, phrase('近', 620_000).zh, phrase('约', 610_000).zh]).toEqual([
      '超过61.2万人次',
      '近62万人次',
      '约61万人次',
    ]);
  });
});
