import { expect, test } from 'vitest';
import { recogniseLink } from '../../collectors/links.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { parseCatalogue } from '../../pipeline/catalogue/load.ts';
import { renderTotals } from '../../pipeline/cli/totals-text.ts';
import type { Placement } from '../../pipeline/domain/catalogue.ts';
import { place } from '../../pipeline/jobs/place.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { ConfigError } from '../../pipeline/problems.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacements } from '../../pipeline/store/catalogue.ts';
import { apiOn } from '../dashboards/api-world.ts';
import { openNight, rowsOf } from '../pipeline/night.ts';
import { campaignOf, december } from '../pipeline/night-catalogue.ts';
import { catalogueOn } from '../pipeline/renci.ts';
import { endsOf, read, refusal, store } from './pitfall-world.ts';

const NIGHT = december('08 12:00');
type Body = Record<string, unknown>;

/** The mistakes a file is refused for. */
const refusedBy = (task: () => unknown): string[] => {
  try {
    task();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
};

test('pitfall 6: a re-upload names what it replaces; both were watched, both count, and the notes of the total say so', async () => {
  const text = (replaces: string) =>
    catalogueOn('iptv').replace(
      'metric: plays }\n',
      `metric: plays }\n          - { platform: iptv, account: ours, external_id: 'p-2', metric: plays, replaces: ${replaces} }\n`,
    );
  const mistakes = (yaml: string) => refusedBy(() => parseCatalogue(yaml, 'c.yaml'));
  expect(
    [
      text("'p-2'"),
      text("'p-9'"),
      text("'p-1'").replace("'p-1', metric: plays", "'p-1', metric: plays, replaces: 'p-2'"),
    ].map(mistakes),
  ).toEqual([
    ['item "p-2" cannot replace itself.'],
    [
      'there is no item "p-9" in this file: name an earlier upload by its link, by its external_id, or as platform/external_id.',
    ],
    [
      'these items replace one another in a circle: iptv/p-1 → iptv/p-2 → iptv/p-1.',
      'these items replace one another in a circle: iptv/p-2 → iptv/p-1 → iptv/p-2.',
    ],
  ]);

  const first = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);
  const { app, clock } = await openNight({ catalogue: first, at: NIGHT });
  await store(app, read('08 02:00', 4_000));
  const both = campaignOf([
    ['people', 'people-tj', 'a-1', 'replay'],
    ['people', 'people-tj', 'a-2', 'replay'],
  ]);
  const [old, again] = both.placements as [Placement, Placement];
  await applyCatalogue(
    app.db,
    { ...both, placements: [old, { ...again, replaces: 'people/a-1' }] },
    NIGHT + 1_000,
  );
  clock.set(december('09 12:00'));
  await store(app, read('09 02:00', 60, { placementId: 2 }));
  expect(await endsOf(app)).toEqual([4_060, 4_060]);
  expect(
    (await readPlacements(app.db)).map(({ id, externalId, replaces }) => [id, externalId, replaces]),
  ).toEqual([
    [1, 'a-1', undefined],
    [2, 'a-2', 'people/a-1'],
  ]);
  const note = {
    zh: '《作品 replay》（人民网·人民网，a-2）为 a-1 的重新上传：两次上传各有计数、均有人看过，均已计入。',
    en: "“作品 replay” (People's Daily Online, 人民网, a-2) is a new upload of a-1: each has a counter of its own and both were watched; both are counted.",
  };
  const { get } = apiOn(app.db, { now: () => app.now() });
  const totals = await readTotals(app, {});
  expect([totals.notes, ((await get('/api/v1/campaigns/night')).body as Body).notes]).toEqual([
    [note],
    [note],
  ]);
  expect(renderTotals(totals).includes(`口径说明 notes:\n  ${note.zh}\n  ${note.en}\n`)).toBe(true);
  // As known before it was said, there is none.
  expect((await readTotals(app, { asOf: NIGHT, knownAt: NIGHT })).notes).toEqual([]);
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

test('pitfall 8: a post on two of our accounts with one counter is one placement of both, and counts once', async () => {
  const base = catalogueOn('iptv').replace(
    'name: 我们 }',
    'name: 我们 }\n  - { id: second, platform: iptv, name: 第二个 }',
  );
  const twice = base.replace(
    'metric: plays }\n',
    "metric: plays }\n          - { platform: iptv, account: second, external_id: 'p-1', metric: plays }\n",
  );
  expect(refusedBy(() => parseCatalogue(twice, 'c.yaml'))).toEqual([
    expect.stringMatching(
      /^item "p-1" of platform "iptv" stands twice, on line \d+ and line \d+\. It has one counter and counts once: keep one entry, with both accounts, accounts: \[ours, second\]\.$/,
    ),
  ]);
  const listed = (accounts: string) => base.replace('account: ours,', accounts);
  expect(
    [
      listed('accounts: [ours, ours],'),
      listed('account: ours, accounts: [second],'),
      listed(''),
      listed('accounts: [ours, third],'),
    ].map(yaml => refusedBy(() => parseCatalogue(yaml, 'c.yaml'))),
  ).toEqual([
    ['account "ours" is in this list already.'],
    ['stands beside "account": write one account, or the list of all of them.'],
    ['is missing: expected the id of an account.'],
    ['there is no account "third" in this file. Add it under "accounts".'],
  ]);

  const catalogue = parseCatalogue(listed('accounts: [ours, second],'), 'c.yaml');
  const { app } = await openNight({ catalogue, at: NIGHT });
  await store(app, read('08 02:00', 4_000));
  expect(await endsOf(app)).toEqual([4_000, 4_000]);
  const id = catalogue.campaign.id;
  const { get } = apiOn(app.db, { now: () => app.now() });
  const { placements } = (await get(`/api/v1/campaigns/${id}/placements`)).body as { placements: Body[] };
  expect(placements.map(({ account, accounts, low }) => [account, accounts, low])).toEqual([
    ['我们、第二个', ['ours', 'second'], 4_000],
  ]);
  const item = {
    platform: 'iptv',
    externalId: 'p-1',
    metric: 'plays',
    kind: 'clip',
    url: '',
    title: 'x',
  } as const;
  const third = { ...item, accountId: 'third', publishedAt: null };
  expect(await refusal(place(app, [third], { campaign: id }))).toBe(
    'CatalogueConflict: iptv item p-1 is already placement 1: “教育这一年” (work education-replay) on account ours, campaign interviews. One item has one counter; nothing was registered. If third shows it too, list both in the catalogue file: accounts: [ours, second, third].',
  );

  // Two uploads have two counters: two placements, and both count.
  const two = parseCatalogue(
    twice.replace("second, external_id: 'p-1'", "second, external_id: 'p-2'"),
    'c.yaml',
  );
  const night = await openNight({ catalogue: two, at: NIGHT });
  await store(night.app, read('08 02:00', 4_000), read('08 02:00', 70, { placementId: 2 }));
  expect(await endsOf(night.app)).toEqual([4_070, 4_070]);
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
