import { describe, expect, test } from 'vitest';
import { renderError, renderProblems } from '../../pipeline/cli/errors.ts';
import { formatCount, progressBar, table } from '../../pipeline/cli/output.ts';
import { renderTotals } from '../../pipeline/cli/totals-text.ts';
import type { TotalsDocument } from '../../pipeline/jobs/totals-document.ts';
import { ConfigError, type Problem } from '../../pipeline/problems.ts';

const quiet = { cwd: '/home/me', debug: false };
const problem = (line: number): Problem => ({
  file: '/home/me/a.csv',
  line,
  column: 2,
  field: 'f',
  message: 'm',
});

describe('errors', () => {
  test('of input list their problems, fifty of them', () => {
    const problems = Array.from({ length: 1052 }, (_, index) => problem(index + 1));
    const { text, code } = renderError(new ConfigError('a.csv was refused.', problems), quiet);
    const lines = text.split('\n');
    expect([code, lines.length, lines[0], lines[1], lines[50], lines[51]]).toEqual([
      2,
      52,
      'renci: a.csv was refused.',
      '  a.csv:1:2   f  m',
      '  a.csv:50:2  f  m',
      '  … and 1,002 more',
    ]);
  });

  test('name a file outside the working folder in full', () => {
    expect(renderProblems([problem(3)], '/home/you')).toBe('  /home/me/a.csv:3:2  f  m');
  });

  test('of our own making admit it, and show a trace only for debug', () => {
    const error = new Error('two and two are five');
    expect(renderError(error, quiet)).toEqual({
      code: 1,
      text: 'renci: two and two are five\nThis was not expected. RENCI_LOG_LEVEL=debug shows where it happened.',
    });
    expect(renderError(error, { ...quiet, debug: true })).toEqual({
      code: 1,
      text: `renci: two and two are five\n${error.stack}`,
    });
  });

  test.each([
    [
      'EACCES',
      '/srv/data',
      'This user may not write /srv/data. Give it the right, or choose another folder.',
    ],
    ['ENOTDIR', '/srv/a/b', '/srv/a/b is a file where a folder is expected.'],
    ['ENOSPC', undefined, 'The disk is full. Free some space and run the command again.'],
  ])('of the system become a sentence: %s', (code, path, sentence) => {
    const cause = Object.assign(new Error(`${code}: mkdir`), { code, path });
    const wrapped = new Error('the spool could not be opened', { cause });
    expect(renderError(wrapped, quiet)).toEqual({ code: 4, text: `renci: ${sentence}` });
  });

  test('of a refused login say what to correct', () => {
    const error = Object.assign(new Error('ClickHouse refused the query ping.'), { code: 516 });
    expect(renderError(error, quiet)).toEqual({
      code: 4,
      text: 'renci: ClickHouse refused the query ping. Correct its user (clickhouse.username) and RENCI_CLICKHOUSE_PASSWORD.',
    });
  });
});

describe('tables and numbers', () => {
  test('align by the width on screen, where a Chinese character takes two', () => {
    const columns = [{ title: '平台' }, { title: '人次', align: 'right' as const }];
    expect(
      table(columns, [
        ['抖音', '1,234'],
        ['Weibo', '98'],
      ]).split('\n'),
    ).toEqual(['平台    人次', '─────  ─────', '抖音   1,234', 'Weibo     98']);
  });

  test('show both ends of an interval, and an open one', () => {
    expect([
      formatCount({ low: 18_420_715, high: 18_425_903 }),
      formatCount({ low: 1234, high: 1234 }),
      formatCount({ low: 100_001, high: null }),
    ]).toEqual(['18,420,715 – 18,425,903', '1,234', '≥ 100,001']);
  });

  test('a progress bar is drawn on a terminal, and is a line a quarter elsewhere', () => {
    const drawn = (isTTY: boolean): string => {
      let written = '';
      const bar = progressBar({ isTTY, write: text => (written += text) });
      for (const share of [0, 0.1, 0.26, 0.3, 0.8, 1]) bar.update(share, `day ${share}`);
      bar.stop();
      return written;
    };
    expect(drawn(false)).toBe(' 26%  day 0.26\n 80%  day 0.8\n100%  day 1\n');
    const bars = drawn(true).split('\r\u001b[2K');
    expect([bars.length, bars[3], bars.at(-1)]).toEqual([
      8,
      `${'█'.repeat(6)}${'░'.repeat(18)}  26%  day 0.26`,
      '',
    ]);
  });
});

