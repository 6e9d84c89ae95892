import { beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../pipeline/days.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { findCampaign, readFigures } from '../../pipeline/jobs/figures.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, miss, reading, ZONE } from './seed.ts';
import { asOfParams, select } from './select.ts';

const { db } = testDatabase();

const REGISTERED = at('12-26 08:00');
const T = at('12-30 18:00');
/** Before anything was edited. */
const K = at('12-30 18:00');
/** When each edit was made, one a day. */
const edited = (day: number): number => K + day * DAY;

const CATALOGUE = catalogueOf({
  episodes: [{ id: 'one' }, { id: 'two' }],
  works: [{ id: 'w' }, { id: 'of-one', episodeId: 'one' }, { id: 'of-two', episodeId: 'two' }],
  placements: [
    { externalId: 'a', workId: 'of-one' },
    { externalId: 'b', workId: 'of-two' },
    { externalId: 'c', workId: 'w' },
  ],
});

const first = <Item>(items: readonly Item[]): Item => items[0] as Item;
/** Each edit on top of those before. */
const EDITS: readonly ((catalogue: Catalogue) => Catalogue)[] = [
  // The first placement is counted by its reads from now on.
  ({ placements: [a, ...rest], ...all }) =>
    ({ ...all, placements: [{ ...first([a]), metric: 'reads' }, ...rest] }) as Catalogue,
  // The second episode is called off.
  catalogue => ({
    ...catalogue,
    episodes: catalogue.episodes.map(each => (each.id === 'two' ? { ...each, status: 'cancelled' } : each)),
  }),
  // The third placement belongs to the first episode, and was published a day after T.
  catalogue => ({
    ...catalogue,
    placements: catalogue.placements.map(each =>
      each.externalId === 'c' ? { ...each, workId: 'of-one', publishedAt: T + DAY } : each,
    ),
  }),
  // The headline is told by another formula, of another goal.
  catalogue => ({
    ...catalogue,
    campaign: { ...catalogue.campaign, formula: 'content_view_times', goal: 5 },
  }),
];

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(db, CATALOGUE, REGISTERED);
  await insertReadings(
    db,
    [
      reading({ placementId: 1, observedAt: T - 1_000, recordedAt: T, value: 100 }),
      reading({ placementId: 1, metric: 'reads', observedAt: T - 1_000, recordedAt: T, value: 7 }),
      reading({ placementId: 2, observedAt: T - 1_000, recordedAt: T, value: 20 }),
      reading({ placementId: 3, observedAt: T - 1_000, recordedAt: T, value: 3 }),
    ],
    ZONE,
  );
});

/** Everything a total says, by the product and by the view. */
const said = async (knownAt: number, formula?: string) => {
  const campaign = await findCampaign(db, 'year-end');
  const read = await readFigures(db, campaign, { asOf: T, knownAt }, formula);
  const [row] = await select(
    db,
    `SELECT low, high, expected FROM totals_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}, formula = {formula:String})`,
    { ...asOfParams(T, knownAt), formula: `${read.formula.id}@${read.formula.version}` },
  );
  const { total, episodes, campaignLevel } = read.figures;
  return {
    formula: read.formula.id,
    goal: read.campaign.goal,
    low: total.low,
    view: { low: Number(row?.low), expected: Number(row?.expected) },
    expected: total.coverage.expected,
    episodes: [...episodes].map(([id, { low }]) => [id, low]),
    alone: campaignLevel.low,
    cancelled: read.episodes.filter(({ status }) => status === 'cancelled').map(({ id }) => id),
  };
};

const BEFORE = {
  ...{ formula: 'video_view_times', goal: 1_000_000, low: 123, expected: 3, view: { low: 123, expected: 3 } },
  ...{
    episodes: [
      ['one', 100],
      ['two', 20],
    ],
    alone: 3,
    cancelled: [],
  },
};

describe('an edit of the catalogue', () => {
  test('is known from when it was made, and moves nothing that was known before', async () => {
    expect(await said(K)).toEqual(BEFORE);
    let catalogue = CATALOGUE;
    for (const [index, edit] of EDITS.entries()) {
      catalogue = edit(catalogue);
      await applyCatalogue(db, catalogue, edited(index + 1));
    }
    expect(await said(K)).toEqual(BEFORE);
    expect(await said(edited(1) - 1)).toEqual(BEFORE);
    const reads = {
      ...{ low: 23, expected: 2, view: { low: 23, expected: 2 }, episodes: [['two', 20]] },
    };
    expect(await said(edited(1))).toEqual({ ...BEFORE, ...reads });
    const calledOff = {
      low: 3,
      expected: 1,
      view: { low: 3, expected: 1 },
      episodes: [],
      cancelled: ['two'],
    };
    expect(await said(edited(2))).toEqual({ ...BEFORE, ...calledOff });
    const moved = {
      ...calledOff,
      low: 0,
      expected: 0,
      view: { low: Number.NaN, expected: Number.NaN },
      alone: 0,
    };
    expect(await said(edited(3))).toEqual({ ...BEFORE, ...moved });
    expect(await said(edited(4))).toEqual({
      ...{ ...BEFORE, ...moved, formula: 'content_view_times', goal: 5 },
      ...{ low: 7, expected: 1, view: { low: 7, expected: 1 }, episodes: [['one', 7]] },
    });
  });

  test('written twice changes nothing', async () => {
    const versions = () => select(db, 'SELECT count() AS n FROM placement_versions FINAL');
    const before = await versions();
    await applyCatalogue(db, CATALOGUE, REGISTERED);
    expect(await versions()).toEqual(before);
    expect(await said(K)).toEqual(BEFORE);
  });
});

test('an answer without a value that a sheet tells of late is known from then on', async () => {
  const read = async (knownAt: number) => {
    const campaign = await findCampaign(db, 'year-end');
    const { figures } = await readFigures(db, campaign, { asOf: T, knownAt });
    return figures.counted.map(({ placementId, state }) => [placementId, state]);
  };
  const before = await read(K);
  expect(before).toEqual([
    [1, 'fresh'],
    [2, 'fresh'],
    [3, 'fresh'],
  ]);
  await insertMisses(db, [
    miss({
      placementId: 3,
      at: T - 500,
      recordedAt: K + 5,
      status: 'absent',
      kind: '',
      reason: 'left blank',
    }),
  ]);
  expect(await read(K)).toEqual(before);
  expect(await read(K + 5)).toEqual([
    [1, 'fresh'],
    [2, 'fresh'],
    [3, 'carried'],
  ]);
  const states = await select(
    db,
    `SELECT state FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}) WHERE placement_id = 3`,
    asOfParams(T, K),
  );
  expect(states).toEqual([{ state: 'fresh' }]);
});
