import { expect, test } from 'vitest';
import { recogniseLink } from '../../collectors/links.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { parseCatalogue } from '../../pipeline/catalogue/load.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacements } from '../../pipeline/store/catalogue.ts';
import { openNight, rowsOf } from '../pipeline/night.ts';
import { campaignOf, december } from '../pipeline/night-catalogue.ts';
import { catalogueOn } from '../pipeline/renci.ts';
import { endsOf, read, refusal, store } from './pitfall-world.ts';

const NIGHT = december('08 12:00');

test('pitfall 6: a re-upload is a new placement with a counter of its own, and what both were watched counts', async () => {
  const first = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);
  const { app, clock } = await openNight({ catalogue: first, at: NIGHT });
  await store(app, read('08 02:00', 4_000));
  const both = campaignOf([
    ['people', 'people-tj', 'a-1', 'replay'],
    ['people', 'people-tj', 'a-1-corrected', 'replay'],
  ]);
  await applyCatalogue(app.db, both, NIGHT);
  clock.set(december('09 12:00'));
  await store(app, read('09 02:00', 60, { placementId: 2 }));
  expect(await endsOf(app)).toEqual([4_060, 4_060]);
  expect(
    (await readPlacements(app.db)).map(({ id, externalId, workId }) => [id, externalId, workId]),
  ).toEqual([
    [1, 'a-1', 'replay'],
    [2, 'a-1-corrected', 'replay'],
  ]);
});

test('pitfall 7: share, short and mobile links of an item are one item, and it is registered once', async () => {
  const collectors = await loadCollectors();
  const links = [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&t=30',
    'https://youtu.be/dQw4w9WgXcQ?si=share',
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/shorts/dQw4w9WgXcQ',
  ];
  expect(
    links.map(link => {
      const found = recogniseLink(link, collectors);
      return found && [found.platform, found.externalId];
    }),
  ).toEqual(links.map(() => ['youtube', 'dQw4w9WgXcQ']));

  const catalogue = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);
  const { app } = await openNight({ catalogue, at: NIGHT });
  await applyCatalogue(app.db, catalogue, NIGHT);
  expect((await readPlacements(app.db)).map(({ id }) => id)).toEqual([1]);
  const other = campaignOf([['people', 'people-tj', 'a-1', 'replay']], 'other');
  expect(await refusal(applyCatalogue(app.db, other, NIGHT))).toBe(
    'CatalogueConflict: people item a-1 is already placement 1 of campaign night: one counter belongs to one campaign.',
  );
});

test('pitfall 8: a post on two of our accounts has one counter and stands once; two uploads are two and both count', async () => {
  const text = catalogueOn('iptv')
    .replace(
      'metric: plays }\n',
      "metric: plays }\n          - { platform: iptv, account: second, external_id: 'p-1', metric: plays }\n",
    )
    .replace('name: 我们 }', 'name: 我们 }\n  - { id: second, platform: iptv, name: 第二个 }');
  const refused = (() => {
    try {
      return parseCatalogue(text, 'c.yaml');
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(ConfigError);
  expect((refused as ConfigError).problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^item "p-1" of platform "iptv" stands twice, on line \d+ and line \d+\.$/),
  ]);
  const two = parseCatalogue(
    text.replace("second, external_id: 'p-1'", "second, external_id: 'p-2'"),
    'c.yaml',
  );
  const { app } = await openNight({ catalogue: two, at: NIGHT });
  await store(app, read('08 02:00', 4_000), read('08 02:00', 70, { placementId: 2 }));
  expect(await endsOf(app)).toEqual([4_070, 4_070]);
});

test('pitfall 11: a rounded text counts as the interval it may mean, and its text and unit are kept', async () => {
  const { app } = await openNight({
    catalogue: campaignOf([['people', 'people-tj', 'a-1', 'replay']]),
    at: NIGHT,
  });
  await store(app, read('08 02:00', 0, { low: 11_001, high: 12_999, text: '1.2万', step: 1_000 }));
  expect(await endsOf(app)).toEqual([11_001, 12_999]);
  expect(await rowsOf(app, 'SELECT text, step, low, high FROM readings')).toEqual([
    { text: '1.2万', step: '1000', low: '11001', high: '12999' },
  ]);
});

test('pitfall 15: the same rows after a retry change nothing, in no table that a total reads', async () => {
  const { app, clock } = await openNight({
    catalogue: campaignOf([['people', 'people-tj', 'a-1', 'replay']]),
  });
  clock.set(NIGHT);
  const rows = [read('06 02:00', 100_000), read('07 02:00', 60_000), read('08 02:00', 60_500)];
  await store(app, ...rows);
  const tables = ['readings', 'verdicts', 'placement_latest', 'placement_daily', 'fall_events'];
  const counts = async () =>
    Promise.all(
      tables.map(async table => [table, (await rowsOf(app, `SELECT 1 FROM ${table} FINAL`)).length]),
    );
  const before = [await counts(), await endsOf(app)];
  await store(app, ...rows.toReversed().map(row => ({ ...row, runId: 'again' })));
  await store(app, rows[1] as (typeof rows)[number]);
  expect([await counts(), await endsOf(app)]).toEqual(before);
  expect(before[1]).toEqual([60_500, 60_500]);
});

test('pitfall 16: the same question with both clocks fixed has the same answer on any later day', async () => {
  const { app, clock } = await openNight({
    catalogue: campaignOf([['people', 'people-tj', 'a-1', 'replay']]),
  });
  clock.set(NIGHT);
  await store(app, read('06 02:00', 1_000), read('08 02:00', 1_500));
  const asked = { asOf: december('07 12:00'), knownAt: NIGHT };
  expect(await endsOf(app, asked)).toEqual([1_000, 1_000]);
  clock.set(december('20 12:00'));
  await store(app, read('07 02:00', 1_200, { recordedAt: december('12 02:00') }));
  expect(await endsOf(app, asked)).toEqual([1_000, 1_000]);
  expect(await endsOf(app, { ...asked, knownAt: december('12 02:00') })).toEqual([1_200, 1_200]);
});
