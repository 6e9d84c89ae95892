import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadCatalogue, parseCatalogue } from '../../pipeline/catalogue/load.ts';
import { type Change, planCatalogue } from '../../pipeline/catalogue/plan.ts';
import { countChanges, renderChanges } from '../../pipeline/cli/changes.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { METRICS } from '../../pipeline/domain/metrics.ts';
import { ConfigError } from '../../pipeline/problems.ts';

const GOOD = `campaign:
  { id: talks, name: 访谈, name_en: Talks, organiser: 中心, time_zone: Asia/Shanghai, starts_on: 2022-12-05,
    ends_on: 2022-12-28, formula: video_view_times, goal: 5000000 }
platforms:
  - { id: douyin, name: 抖音, name_en: Douyin, group: account }
  - { id: tjyun, name: 津云, name_en: Jinyun, group: own }
accounts:
  - { id: radio, platform: douyin, name: 天津广播号 }
  - { id: app, platform: tjyun, name: 津云客户端 }
episodes:
  - id: education
    number: 1
    title: 教育
    organisation: 市教委
    organisation_en: Education
    status: aired
    aired_at: 2022-12-05T08:00:00+08:00
    works:
      - id: education-live
        kind: live
        title: 直播
        placements:
          - { platform: douyin, account: radio, external_id: '7176543210987654321', metric: live_entries }
      - id: education-clip
        kind: clip
        title: 短视频
        series: 向局长问到底
        published_at: 2022-12-06T00:00:00Z
        placements:
          - { platform: tjyun, account: app, external_id: '053', metric: plays, url: 'https://app.example/053',
              published_at: 2022-12-06T09:30:00+08:00 }
  - { id: water, number: 2, title: 水务, organisation: 市水务局, organisation_en: Water, status: planned }
works:
  - { id: trailer, kind: trailer, title: 预告, placements: [ { platform: douyin, account: radio, external_id: '9', metric: plays } ] }
`;
const good = parseCatalogue(GOOD, 'c.yaml');

const problemsOf = (yaml: string) => {
  try {
    parseCatalogue(yaml, 'c.yaml');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, column, field, message }) => `${line}:${column} ${field} ${message}`);
  }
  throw new Error('nothing was refused');
};
/** The good file with one line changed. */
const broken = (from: string, to: string): string => {
  if (!GOOD.includes(from)) throw new Error(`the good file has no ${from}`);
  return GOOD.replace(from, to);
};

