import { expect, test } from 'vitest';
import { parseCatalogue } from '../../pipeline/catalogue/load.ts';
import { renderPlaced } from '../../pipeline/cli/placed-text.ts';
import { add } from '../../pipeline/jobs/add.ts';
import { readPlacements, readWorks } from '../../pipeline/store/catalogue.ts';
import { at } from '../sql/seed.ts';
import { ITEM, intakeWorld, NOW, POST } from './intake-world.ts';

const world = intakeWorld();
const link = `https://www.kuaishou.com/short-video/${ITEM}`;

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : `no refusal: ${JSON.stringify(error)}`;
};

test('a plan tells everything and changes nothing', async () => {
  const placed = await add(
    world.app,
    { texts: [`看 ${link} 吧`], episode: 'education', title: '开学啦', publishedAt: at('12-28 12:00') },
    { isPlan: true },
  );
  expect(renderPlaced(placed)).toBe(
    `+ work       education-clip-ceff2c01  开学啦  (clip, episode education)
+ placement  kuaishou/${ITEM}  plays on kuai
Plan: nothing was changed. Without --plan this is registered.
The catalogue file, which declares what is counted, does not contain this. Paste under episodes › education › works:
    - id: education-clip-ceff2c01
      kind: clip
      title: 开学啦
      published_at: 2022-12-28T12:00:00+08:00
      placements:
        - platform: kuaishou
          account: kuai
          external_id: ${ITEM}
          metric: plays
          url: ${link}`,
  );
  expect([(await readPlacements(world.app.db)).length, (await readWorks(world.app.db)).length]).toEqual([
    1, 1,
  ]);
});

test('several links of one work are registered together, then each is refused as the placement it is', async () => {
  const texts = [link, `https://m.weibo.cn/status/${POST}`];
  const placed = await add(world.app, {
    texts,
    episode: 'education',
    title: '开学啦',
    publishedAt: at('12-28 12:00'),
  });
  const { work } = placed;
  expect(work).toEqual({
    id: 'education-clip-ceff2c01',
    campaignId: 'year-end',
    episodeId: 'education',
    kind: 'clip',
    title: '开学啦',
    series: '',
    publishedAt: at('12-28 12:00'),
  });
  const own = { workId: work.id, publishedAt: at('12-28 12:00'), registeredAt: NOW, campaignId: 'year-end' };
  expect((await readPlacements(world.app.db)).slice(1)).toEqual([
    {
      id: 2,
      platformId: 'kuaishou',
      accountId: 'kuai',
      externalId: ITEM,
      url: link,
      metric: 'plays',
      ...own,
    },
    {
      id: 3,
      platformId: 'weibo',
      accountId: 'hao',
      externalId: POST,
      url: `https://m.weibo.cn/detail/${POST}`,
      metric: 'exposures',
      ...own,
    },
  ]);
  expect((await readWorks(world.app.db)).find(({ id }) => id === work.id)).toEqual(work);
  expect(await refusal(add(world.app, { texts: [`https://weibo.com/1642634100/${POST}`], title: 'x' }))).toBe(
    `CatalogueConflict: weibo item ${POST} is already placement 3: “开学啦” (work ${work.id}) on account hao, campaign ` +
      'year-end. One item has one counter; nothing was registered.',
  );
});

test('the lines to paste make the same placement of a catalogue file', async () => {
  const { snippet, work, placements } = await add(world.app, {
    texts: ['https://m.weibo.cn/detail/4844577145688399'],
    episode: 'civil',
    title: '"养老院": #1',
    kind: 'clip',
  });
  expect(snippet.place).toBe('episodes › civil › works');
  const indented = snippet.yaml.replaceAll(/^(?=.)/gm, '      ');
  const parsed = parseCatalogue(
    `campaign: { id: year-end, name: n, name_en: n, organiser: o, time_zone: Asia/Shanghai, starts_on: 2022-12-27, ends_on: 2022-12-30, formula: video_view_times }
platforms: [ { id: weibo, name: w, name_en: w, group: commercial } ]
accounts: [ { id: hao, platform: weibo, name: h } ]
episodes:
  - { id: other, number: 2, title: t, organisation: o, organisation_en: o, status: planned }
  - id: civil
    number: 1
    title: t
    organisation: o
    organisation_en: o
    status: aired
    aired_at: 2022-12-29T09:00:00+08:00
    works:
${indented}`,
    'c.yaml',
  );
  expect(parsed.works).toEqual([work]);
  expect(parsed.placements).toEqual(placements.map(placement => ({ ...placement, id: 0, registeredAt: 0 })));
});

