import { expect, test } from 'vitest';
import { DAY } from '../../pipeline/days.ts';
import { seriesKey } from '../../pipeline/domain/reading.ts';
import { resume } from '../../pipeline/domain/resume.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { judgeSeries } from '../../pipeline/domain/verdict.ts';
import { insertDecisions } from '../../pipeline/store/decisions.ts';
import { readHistory } from '../../pipeline/store/readings.ts';
import { readTails } from '../../pipeline/store/series-tails.ts';
import { tailsOf } from '../domain/tails.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { PLACEMENTS, storeMessyMonth } from './messy-month.ts';

const { db } = testDatabase();

test('tails of a messy month give the states of its whole histories, or say that they cannot', async () => {
  await storeMessyMonth(db);
  const placements = Array.from({ length: PLACEMENTS }, (_, index) => index + 1);
  const history = await readHistory(db, placements);
  const [decided] = history;
  if (!decided) throw new Error('nothing is stored');
  const decision = { ...decided, decision: 'hold', author: 'duty editor', reason: 'a test upload' } as const;
  await insertDecisions(db, [decision]);
  const amended = new Set(
    (await db.select('SELECT DISTINCT placement_id AS id FROM verdicts', { name: 'test' })).map(row =>
      Number((row as { id: number }).id),
    ),
  );
  const bySeries = Map.groupBy(history, seriesKey);
  for (const windowMs of [7 * DAY, DAY]) {
    const rules = { ...DEFAULT_RULES, windowMs };
    const tails = await readTails(db, placements, windowMs);
    expect(tails.map(seriesKey).toSorted()).toEqual([...bySeries.keys()].toSorted());
    const plain = tails.filter(({ placementId }) => !amended.has(placementId));
    const models = new Map(tailsOf(history, [decision], windowMs).map(tail => [seriesKey(tail), tail]));
    // Of two sources of a placement both are read since the earlier of their instants: more than is needed of one.
    expect(plain.map(tail => ({ ...tail, before: [] }))).toEqual(
      plain.map(tail => ({ ...models.get(seriesKey(tail)), before: [] })),
    );
    for (const tail of plain)
      expect(tail.before).toEqual(expect.arrayContaining([...(models.get(seriesKey(tail))?.before ?? [])]));
    const told = tails.map(tail => ({ tail, state: resume(tail, rules) }));
    const states = told.filter(({ state }) => state !== null);
    expect(states.map(({ state }) => state)).toEqual(
      states.map(({ tail }) => judgeSeries(bySeries.get(seriesKey(tail)) ?? [], [], rules).state),
    );
    const kinds = { plain: plain.length, amended: tails.length - plain.length, told: states.length };
    expect(kinds).toEqual({ plain: 7, amended: 24, told: windowMs === DAY ? 28 : 27 });
    expect(told.filter(({ tail }) => tail.isDecided)).toMatchObject([
      { tail: { placementId: decided.placementId }, state: null },
      // Of the statements that a second person confirmed.
      { tail: { source: 'statement' }, state: null },
    ]);
  }
});
