import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readWorks } from '../../pipeline/store/catalogue.ts';
import { readEpisodesKnown } from '../../pipeline/store/catalogue-known.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import { readSeriesKeys } from '../../pipeline/store/series-ends.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, reading, ZONE } from '../sql/seed.ts';

const { db } = testDatabase();

const FIRST = at('12-01 10:00');
const SECOND = at('12-10 10:00');
const LATER = at('12-20 10:00');

const catalogue = (title: string) => {
  const { episodes, works, ...rest } = catalogueOf({
    id: 'year-end',
    episodes: [{ id: 'e1', airedAt: FIRST }],
    works: [{ id: 'w', episodeId: 'e1' }],
    placements: [{ externalId: 'item', publishedAt: FIRST }],
  });
  return {
    ...rest,
    episodes: episodes.map(episode => ({ ...episode, title })),
    works: works.map(work => ({ ...work, title })),
  };
};

/** The same database, and the names of what was asked of it. */
const watched = (): { db: Database; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    db: {
      ...db,
      select: (sql, ask) => {
        asked.push(ask.name);
        return db.select(sql, ask);
      },
    },
  };
};

/** Answers from what `read` reads of a database that remembers; the last is false for what may write. */
const serve = (under: Database, read: (db: Database, knownAt: number) => Promise<unknown>) => {
  const { db: remembering, within } = rememberCatalogue(under, silentLogger);
  return (knownAt: number, reads = true): Promise<unknown> =>
    reads ? within(() => read(remembering, knownAt)) : read(remembering, knownAt);
};

const titles = async (of: Database, knownAt: number): Promise<unknown> => [
  (await readEpisodesKnown(of, 'year-end', knownAt)).map(({ title }) => title),
  (await readWorks(of, 'year-end')).map(({ title }) => title),
];

beforeEach(async () => {
  for (const table of ['episode_versions', 'works', 'episodes', 'placements', 'placement_versions'])
    await db.command(`TRUNCATE TABLE ${table}`, { name: 'test' });
  await applyCatalogue(db, catalogue('before'), FIRST);
});

const BEFORE = [['before'], ['before']];
const AFTER = [['after'], ['after']];

describe('what a page asks of the catalogue', () => {
  test('is asked once, and from then on only whether it still stands', async () => {
    const { db: under, asked } = watched();
    const get = serve(under, titles);
    expect(await get(LATER)).toEqual(BEFORE);
    expect(asked.splice(0)).toEqual(['catalogue-state', 'catalogue-newest', 'episodes-known', 'works']);
    // The present has gone on, and no version came in between.
    expect([await get(LATER + 1), await get(LATER + 2)]).toEqual([BEFORE, BEFORE]);
    expect(asked).toEqual(['catalogue-state', 'catalogue-state']);
  });

  test('is new in the first reading after it changed', async () => {
    const get = serve(db, titles);
    expect(await get(LATER)).toEqual(BEFORE);
    await applyCatalogue(db, catalogue('after'), SECOND);
    expect(await get(LATER)).toEqual(AFTER);
  });

  test('is what was known by each K', async () => {
    await applyCatalogue(db, catalogue('after'), SECOND);
    const get = serve(db, titles);
    const [now, then, before] = [['after'], ['before'], []];
    expect([await get(LATER), await get(SECOND - 1), await get(FIRST - 1), await get(SECOND)]).toEqual(
      [now, then, before, now].map(episodes => [episodes, ['after']]),
    );
  });

  test('is asked of the database itself outside of a reading', async () => {
    const { db: under, asked } = watched();
    const send = serve(under, titles);
    expect([await send(LATER, false), await send(LATER, false)]).toEqual([BEFORE, BEFORE]);
    expect(asked).toEqual(['episodes-known', 'works', 'episodes-known', 'works']);
  });

  test('is asked each time where the server does not show its parts', async () => {
    const { db: under, asked } = watched();
    const blind: Database = {
      ...under,
      select: async (sql, ask) =>
        ask.name === 'catalogue-state'
          ? [{ parts: '0', catalogue: '0', readings: '0' }]
          : under.select(sql, ask),
    };
    const get = serve(blind, titles);
    expect([await get(LATER), await get(LATER)]).toEqual([BEFORE, BEFORE]);
    expect(asked).toEqual(['episodes-known', 'works', 'episodes-known', 'works']);
  });

  test('is asked again after a failure', async () => {
    let isAway = true;
    const get = serve(
      {
        ...db,
        select: (sql, ask) =>
          isAway && ask.name === 'works' ? Promise.reject(new Error('away')) : db.select(sql, ask),
      },
      async (of, knownAt) => titles(of, knownAt).catch(error => error.message),
    );
    expect(await get(LATER)).toBe('away');
    isAway = false;
    expect(await get(LATER)).toEqual(BEFORE);
  });
});

test('what is read of readings is new in the first reading after one was stored', async () => {
  const { db: under, asked } = watched();
  const get = serve(under, async of => (await readSeriesKeys(of, 'year-end')).map(({ source }) => source));
  const placementId = Number(
    (
      (await db.select('SELECT max(placement_id) AS id FROM placements', { name: 'test' }))[0] as {
        id: number;
      }
    ).id,
  );
  expect([await get(LATER), await get(LATER)]).toEqual([[], []]);
  await insertReadings(db, [reading({ placementId, observedAt: SECOND, value: 10 })], ZONE);
  expect([await get(LATER), await get(LATER)]).toEqual([['api'], ['api']]);
  expect(asked).toEqual([
    ...['catalogue-state', 'catalogue-newest', 'series-ends-now', 'catalogue-state'],
    ...['catalogue-state', 'series-ends-now', 'catalogue-state'],
  ]);
});

test('a question of a fixed moment is remembered from the second time on, until a reading is stored', async () => {
  const { db: under, asked } = watched();
  const get = serve(under, (of, knownAt) =>
    of.select('SELECT count() AS n FROM readings WHERE recorded_at <= {known_at:DateTime64(3)}', {
      name: 'series-ends',
      params: { known_at: new Date(knownAt).toISOString().slice(0, -1) },
    }),
  );
  const before = await get(LATER);
  expect([await get(LATER), await get(LATER), await get(LATER)]).toEqual([before, before, before]);
  await insertReadings(db, [reading({ placementId: 9, observedAt: FIRST, value: 10 })], ZONE);
  const [{ n }] = before as [{ n: string }];
  expect(await get(LATER)).toEqual([{ n: String(Number(n) + 1) }]);
  expect(asked.filter(name => name === 'series-ends')).toHaveLength(3);
});

test('two parts of one answer that ask the same ask once', async () => {
  const { db: under, asked } = watched();
  const twice = async (of: Database): Promise<unknown> =>
    Promise.all([1, 2].map(() => of.select('SELECT 1 AS one', { name: 'any' })));
  expect(await serve(under, twice)(LATER)).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  expect(asked).toEqual(['any']);
});
