import { beforeAll, describe, expect, test } from 'vitest';
import { readEachDay, sumEachDay } from '../../dashboards/api/curve.ts';
import { DAY, endOfDay, localDate } from '../../pipeline/days.ts';
import { findFormula } from '../../pipeline/domain/formula.ts';
import type { InPart } from '../../pipeline/jobs/daily-totals.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readFormulas } from '../../pipeline/store/formulas.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { mulberry32 } from '../simulators/random.ts';
import { LATER, storeMessyMonth } from './messy-month.ts';
import { at, catalogueOf, reading, ZONE } from './seed.ts';

const { db } = testDatabase();

/**
 * A month without a second source or an answer that hid anything, seeded: gaps of days, open ends, doubts, statements, and
 * items published after their first reading. Most campaigns are like it.
 */
const storePlainMonth = async (): Promise<void> => {
  const random = mulberry32(20_221_231);
  const [from, some] = [at('12-16 09:00'), 40];
  const placements = await applyCatalogue(
    db,
    catalogueOf({
      id: 'plain',
      episodes: [{ id: 'p' }],
      works: [{ id: 'pw', episodeId: 'p' }, { id: 'pc' }],
      placements: Array.from({ length: some }, (_, index) => ({
        externalId: `plain-${index}`,
        workId: index % 3 === 0 ? 'pc' : 'pw',
        publishedAt: from + Math.floor(random() * 5) * DAY,
      })),
    }),
    from,
  );
  const readings = placements.slice(1).flatMap(({ id }, index) => {
    const source = index % 7 === 0 ? ('statement' as const) : ('api' as const);
    let [count, given]: [number, number | null] = [100, null];
    return Array.from({ length: 12 }, (_, slot) => slot).flatMap(slot => {
      const observedAt = from + Math.floor((slot + random()) * 1.1 * DAY);
      count += Math.floor(random() * 1000);
      if (random() < 0.3) return [];
      const isHeld = random() < 0.2;
      if (!isHeld) given = observedAt;
      const bounds = { low: count, high: random() < 0.1 ? null : count + 5 };
      const judgement = {
        verdict: isHeld ? ('held' as const) : ('accepted' as const),
        reason: isHeld ? ('zero' as const) : ('' as const),
        count: given === null ? null : bounds,
        acceptedAt: given,
      };
      const intervalS = random() < 0.2 ? 4 * 86_400 : 43_200;
      return [reading({ placementId: id, source, observedAt, ...bounds, intervalS, judgement })];
    });
  });
  await insertReadings(db, readings, ZONE);
};

beforeAll(async () => {
  await storeMessyMonth(db);
  await storePlainMonth();
});

const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, day) => localDate(at(`${first} 12:00`) + day * DAY, ZONE)).map(date => ({
    date,
    end: endOfDay(date, ZONE) - 1,
  }));

/** The curve by the rollup, and the same from the readings, a day at a time. */
const both = async (
  knownAt: number,
  days: ReturnType<typeof daysFrom>,
  { inPart, id = 'year-end' }: { readonly inPart?: InPart; readonly id?: string } = {},
) => {
  const campaign = await findCampaign(db, id);
  const formula = findFormula('video_view_times', await readFormulas(db, LATER));
  return {
    rollup: await readEachDay(db, campaign, formula, knownAt, days, inPart),
    readings: await sumEachDay(db, campaign, formula, knownAt, days, inPart),
  };
};

const inEpisodes: InPart = ({ episodeId }) => episodeId !== null;

describe.each(['year-end', 'plain'])('the curve of the campaign %s', id => {
  test('is the total of each day', async () => {
    const { rollup, readings } = await both(LATER, daysFrom('12-15', 16), { id });
    expect(rollup).toEqual(readings);
    expect(new Set(readings.map(({ low }) => low)).size).toBeGreaterThan(8);
    expect(new Set(readings.map(({ carried }) => carried)).size).toBeGreaterThan(3);
    expect(new Set(readings.map(({ high }) => high === null)).size).toBe(2);
  });

  test('goes on from what was read before its first day', async () => {
    const { rollup, readings } = await both(LATER, daysFrom('12-24', 4), { id });
    expect(rollup).toEqual(readings);
    expect(readings[0]?.low).toBeGreaterThan(0);
  });

  test('is made of its parts', async () => {
    const days = daysFrom('12-18', 11);
    const [whole, part, rest] = [
      await both(LATER, days, { id }),
      await both(LATER, days, { id, inPart: inEpisodes }),
      await both(LATER, days, { id, inPart: of => !inEpisodes(of) }),
    ];
    expect(part.rollup).toEqual(part.readings);
    expect(rest.rollup).toEqual(rest.readings);
    expect(part.readings.map(({ low }, day) => low + (rest.readings[day]?.low ?? 0))).toEqual(
      whole.readings.map(({ low }) => low),
    );
  });
});

test('as known before one of its verdicts the rollup has no answer', async () => {
  const knownAt = at('12-26 12:00');
  expect((await both(knownAt, daysFrom('12-18', 10))).rollup).toBe(null);
});

test('as known at a K after every verdict on its days it answers, however much came later', async () => {
  // Late readings come within two days: those of the first week were all known by then.
  const { rollup, readings } = await both(at('12-30 12:00'), daysFrom('12-18', 3));
  expect(rollup).toEqual(readings);
});
