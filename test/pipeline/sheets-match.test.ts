import { describe, expect, test } from 'vitest';
import type { Placement, Platform } from '../../pipeline/domain/catalogue.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { type MatchOptions, matchSheet } from '../../pipeline/sheets/match.ts';
import { parseSheet } from '../../pipeline/sheets/parse.ts';
import type { Sheet, SheetOptions } from '../../pipeline/sheets/sheet.ts';
import { catalogueFromSheet } from '../../pipeline/sheets/to-catalogue.ts';

const sheet = (text: string, options: Partial<SheetOptions> = {}): Sheet =>
  parseSheet(new TextEncoder().encode(text), { fileName: 's.csv', timeZone: 'Asia/Shanghai', ...options });

const PUBLISHED = Date.UTC(2022, 11, 5);
const placement = (
  id: number,
  platformId: string,
  externalId: string,
  metric: Metric,
  url = '',
): Placement => ({
  id,
  workId: `w${id}`,
  platformId,
  accountId: 'a',
  externalId,
  url,
  metric,
  publishedAt: PUBLISHED,
  registeredAt: PUBLISHED,
});
const platforms: Platform[] = [
  { id: 'zhihu', name: '知乎', nameEn: 'Zhihu', group: 'commercial' },
  { id: 'netease', name: '网易', nameEn: 'NetEase', group: 'commercial' },
];
const catalogue = {
  platforms,
  placements: [
    placement(1, 'zhihu', '0077', 'plays', 'https://www.zhihu.example/zvideo/0077'),
    placement(2, 'zhihu', '7176543210987654321', 'reads'),
    placement(3, 'netease', '0077', 'plays'),
  ],
};
const NOW = Date.UTC(2022, 11, 10);
const options: MatchOptions = {
  runId: 'run-1',
  recordedAt: NOW,
  payloadId: 'p1',
  source: 'export',
  intervalS: 86_400,
};
const match = (text: string) => matchSheet(sheet(text), catalogue, options);
const problemsOf = (text: string) =>
  match(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('matchSheet', () => {
  test('makes readings and misses of the rows of known items', () => {
    const text = `平台,作品ID,链接,播放量,阅读量,点赞,统计时间
知乎,0077,,1.2万,,5,2022-12-09 08:00
Zhihu,7176543210987654321,,,0,,2022-12-09 08:00
NETEASE,0077,,--,,3,2022-12-09 08:00
`;
    const common = {
      source: 'export',
      observedAt: Date.UTC(2022, 11, 9),
      recordedAt: NOW,
      publishedAt: PUBLISHED,
      intervalS: 86_400,
      runId: 'run-1',
      payloadId: 'p1',
    } as const;
    expect(match(text)).toEqual({
      readings: [
        {
          ...common,
          placementId: 1,
          metric: 'plays',
          low: 11_001,
          high: 12_999,
          text: '1.2万',
          step: 1000,
          othersPositive: true,
        },
        {
          ...common,
          placementId: 1,
          metric: 'likes',
          low: 5,
          high: 5,
          text: '5',
          step: 1,
          othersPositive: true,
        },
        {
          ...common,
          placementId: 2,
          metric: 'reads',
          low: 0,
          high: 0,
          text: '0',
          step: 1,
          othersPositive: false,
        },
        {
          ...common,
          placementId: 3,
          metric: 'likes',
          low: 3,
          high: 3,
          text: '3',
          step: 1,
          othersPositive: false,
        },
      ],
      misses: [
        {
          placementId: 3,
          metric: 'plays',
          source: 'export',
          runId: 'run-1',
          at: Date.UTC(2022, 11, 9),
          recordedAt: Date.UTC(2022, 11, 10),
          status: 'hidden',
          kind: '',
          reason: 's.csv line 4 shows "--" under 播放量',
          payloadId: 'p1',
        },
      ],
      problems: [],
    });
  });

  test('tells a blank counting cell from a hidden one', () => {
    const [miss, ...more] = match('平台,作品ID,播放量,点赞,统计时间\n网易,0077,,3,2022-12-09 08:00\n').misses;
    expect([miss?.status, miss?.reason, more]).toEqual([
      'absent',
      's.csv line 2 leaves it blank under 播放量',
      [],
    ]);
  });

  test.each([
    ['by a known link', 'http://zhihu.example/zvideo/0077/#x', 1],
    [
      'by the id in its link, where the platform is known',
      'https://zhihu.example/p/7176543210987654321.html?from=app',
      2,
    ],
  ])('knows an item %s', (_, link, id) => {
    const metric = id === 1 ? '播放量' : '阅读量';
    const { readings, problems } = match(`平台,链接,${metric},统计时间\n知乎,${link},5,2022-12-09 08:00\n`);
    expect(readings.map(({ placementId }) => placementId)).toEqual([id]);
    expect(problems).toEqual([]);
  });

  test('without a platform takes only a link the catalogue has', () => {
    const text = (link: string) => `链接,播放量,统计时间\n${link},5,2022-12-09 08:00\n`;
    expect(
      match(text('https://zhihu.example/zvideo/0077')).readings.map(({ placementId }) => placementId),
    ).toEqual([1]);
    expect(problemsOf(text('https://zhihu.example/x/0077'))).toEqual([
      '2:1 not in the catalogue: https://zhihu.example/x/0077. Add it, or use --create for a new campaign.',
    ]);
  });

  test.each<[what: string, text: string, problems: string[]]>([
    [
      'an unknown item, once for its line',
      '平台,作品ID,播放量,点赞,统计时间\n知乎,78,5,6,2022-12-09 08:00\n',
      ['2:1 not in the catalogue: zhihu 78. Add it, or use --create for a new campaign.'],
    ],
    [
      'an id that a spreadsheet rounded',
      '平台,作品ID,阅读量,统计时间\n知乎,7176543210987650000,5,2022-12-09 08:00\n',
      [
        '2:1 not in the catalogue: zhihu 7176543210987650000. Add it, or use --create for a new campaign. The id ends in zeros as a spreadsheet leaves it: format its column as text.',
      ],
    ],
    [
      'an unknown platform',
      '平台,作品ID,播放量,统计时间\nzhihoo,0077,5,2022-12-09 08:00\n',
      ['2:1 there is no platform "zhihoo" in the catalogue. Did you mean "zhihu"?'],
    ],
    [
      'an id and a link of two items',
      '平台,作品ID,链接,阅读量,统计时间\n知乎,7176543210987654321,https://zhihu.example/zvideo/0077,5,2022-12-09 08:00\n',
      ['2:1 its id is item "7176543210987654321", but its link is item "0077" of zhihu.'],
    ],
    [
      'a count of a moment to come',
      '平台,作品ID,播放量,统计时间\n知乎,0077,5,2022-12-11 08:00\n',
      ['2:1 is of 2022-12-11T00:00:00.000Z, after it was taken in (2022-12-10T00:00:00.000Z).'],
    ],
    [
      'views of another kind than the item counts',
      '平台,作品ID,阅读量,点赞,统计时间\n知乎,0077,5,6,2022-12-09 08:00\n',
      [
        '2:3 gives reads of 0077, which counts plays: correct the catalogue, or map the column with --metric 阅读量=plays.',
      ],
    ],
    [
      'one item under two names with two values',
      '平台,作品ID,链接,播放量,统计时间\n知乎,0077,,5,2022-12-09 08:00\n知乎,,https://zhihu.example/zvideo/0077,6,2022-12-09 08:00\n',
      [
        '3:4 "6" contradicts "5": lines 2 and 3 give two plays of one item (https://zhihu.example/zvideo/0077) at 2022-12-09T00:00:00.000Z.',
      ],
    ],
  ])('finds fault with %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('engagement alone is no slip: it is stored beside the count', () => {
    const { readings, problems } = match('平台,作品ID,点赞,统计时间\n知乎,0077,6,2022-12-09 08:00\n');
    expect([readings.map(({ metric }) => metric), problems]).toEqual([['likes'], []]);
  });
});