test('totals are told as the sentence, its bounds, what is missing, and both tables', () => {
  const document: TotalsDocument = {
    campaign: { id: 'talks', name: '年终访谈' },
    simulated: true,
    broadcastFigures: 3,
    asOf: '2022-12-30T10:00:00.000Z',
    knownAt: '2022-12-30T10:05:00.000Z',
    timeZone: 'Asia/Shanghai',
    formula: 'video_view_times@1',
    total: {
      low: 611_341,
      high: 613_339,
      wording: { zh: '超过61万人次', en: 'over 610 thousand view-times' },
    },
    adjustments: [
      {
        ...{ id: '3f9c1d20aa41', kind: 'correction', family: 'play', episode: 'e1' },
        ...{ placementId: 3, platform: 'kuaishou', low: -1_200, high: -1_000 },
        effectiveAt: '2022-12-28T01:00:00.000Z',
        recordedAt: '2022-12-29T02:00:00.000Z',
        ...{ readingAt: null, author: '值班编辑', reason: '同一视频重复统计' },
      },
    ],
    definitions: [
      {
        ...{
          platform: 'douyin',
          platformName: '抖音',
          metric: 'plays',
          version: 1,
          source: '平台文档',
          strength: 'D',
        },
        ...{ rule: { zh: '规则未公布', en: 'not published' }, from: '2022-12-05', to: '2022-12-30' },
      },
      {
        ...{
          platform: 'kuaishou',
          platformName: '快手',
          metric: 'plays',
          version: 1,
          source: '平台文档',
          strength: 'C',
        },
        ...{ rule: { zh: '旧规则', en: 'old' }, from: '2022-12-05', to: '2022-12-19' },
      },
      {
        ...{
          platform: 'kuaishou',
          platformName: '快手',
          metric: 'plays',
          version: 2,
          source: '平台文档',
          strength: 'A',
        },
        ...{ rule: { zh: '新规则', en: 'new' }, from: '2022-12-20', to: '2022-12-30' },
      },
    ],
    breaks: [{ date: '2022-12-20', platform: 'kuaishou', metric: 'plays', before: 1, after: 2 }],
    coverage: { expected: 3, fresh: 2, carried: 1, stated: 0, removed: 0, held: 0, never: 0 },
    missing: [
      {
        placementId: 3,
        platform: '快手',
        account: 'news',
        title: '落户政策',
        externalId: 'k3',
        state: 'carried',
        reason: 'network: no answer in time',
        observedAt: '2022-12-28T18:00:00.000Z',
      },
    ],
    episodes: [
      {
        id: 'e1',
        title: '教育这一年',
        organisation: '市教委',
        low: 600_340,
        high: 600_340,
        counted: 2,
        adjusted: { low: -1_200, high: -1_000 },
      },
    ],
    campaignLevel: { low: 11_001, high: 12_999, counted: 1, adjusted: null },
    platforms: [
      { id: 'zhihu', name: '知乎', low: 0, high: 0, counted: 0, adjusted: null },
      { id: 'kuaishou', name: '快手', low: 88_000, high: 88_000, counted: 1, adjusted: null },
      { id: 'douyin', name: '抖音', low: 523_341, high: 525_339, counted: 2, adjusted: null },
    ],
    beside: [
      { family: 'read', placements: 1, added: true, low: 100_001, high: null },
      { family: 'page_view', placements: 2, added: true, low: null, high: null },
      { family: 'person', placements: 3, added: false, low: 41, high: 41 },
    ],
    apart: [
      {
        ...({ why: 'unknown', low: 1_200, high: 1_300 } as const),
        text: { zh: '2条直播回放单列', en: '2 replays are listed apart' },
        placements: [
          {
            ...{ placementId: 8, platform: '快手', account: 'news', title: '直播回放', externalId: 'k8' },
            ...({ episode: 'e1', state: 'fresh', low: 1_200, high: 1_300 } as const),
          },
          {
            ...{ placementId: 9, platform: '快手', account: 'news', title: '另一场', externalId: 'k9' },
            ...({ episode: 'e1', state: 'never', low: null, high: null } as const),
          },
        ],
      },
    ],
    notes: [{ zh: '2条直播回放单列', en: '2 replays are listed apart' }],
  };
  expect(renderTotals(document).split('\n')).toEqual([
    '年终访谈  [模拟数据 simulated partners]',
    '',
    '超过61万人次',
    'over 610 thousand view-times',
    '',
    'Bounds: 611,341 – 613,339    Formula: video_view_times@1',
    'As of 2022-12-30 18:00 Asia/Shanghai, known by 2022-12-30 18:05',
    'Coverage: 2 of 3 placements fresh, 1 carried',
    '人工调整 adjusted by hand, in the total:',
    '  −1,200 – −1,000  更正 correction · placement 3 · from 2022-12-28 09:00 · 值班编辑: 同一视频重复统计 (3f9c1d20aa41)',
    '  沿用 carried (2022-12-29 02:00)  快手 · news · 落户政策: network: no answer in time',
    'Beside it, not added: 阅读 reads ≥ 100,001 (1 placements)',
    'Beside it, not added: 浏览 page views — (2 placements)',
    'Beside it, not added: person 41 (highest of 3 placements)',
    '口径说明 notes:',
    '  2条直播回放单列',
    '  2 replays are listed apart',
    '单列未计入 listed apart, not added:',
    '  1,200 – 1,300  快手 · news · 直播回放',
    '  —  快手 · news · 另一场',
    '广播收视 broadcast panel: 3 figures (not added)',
    '',
    '单位 organisation              节目 episode    人次 view-times',
    '─────────────────────────────  ────────────  ─────────────────',
    '市教委                         教育这一年              600,340',
    '活动作品 campaign-level works                  11,001 – 12,999',
    '合计 total                                   611,341 – 613,339',
    '',
    '平台 platform    人次 view-times',
    '─────────────  ─────────────────',
    '抖音           523,341 – 525,339',
    '快手                      88,000',
    '知乎                           —',
    '',
    '口径说明 what the numbers count:',
    '  抖音 · plays [D]  规则未公布',
    '  快手 · plays [C] (2022-12-05 – 2022-12-19)  旧规则',
    '  快手 · plays [A] (2022-12-20 – 2022-12-30)  新规则',
    '  口径变更 definition break: kuaishou · plays on 2022-12-20; both are named above',
  ]);
});
