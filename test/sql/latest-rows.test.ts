import { beforeAll, describe, expect, test } from 'vitest';
import { QueryError } from '../../pipeline/clickhouse/errors.ts';
import { applyCatalogue, CatalogueConflict } from '../../pipeline/store/apply-catalogue.ts';
import {
  readAccounts,
  readCampaigns,
  readCatalogue,
  readEpisodes,
  readPlacements,
  readPlatforms,
  readWorks,
} from '../../pipeline/store/catalogue.ts';
import { type Import, insertImports, readImport } from '../../pipeline/store/imports.ts';
import { latestRows } from '../../pipeline/store/latest.ts';
import { insertRuns, type Run, readLastRun, readRuns } from '../../pipeline/store/runs.ts';
import { TABLES } from '../../pipeline/store/schema.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU } from './seed.ts';
import { execute, select } from './select.ts';

const database = testDatabase();
const { db } = database;

describe('the tables as the program knows them', () => {
  test.each(Object.entries(TABLES))(
    '%s has these columns, nullable where they are',
    async (table, { shape }) => {
      const rows = await select(
        db,
        `SELECT name, type LIKE '%Nullable%' AS nullable FROM system.columns
       WHERE database = currentDatabase() AND table = {table:String} ORDER BY position`,
        { table },
      );
      expect(
        Object.entries(shape).map(([name, column]) => ({
          name,
          nullable: column.safeParse(null).success ? 1 : 0,
        })),
      ).toEqual(rows);
    },
  );
});

/** An id that would end a statement, were it spliced into one. */
const HOSTILE = "it's \\ `one` -- 人次";

describe('a catalogue', () => {
  const first = catalogueOf({
    id: HOSTILE,
    episodes: [
      { id: 'second', number: 2, airedAt: null, status: 'planned' },
      { id: 'first', number: 1 },
    ],
    works: [{ id: 'w-b', episodeId: 'first', publishedAt: at('12-27 12:00') }, { id: 'w-a' }],
    platforms: [KUAISHOU, DOUYIN],
    placements: [
      { externalId: '7177580042489185001', workId: 'w-b' },
      { externalId: "'); DROP TABLE placements; --", workId: 'w-a', publishedAt: null },
    ],
  });
  const other = catalogueOf({ id: 'other', works: [{ id: 'w-c' }], placements: [] });

  beforeAll(async () => {
    await applyCatalogue(db, first, at('12-26 08:00'));
    await applyCatalogue(
      db,
      { ...other, campaign: { ...other.campaign, startsOn: '2021-12-01' } },
      at('12-26 09:00'),
    );
    // Again, with another title: a new version of every row.
    await applyCatalogue(
      db,
      { ...first, works: first.works.map(work => ({ ...work, title: `${work.title}, corrected` })) },
      at('12-27 08:00'),
    );
  });

  const placements = first.placements.map((placement, index) => ({
    ...placement,
    id: index + 1,
    registeredAt: at('12-26 08:00'),
    campaignId: HOSTILE,
  }));
  const works = first.works
    .map(work => ({ ...work, title: `${work.title}, corrected` }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

  test('comes back whole, in its orders, each row in its last version', async () => {
    expect(await readCatalogue(db, HOSTILE)).toEqual({
      campaign: first.campaign,
      episodes: first.episodes.toSorted((a, b) => a.number - b.number),
      works,
      platforms: [DOUYIN, KUAISHOU],
      accounts: first.accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      placements,
    });
  });

  test('is apart from the others', async () => {
    expect((await readCampaigns(db)).map(({ id, startsOn }) => [id, startsOn])).toEqual([
      ['other', '2021-12-01'],
      [HOSTILE, '2022-12-27'],
    ]);
    expect([
      await readEpisodes(db, 'other'),
      (await readWorks(db, 'other')).map(({ id }) => id),
      (await readWorks(db)).map(({ id }) => id),
      await readPlacements(db, 'other'),
      await readPlacements(db),
      (await readPlatforms(db)).length,
      (await readAccounts(db)).length,
      await readCatalogue(db, 'missing'),
    ]).toEqual([[], ['w-c'], ['w-a', 'w-b', 'w-c'], [], placements, 2, 3, null]);
  });
});

test('a counter belongs to one campaign, and nothing of a catalogue that claims another one is written', async () => {
  const placements = [{ externalId: 'one-counter' }];
  await applyCatalogue(db, catalogueOf({ id: 'owner', placements }), at('12-26 08:00'));
  const [claimed] = await readPlacements(db, 'owner');
  await expect(
    applyCatalogue(db, catalogueOf({ id: 'claimant', placements }), at('12-26 09:00')),
  ).rejects.toThrow(
    new CatalogueConflict(
      `douyin item one-counter is already placement ${claimed?.id} of campaign owner: one counter belongs to one campaign.`,
      claimed?.id,
    ),
  );
  expect(await readCatalogue(db, 'claimant')).toBeNull();
  expect(await readPlacements(db, 'owner')).toEqual([claimed]);
});

describe('runs and imports', () => {
  const planned: Run = {
    id: 'night',
    slot: at('12-28 02:00'),
    trigger: 'schedule',
    job: 'nightly',
    state: 'planned',
    startedAt: at('12-28 02:00'),
    endedAt: null,
    expected: 3,
    read: 0,
    missed: 0,
    failed: 0,
    summary: '',
    version: 1,
  };
  // Begun anew after a crash: the same slot, a later start.
  const ended: Run = {
    ...planned,
    state: 'incomplete',
    startedAt: at('12-28 06:00'),
    endedAt: at('12-28 06:10'),
    read: 2,
    failed: 1,
    summary: "read 2 of 3; it's Kuaishou",
    version: 2,
  };
  const hour: Run = {
    ...planned,
    id: 'hour',
    slot: at('12-27 23:05'),
    startedAt: at('12-27 23:05'),
    job: 'hourly',
  };

  beforeAll(async () => {
    await insertRuns(db, [planned, hour]);
    await insertRuns(db, [ended]);
  });

  test('newest slot first, each as it ended', async () => {
    expect(await readRuns(db, 10)).toEqual([ended, hour]);
    expect(await readRuns(db, 1)).toEqual([ended]);
  });

  test('a version that no longer stands answers no condition', async () => {
    expect([
      await readLastRun(db, ended.startedAt),
      await readLastRun(db, ended.startedAt - 1),
      await readLastRun(db, hour.startedAt - 1),
    ]).toEqual([ended, hour, null]);
  });

  test('a file taken in twice was taken in when it was last', async () => {
    const taken: Import = {
      id: 'cafe-plays',
      hash: 'cafe',
      fileName: '日报.csv',
      runId: 'import',
      at: at('12-28 10:00'),
      rows: 2,
      readings: 2,
    };
    expect(await readImport(db, taken.id)).toBeNull();
    await insertImports(db, [taken]);
    await insertImports(db, [{ ...taken, at: at('12-28 11:00') }]);
    expect([await readImport(db, taken.id), await readImport(db, `${taken.id}'`)]).toEqual([
      at('12-28 11:00'),
      null,
    ]);
  });
});

test('a row of another shape is an error that names the column, not an empty list', async () => {
  await execute(
    db,
    `INSERT INTO platforms (platform, name, name_en, group_name, updated_at) VALUES ('x', '', '', 'unheard-of', now64(3))`,
  );
  const failure = await latestRows(db, 'platforms', all => all.where('platform', '=', 'x')).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(QueryError);
  expect(failure).toMatchObject({
    query: 'platforms',
    message: expect.stringContaining('The table platforms answered a row of another shape: 0.group_name: '),
  });
});