describe('catalogueFromSheet', () => {
  const series = `video_id,title,channel_title,views,likes,date
b,Second,Kitchen,20,1,14.09
a,First,Garden,0,0,13.09
b,Second renamed,Kitchen,25,2,15.09
a,First,Garden,10,1,14.09
`;
  const parsed = sheet(series, {
    platform: 'youtube',
    mapping: { views: 'plays' },
    dateFormat: 'dd.MM',
    year: 2017,
    time: '23:30',
    timeZone: 'UTC',
  });
  const campaign = {
    campaignId: 'gb',
    name: 'Trending',
    platform: 'youtube',
    metric: null,
    timeZone: 'Europe/London',
  };
  const day = (date: number): number => Date.UTC(2017, 8, date, 23, 30);

  test('makes a campaign of a series: a work and a placement for each item, its days by the campaign’s zone', () => {
    expect(catalogueFromSheet(parsed, campaign)).toEqual({
      campaign: {
        id: 'gb',
        name: 'Trending',
        nameEn: 'Trending',
        organiser: '',
        timeZone: 'Europe/London',
        startsOn: '2017-09-14',
        endsOn: '2017-09-16',
        formula: 'video_view_times',
        goal: null,
        simulated: false,
        previous: null,
        note: 'Made from s.csv.',
      },
      episodes: [],
      works: [
        {
          id: 'gb:b',
          campaignId: 'gb',
          episodeId: null,
          kind: 'clip',
          title: 'Second',
          series: '',
          publishedAt: day(14),
        },
        {
          id: 'gb:a',
          campaignId: 'gb',
          episodeId: null,
          kind: 'clip',
          title: 'First',
          series: '',
          publishedAt: day(13),
        },
      ],
      platforms: [{ id: 'youtube', name: 'youtube', nameEn: 'youtube', group: 'commercial' }],
      accounts: [
        { id: 'youtube:Kitchen', platformId: 'youtube', name: 'Kitchen' },
        { id: 'youtube:Garden', platformId: 'youtube', name: 'Garden' },
      ],
      placements: [
        {
          id: 0,
          workId: 'gb:b',
          platformId: 'youtube',
          accountId: 'youtube:Kitchen',
          externalId: 'b',
          url: '',
          metric: 'plays',
          publishedAt: day(14),
          registeredAt: 0,
        },
        {
          id: 0,
          workId: 'gb:a',
          platformId: 'youtube',
          accountId: 'youtube:Garden',
          externalId: 'a',
          url: '',
          metric: 'plays',
          publishedAt: day(13),
          registeredAt: 0,
        },
      ],
    });
  });

  test('its own rows then match it; a first reading tells no age, which a zero would be judged by', () => {
    const { readings, misses, problems } = matchSheet(parsed, catalogueFromSheet(parsed, campaign), {
      ...options,
      recordedAt: Date.UTC(2026, 0),
    });
    const plays = readings.filter(({ metric }) => metric === 'plays');
    expect(plays.map(({ low, publishedAt, othersPositive }) => [low, publishedAt, othersPositive])).toEqual([
      [20, null, true],
      [0, null, false],
      [25, day(14), true],
      [10, day(13), true],
    ]);
    expect([misses, problems]).toEqual([[], []]);
  });

  test.each<[what: string, text: string, metric: Metric | null, problem: string]>([
    [
      'several kinds of views',
      '作品ID,播放量,阅读量,统计时间\n1,2,3,2022-12-09 08:00\n',
      null,
      '0:0  the sheet counts plays, reads: say which its items are totalled by with --counts plays.',
    ],
    [
      'no views at all',
      '作品ID,点赞,统计时间\n1,2,2022-12-09 08:00\n',
      null,
      '0:0  the sheet has no counts of views: say which its items are totalled by with --counts plays.',
    ],
    [
      'a metric that no formula adds',
      '作品ID,播放量,点赞,统计时间\n1,2,3,2022-12-09 08:00\n',
      'likes',
      '0:0  no formula totals "likes".',
    ],
    [
      'a metric it does not have',
      '作品ID,播放量,统计时间\n1,2,2022-12-09 08:00\n',
      'reads',
      '0:0  the sheet counts plays, not reads.',
    ],
    [
      'items without an id',
      '链接,播放量,统计时间\nhttps://x.example/1,2,2022-12-09 08:00\n',
      null,
      '2:2 播放量 has no item id: a new campaign needs one for each item.',
    ],
  ])('refuses %s', (_, text, metric, problem) => {
    let refused: unknown;
    try {
      catalogueFromSheet(sheet(text, { platform: 'youtube' }), { ...campaign, metric });
    } catch (error) {
      refused = error;
    }
    const problems = refused instanceof ConfigError ? refused.problems : [];
    expect(
      problems.map(({ line, column, field, message }) => `${line}:${column} ${field} ${message}`),
    ).toEqual([problem]);
  });
});