describe('a catalogue file', () => {
  test('becomes campaign, episodes, works and placements, times handed down', () => {
    expect(good).toEqual({
      campaign: {
        id: 'talks',
        name: '访谈',
        nameEn: 'Talks',
        organiser: '中心',
        timeZone: 'Asia/Shanghai',
        startsOn: '2022-12-05',
        endsOn: '2022-12-28',
        formula: 'video_view_times',
        goal: 5_000_000,
        simulated: false,
        previous: null,
        note: '',
      },
      episodes: [
        {
          id: 'education',
          campaignId: 'talks',
          number: 1,
          title: '教育',
          organisation: '市教委',
          organisationEn: 'Education',
          status: 'aired',
          airedAt: Date.UTC(2022, 11, 5),
        },
        {
          id: 'water',
          campaignId: 'talks',
          number: 2,
          title: '水务',
          organisation: '市水务局',
          organisationEn: 'Water',
          status: 'planned',
          airedAt: null,
        },
      ],
      works: [
        {
          id: 'education-live',
          campaignId: 'talks',
          episodeId: 'education',
          kind: 'live',
          title: '直播',
          series: '',
          publishedAt: Date.UTC(2022, 11, 5),
        },
        {
          id: 'education-clip',
          campaignId: 'talks',
          episodeId: 'education',
          kind: 'clip',
          title: '短视频',
          series: '向局长问到底',
          publishedAt: Date.UTC(2022, 11, 6),
        },
        {
          id: 'trailer',
          campaignId: 'talks',
          episodeId: null,
          kind: 'trailer',
          title: '预告',
          series: '',
          publishedAt: null,
        },
      ],
      platforms: [
        { id: 'douyin', name: '抖音', nameEn: 'Douyin', group: 'account' },
        { id: 'tjyun', name: '津云', nameEn: 'Jinyun', group: 'own' },
      ],
      accounts: [
        { id: 'radio', platformId: 'douyin', name: '天津广播号' },
        { id: 'app', platformId: 'tjyun', name: '津云客户端' },
      ],
      placements: [
        {
          id: 0,
          workId: 'education-live',
          platformId: 'douyin',
          accountId: 'radio',
          externalId: '7176543210987654321',
          url: '',
          metric: 'live_entries',
          publishedAt: Date.UTC(2022, 11, 5),
          registeredAt: 0,
        },
        {
          id: 0,
          workId: 'education-clip',
          platformId: 'tjyun',
          accountId: 'app',
          externalId: '053',
          url: 'https://app.example/053',
          metric: 'plays',
          publishedAt: Date.UTC(2022, 11, 6, 1, 30),
          registeredAt: 0,
        },
        {
          id: 0,
          workId: 'trailer',
          platformId: 'douyin',
          accountId: 'radio',
          externalId: '9',
          url: '',
          metric: 'plays',
          publishedAt: null,
          registeredAt: 0,
        },
      ],
    });
  });

  test.each<[what: string, from: string, to: string, problem: string]>([
    [
      'an id as a number',
      "external_id: '7176543210987654321'",
      'external_id: 7176543210987654321',
      `23:62 episodes[0].works[0].placements[0].external_id is a number, expected the platform's own item id, as text in quotes: write "7176543210987654321" in quotes (as a number it would become 7176543210987654000).`,
    ],
    [
      'a misspelt field',
      'number: 2',
      'nummer: 2',
      '32:5 episodes[1].number is missing: expected a whole number from 1.|32:18 episodes[1].nummer is not a known field. Did you mean "number"?',
    ],
    [
      'a metric that does not exist',
      'metric: live_entries',
      'metric: live_entry',
      `23:93 episodes[0].works[0].placements[0].metric expected one of ${METRICS.join(', ')}, found "live_entry". Did you mean "live_entries"?`,
    ],
    [
      'a platform that is not in the file',
      '{ platform: tjyun, account: app, external_id',
      '{ platform: tjyn, account: app, external_id',
      '30:25 episodes[0].works[1].placements[0].platform there is no platform "tjyn" in this file. Did you mean "tjyun"?|30:40 episodes[0].works[1].placements[0].account account "app" belongs to platform "tjyun", not to "tjyn".',
    ],
    [
      'an account that is not in the file',
      'account: app, external_id',
      'account: studio, external_id',
      '30:41 episodes[0].works[1].placements[0].account there is no account "studio" in this file. Add it under "accounts".',
    ],
    [
      'one item in two places',
      "external_id: '9'",
      "external_id: '7176543210987654321'",
      '34:109 works[0].placements[0].external_id item "7176543210987654321" of platform "douyin" stands twice, on line 23 and line 34.',
    ],
    [
      'one id for two works',
      'id: trailer',
      'id: education-clip',
      '34:11 works[0].id work "education-clip" is already on line 24.',
    ],
    [
      'one number for two episodes',
      'number: 2',
      'number: 1',
      '32:26 episodes[1].number episode number "1" is already on line 12.',
    ],
    [
      'an episode aired outside the period, by the campaign’s own days',
      'aired_at: 2022-12-05T08:00:00+08:00',
      'aired_at: 2022-12-05T00:30:00+09:00',
      "17:15 episodes[0].aired_at is 2022-12-04 in Asia/Shanghai, outside the campaign's period, 2022-12-05 to 2022-12-28.",
    ],
    [
      'an episode aired after the last day',
      'aired_at: 2022-12-05T08:00:00+08:00',
      'aired_at: 2022-12-28T16:00:00Z',
      "17:15 episodes[0].aired_at is 2022-12-29 in Asia/Shanghai, outside the campaign's period, 2022-12-05 to 2022-12-28.",
    ],
    [
      'a period that ends before it starts',
      'ends_on: 2022-12-28',
      'ends_on: 2022-11-28',
      '3:14 campaign.ends_on 2022-11-28 is before the campaign starts, 2022-12-05.',
    ],
    [
      'a day that the calendar does not have',
      'ends_on: 2022-12-28',
      'ends_on: 2022-12-32',
      '3:14 campaign.ends_on expected a day such as 2022-12-05, found "2022-12-32".',
    ],
    [
      'a moment without an offset',
      'published_at: 2022-12-06T00:00:00Z',
      'published_at: 2022-12-06T00:00:00',
      '28:23 episodes[0].works[1].published_at expected a moment with its offset, such as 2022-12-05T08:00:00+08:00, found "2022-12-06T00:00:00".',
    ],
    [
      'a zone that does not exist',
      'time_zone: Asia/Shanghai',
      'time_zone: Asia/Tianjin',
      '2:68 campaign.time_zone expected a time zone such as Asia/Shanghai, found "Asia/Tianjin".',
    ],
    [
      'a formula that does not exist',
      'formula: video_view_times',
      'formula: video_views',
      '3:35 campaign.formula expected one of video_view_times, content_view_times, found "video_views".',
    ],
  ])('is refused for %s', (_, from, to, problem) => {
    expect(problemsOf(broken(from, to))).toEqual(problem.split('|'));
  });

  test('is refused with the mistakes of every part at once', () => {
    const yaml = broken('name: 访谈,', '')
      .replace('kind: live', 'kind: lives')
      .replace("external_id: '9'", "external_id: '053 '")
      .replace('account: app, external_id', 'account: apps, external_id');
    expect(problemsOf(yaml)).toEqual([
      '1:1 campaign.name is missing: expected a name.',
      '20:15 episodes[0].works[0].kind expected one of live, replay, clip, article, audio, trailer, found "lives". Did you mean "live"?',
      '30:41 episodes[0].works[1].placements[0].account there is no account "apps" in this file. Did you mean "app"?',
      `34:109 works[0].placements[0].external_id expected the platform's own item id, as text in quotes, found "053 ".`,
    ]);
  });

  test('with empty sections says what belongs there', () => {
    expect(problemsOf('campaign:\nplatforms: []\n')).toEqual([
      '1:1 accounts is missing: expected a list of accounts.',
      '1:1 campaign is missing: expected the fields of the campaign.',
    ]);
  });

  test('the reference campaign is right', () => {
    const file = fileURLToPath(new URL('../../pipeline/demo/catalogue.yaml', import.meta.url));
    const { campaign, episodes } = loadCatalogue(file);
    expect([campaign.simulated, campaign.formula, episodes.length]).toEqual([true, 'video_view_times', 11]);
  });
});

