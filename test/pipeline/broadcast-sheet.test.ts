import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { parseBroadcast } from '../../pipeline/sheets/broadcast.ts';
import { matchBroadcast } from '../../pipeline/sheets/broadcast-match.ts';
import { readFigure, readMethod, readPeriod } from '../../pipeline/sheets/broadcast-values.ts';
import { BROADCAST, RULE } from './broadcast-world.ts';
import { december, ZONE } from './night-catalogue.ts';

const SAID = {
  author: '收视调查机构',
  method: '测量仪',
  period: '2022-12-05',
  statedAt: december('07 10:00'),
};
const parse = (lines: readonly string[], options: object = SAID) =>
  parseBroadcast(new TextEncoder().encode(lines.join('\n')), {
    fileName: 'week.csv',
    timeZone: ZONE,
    ...options,
  });
const mistakes = (work: () => unknown): unknown[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ line, column, field, message }) => [line, column, field, message]);
    throw error;
  }
  return [];
};
const match = (lines: readonly string[], catalogue: Catalogue = BROADCAST, options: object = SAID) =>
  matchBroadcast(parse(lines, options), catalogue, {
    runId: 'run',
    recordedAt: december('08 10:00'),
    payloadId: 'cafe',
    intervalS: 86_400,
  });
const refused = (...args: Parameters<typeof match>) =>
  match(...args).problems.map(({ line, column, field, message }) => [line, column, field, message]);

describe('cells', () => {
  test('a figure keeps every digit, in the unit of its indicator', () => {
    expect([
      readFigure('0.1', 'rating_percent', 0),
      readFigure('３．２５％', 'rating_percent', 0),
      readFigure('1,234.50', 'households', 0),
      readFigure('12.5', 'households', 4),
      readFigure('1234', 'listeners_thousand', -3),
      readFigure('7', 'listeners_thousand', -3),
      readFigure('--', 'reach_percent', 0),
      readFigure('0', 'reach_percent', 0),
      readFigure('100', 'share_percent', 0),
    ]).toEqual([
      ...[{ value: '0.1' }, { value: '3.25' }, { value: '1234.5' }, { value: '125000' }],
      ...[{ value: '1.234' }, { value: '0.007' }, { value: null }, { value: '0' }, { value: '100' }],
    ]);
  });

  test('any decimal comes back as it went in', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.integer({ min: 0, max: 9_999 }), (whole, part) => {
        const fraction = String(part).padStart(4, '0').replace(/0+$/, '');
        const text = fraction === '' ? `${whole}` : `${whole}.${fraction}`;
        expect(readFigure(text, 'minutes_per_viewer', 0)).toEqual({ value: text });
      }),
    );
  });

  test('periods and methods are read, or refused: never guessed', () => {
    expect(
      [
        '2022-12-05至2022-12-11',
        '2022年12月5日-2022年12月11日',
        '2022/12/5~2022/12/11',
        '2022年12月',
        '2022-12-05',
      ].map(readPeriod),
    ).toEqual([
      ...Array(3).fill({ value: { from: '2022-12-05', to: '2022-12-11' } }),
      { value: { from: '2022-12-01', to: '2022-12-31' } },
      { value: { from: '2022-12-05', to: '2022-12-05' } },
    ]);
    expect(['12月', '2022-02-30', '2022-12-11至2022-12-05'].map(text => 'wrong' in readPeriod(text))).toEqual(
      [...[true, true, true]],
    );
    expect(['日记卡法', '样本户测量仪', '机顶盒回传数据', 'Panel'].map(readMethod)).toEqual([
      ...[{ value: 'diary' }, { value: 'meter' }, { value: 'return-path' }, { value: 'panel' }],
    ]);
    expect(readMethod('日记卡与测量仪')).toEqual({
      wrong: '"日记卡与测量仪" names two methods, diary and meter: give each a row.',
    });
  });
});