test('another placement of a work that is there needs no title', async () => {
  const { snippet, isNewWork, placements } = await add(world.app, {
    texts: ['https://www.kuaishou.com/short-video/3x0000000000002'],
    work: 'edu-clip',
  });
  expect({ isNewWork, snippet, publishedAt: placements[0]?.publishedAt }).toEqual({
    isNewWork: false,
    snippet: {
      place: 'episodes › education › works › edu-clip › placements',
      yaml: `- platform: kuaishou
  account: kuai
  external_id: 3x0000000000002
  metric: plays
  url: https://www.kuaishou.com/short-video/3x0000000000002
`,
    },
    publishedAt: at('12-27 12:00'),
  });
});

test('what cannot be registered is refused with what to do, and nothing is registered', async () => {
  const before = (await readPlacements(world.app.db)).length;
  const fresh = 'https://www.kuaishou.com/short-video/3x0000000000009';
  expect([
    await refusal(add(world.app, { texts: [fresh] })),
    await refusal(add(world.app, { texts: [fresh, fresh], title: 't' })),
    await refusal(add(world.app, { texts: [fresh], title: 't', episode: 'educaton' })),
    await refusal(add(world.app, { texts: [fresh], work: 'edu-clip', episode: 'civil' })),
    await refusal(add(world.app, { texts: [fresh], title: 't', account: 'kuia' })),
    await refusal(add(world.app, { texts: [fresh], title: 't', campaign: 'x' })),
    await refusal(add(world.app, { texts: [fresh, 'https://news.example/1'], title: 't' })),
    await refusal(
      add(world.app, { texts: ['https://www.douyin.com/video/7412345678901234567'], title: 't' }),
    ),
    await refusal(
      add(world.app, { texts: ['https://www.douyin.com/video/7412345678901234999'], title: 't' }),
    ),
  ]).toEqual([
    'ConfigError: A new work needs a title: give one, or name the work that this is another placement of.',
    'CatalogueConflict: kuaishou item 3x0000000000009 was given twice: one item has one counter.',
    'ConfigError: Campaign year-end has no episode "educaton". Did you mean "education"?',
    'ConfigError: Work "edu-clip" belongs to education, not to civil.',
    'ConfigError: Platform "kuaishou" has no account "kuia". Did you mean "kuai"?',
    'UnknownCampaign: There is no campaign "x". There are: year-end.',
    expect.stringMatching(/^ConfigError: news\.example\/1 is on a host that no platform here knows\. /),
    'CatalogueConflict: douyin item @8hxd/01== is already placement 1: “家门口又建一批好学校” (work edu-clip) on account ' +
      'jinyun, campaign year-end. One item has one counter; nothing was registered.',
    'ConfigError: https://www.douyin.com/video/7412345678901234999 cannot be added by its link alone: the interface of ' +
      'platform "douyin" calls its items otherwise than its pages do, and only the account\'s own list tells how. ' +
      'Run `renci discover --platform douyin` and add it again, or accept it in the inbox (`renci inbox list`) ' +
      'where that list gives no addresses.',
  ]);
  expect((await readPlacements(world.app.db)).length).toBe(before);
});

test('two at once take two numbers', async () => {
  const both = await Promise.all(
    ['3x0000000000021', '3x0000000000022'].map(id =>
      add(world.app, { texts: [`https://www.kuaishou.com/short-video/${id}`], title: id }),
    ),
  );
  const ids = both.flatMap(({ placements }) => placements.map(({ id }) => id));
  expect(new Set(ids).size).toBe(2);
  const all = (await readPlacements(world.app.db)).map(({ id }) => id);
  expect(all).toEqual(all.map((_, index) => index + 1));
});