describe('planCatalogue', () => {
  test('a campaign may name the one before it; naming one, or none any more, is a change', () => {
    const naming = parseCatalogue(
      GOOD.replace('goal: 5000000', 'previous: talks-2021, goal: 5000000'),
      'c.yaml',
    );
    expect(naming.campaign.previous).toBe('talks-2021');
    const change = (before: string | null, after: string | null): Change[] => [
      {
        ...{ entity: 'campaign', action: 'change', id: 'talks', name: '访谈' },
        fields: [{ field: 'previous', before, after }],
      },
    ];
    expect(planCatalogue(naming, good)).toEqual(change(null, 'talks-2021'));
    expect(planCatalogue(good, naming)).toEqual(change('talks-2021', null));
  });

  const registered = (catalogue: Catalogue): Catalogue => ({
    ...catalogue,
    placements: catalogue.placements.map((placement, index) => ({
      ...placement,
      id: index + 1,
      registeredAt: 1000,
    })),
  });
  const [clip, ...otherPlacements] = [...good.placements].reverse();

  test('of a new campaign adds everything, field by field', () => {
    const changes = planCatalogue(good, null);
    expect(countChanges(changes)).toEqual({ add: 13, change: 0, keep: 0 });
    expect(changes.map(({ entity, id }) => `${entity} ${id}`)).toEqual([
      'campaign talks',
      'platform douyin',
      'platform tjyun',
      'account radio',
      'account app',
      'episode education',
      'episode water',
      'work education-live',
      'work education-clip',
      'work trailer',
      'placement douyin/7176543210987654321',
      'placement tjyun/053',
      'placement douyin/9',
    ]);
    expect(changes[1]).toEqual({
      entity: 'platform',
      action: 'add',
      id: 'douyin',
      name: '抖音',
      fields: [
        { field: 'id', before: null, after: 'douyin' },
        { field: 'name', before: null, after: '抖音' },
        { field: 'nameEn', before: null, after: 'Douyin' },
        { field: 'group', before: null, after: 'account' },
      ],
    });
  });

  test('of what is stored already has nothing to do, whatever numbers it was given', () => {
    expect(planCatalogue(good, registered(good))).toEqual([]);
    expect(renderChanges([], 'Asia/Shanghai', false)).toBe(
      'Nothing to do: what is stored is as in the file.',
    );
  });

  test('an account’s own id on its platform is registered, changed and taken away like its name', () => {
    const accountOf = (line: string): Catalogue =>
      parseCatalogue(broken('{ id: radio, platform: douyin, name: 天津广播号 }', line), 'c.yaml');
    const known = accountOf('{ id: radio, platform: douyin, name: 天津广播号, external_id: MS4wLjAB }');
    expect(known.accounts).toEqual([
      { id: 'radio', platformId: 'douyin', name: '天津广播号', externalId: 'MS4wLjAB' },
      { id: 'app', platformId: 'tjyun', name: '津云客户端' },
    ]);
    const change = (before: unknown, after: unknown): Change[] => [
      {
        entity: 'account',
        action: 'change',
        id: 'radio',
        name: '天津广播号',
        fields: [{ field: 'externalId', before, after }],
      },
    ];
    expect(planCatalogue(known, registered(good))).toEqual(change(null, 'MS4wLjAB'));
    expect(planCatalogue(good, registered(known))).toEqual(change('MS4wLjAB', null));
    expect(planCatalogue(known, registered(known))).toEqual([]);
  });

  test('tells fields before and after, and keeps what the file lacks; other campaigns’ platforms are no concern', () => {
    const stored = registered({
      ...good,
      platforms: [...good.platforms, { id: 'weibo', name: '微博', nameEn: 'Weibo', group: 'commercial' }],
    });
    const file: Catalogue = {
      ...good,
      campaign: { ...good.campaign, goal: null },
      episodes: good.episodes.map(episode =>
        episode.id === 'water' ? { ...episode, status: 'aired', airedAt: Date.UTC(2022, 11, 7) } : episode,
      ),
      works: good.works.filter(({ id }) => id !== 'trailer'),
      placements: otherPlacements.reverse(),
    };
    const changes: Change[] = [
      {
        entity: 'campaign',
        action: 'change',
        id: 'talks',
        name: '访谈',
        fields: [{ field: 'goal', before: 5_000_000, after: null }],
      },
      {
        entity: 'episode',
        action: 'change',
        id: 'water',
        name: '水务',
        fields: [
          { field: 'status', before: 'planned', after: 'aired' },
          { field: 'airedAt', before: null, after: Date.UTC(2022, 11, 7) },
        ],
      },
      { entity: 'work', action: 'keep', id: 'trailer', name: '预告', fields: [] },
      { entity: 'placement', action: 'keep', id: `douyin/${clip?.externalId}`, name: '预告', fields: [] },
    ];
    expect(planCatalogue(file, stored)).toEqual(changes);
    expect(renderChanges(changes, 'Asia/Shanghai', false).split('\n')).toEqual([
      '  ~ campaign   talks  访谈',
      '      goal: 5000000 → (nothing)',
      '  ~ episode    water  水务',
      '      status: "planned" → "aired"',
      '      airedAt: (nothing) → 2022-12-07T08:00:00+08:00',
      '  = work       trailer  预告  kept (not in the file)',
      '  = placement  douyin/9  预告  kept (not in the file)',
      'Plan: 0 to add, 2 to change, 2 kept. Nothing was changed; `renci catalogue apply` does it.',
    ]);
  });
});