describe('a report is refused whole, with every mistake by line and column', () => {
  test('percentages above 100, and rows that do not say method, period, author or when', () => {
    const lines = [
      '收视周报',
      '节目名称,频道,播出日期,收视率(%),市场份额(%),方法,统计周期',
      '教育,都市频道,2022-12-05,100.01,3.2,,2022-12-05',
      '教育,都市频道,2022-12-35,1.2,约3,测量仪,',
    ];
    expect(mistakes(() => parse(lines, {}))).toEqual([
      [3, 1, '', 'does not say who states it: a column 数据来源, or --author.'],
      [3, 1, '', 'does not say when it was stated: a column 报告日期, or --at (never today by itself).'],
      [3, 4, '收视率(%)', '"100.01" is above 100 percent.'],
      [
        3,
        6,
        '方法',
        'names no method: one of 样本, 日记卡, 测量仪, 回传数据 (panel, diary, meter, return-path).',
      ],
      [4, 1, '', 'does not say who states it: a column 数据来源, or --author.'],
      [4, 1, '', 'does not say when it was stated: a column 报告日期, or --at (never today by itself).'],
      [4, 3, '播出日期', '"2022-12-35" is no day such as 2022-12-05.'],
      [4, 5, '市场份额(%)', '"约3" is no decimal number of percent.'],
      [
        4,
        7,
        '统计周期',
        'names no period: say which days the figures speak of, such as 2022-12-05至2022-12-11.',
      ],
    ]);
  });

  test('a unit that is missing, two columns of one meaning, and no column of figures', () => {
    expect(mistakes(() => parse(['节目名称,频道,听众规模,收视户数(分钟)', '教育,x,5,6']))).toEqual([
      [1, 3, '听众规模', 'names no unit: write one of 人, 千人, 万人, 百万人, 000 in brackets behind it.'],
      [
        1,
        4,
        '收视户数(分钟)',
        'has the unit "分钟": write one of 户, 千户, 万户, 百万户, 万 in brackets behind it.',
      ],
    ]);
    expect(mistakes(() => parse(['节目名称,点播次数,回看次数', '教育,5,6']))).toEqual([
      [1, 3, '回看次数', 'means the same as column 2 "点播次数": leave one out.'],
    ]);
    expect(mistakes(() => parse(['节目名称,频道', '教育,x']))).toEqual([
      [1, 1, '', 'has no column with a figure (收视率, 到达率, 市场份额, 收视户数 …).'],
    ]);
  });

  test('rows of no episode, of no panel, of days to come, and contradictions', () => {
    expect(
      refused([
        '节目名称,频道,单位,播出日期,到达率(%),统计周期',
        '晚间新闻,新闻广播,,2022-12-05,1.2,2022-12-05',
        '教育,新闻广播,市水务局,2022-12-05,1.2,2022-12-05',
        '教育,卫视,,2022-12-05,1.2,2022-12-05',
        '教育,津云,,2022-12-05,1.2,2022-12-05',
        '教育,新闻广播,,2022-12-05,1.2,2022-12-05至2022-12-09',
        '教育,新闻广播,,2022-12-05,1.3,2022-12-05',
        '教育,新闻广播,,2022-12-05,1.4,2022-12-05',
      ]),
    ).toEqual([
      [2, 1, '', '"晚间新闻" is no programme of night: leave the row out, or name the episode.'],
      [3, 1, '', '"市水务局" is no organisation of an episode of night.'],
      [
        4,
        1,
        '',
        'is of no platform of the catalogue: say which with --platform or a column 平台 (radio, iptv).',
      ],
      [5, 1, '', 'is of jinyun, which is no broadcast platform (group: broadcast): radio, iptv.'],
      [6, 1, '', 'speaks of days until 2022-12-09, but was stated on 2022-12-07.'],
      [8, 5, '到达率(%)', '"1.4" contradicts "1.3" of line 7: one figure has two values.'],
    ]);
  });
});

test('a programme of the campaign is found by its day, the campaign by its name, and blanks are no figures', () => {
  const { figures, readings, problems } = match([
    '节目名称\t频道\t播出日期\t收听率(%)\t观众规模(万人)',
    '《夜》\t新闻广播\t2022-12-05\t1.25\t--',
    '夜\tFM97.2\t\t\t3.2',
    '合计\t\t\t1.25\t3.2',
  ]);
  expect([readings, problems]).toEqual([[], []]);
  expect(figures.map(row => [row.episodeId, row.accountId, row.indicator, row.value, row.unit])).toEqual([
    ['education', '', 'listening_percent', '1.25', 'percent'],
    [null, 'radio-fm', 'viewers_thousand', '32', 'thousand persons'],
  ]);
});

describe('on-demand plays', () => {
  const rows = ['节目名称,频道,点播次数(万),统计周期', '教育,IPTV,1.2,2022-12-05至2022-12-06'];
  const noRule: Catalogue = {
    ...BROADCAST,
    platforms: BROADCAST.platforms.map(({ rules: _rules, ...platform }) => platform),
  };

  test('are refused while the operator has not stated its rule, with what to do', () => {
    expect(refused(rows, noRule)).toEqual([
      [
        ...[2, 3, '点播次数(万)'],
        'has plays of iptv, whose operator has not stated what it counts as one: ask for its rule, write it into the catalogue (platforms: - { id: iptv, …, rules: { plays: "…" } }), apply the catalogue and import again.',
      ],
    ]);
  });

  test('are plays of the item since its publication once it has, and of a later period never', () => {
    expect(RULE).not.toBe('');
    expect(match(rows)).toEqual({
      figures: [],
      authors: ['收视调查机构'],
      problems: [],
      readings: [
        {
          ...{ placementId: 2, metric: 'plays', source: 'statement', text: '1.2万', step: 1_000 },
          ...{ low: 11_001, high: 12_999, othersPositive: false, publishedAt: december('05 09:00') },
          ...{ observedAt: december('07 00:00') - 1, recordedAt: december('08 10:00'), intervalS: 86_400 },
          ...{ runId: 'run', payloadId: 'cafe' },
        },
      ],
    });
    expect(refused([rows[0] ?? '', '教育,IPTV,1.2,2022-12-06'])).toEqual([
      [
        ...[2, 3, '点播次数(万)'],
        'has plays since 2022-12-06 of iptv-1, published on 2022-12-05: only plays since publication are a count. Ask the operator for those.',
      ],
    ]);
  });
});
