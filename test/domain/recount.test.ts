import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DECISIONS, type Reading, type SeriesDecision } from '../../pipeline/domain/reading.ts';
import { type KeptReading, PENDING, recount, rowKey, sameText } from '../../pipeline/domain/recount.ts';
import { blocksLeft, stillValid } from '../../pipeline/domain/recount-blocks.ts';
import { differencesOf, type Kept } from '../../pipeline/domain/recount-differences.ts';
import { type DatedRules, DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { judge } from '../../pipeline/domain/verdict.ts';
import { dayOf, decide, HOUR, reading, START, Tables } from '../pipeline/assess-tables.ts';

/** What the tables hold, in the form in which a recount reads it. */
const keptIn = (tables: Tables): Kept & { readonly readings: readonly KeptReading[] } => ({
  readings: [...tables.rows.values()].map(row => ({ ...row, localDate: dayOf(row) })),
  verdicts: tables.verdicts,
  falls: tables.falls,
  rollups: [...tables.rollups].map(([place, { row }]) => ({
    knownSince: row.recordedAt,
    ...row,
    localDate: place === 'latest' ? null : place,
  })),
});

const recountOf = (tables: Tables, rules = tables.rules) =>
  recount(keptIn(tables).readings, tables.decisions, rules);

type Fact = Reading | SeriesDecision;
const isDecision = (fact: Fact): fact is SeriesDecision => 'decision' in fact;

const store = async (tables: Tables, batches: readonly (readonly Fact[])[]): Promise<void> => {
  const assessor = tables.assessor();
  for (const batch of batches) {
    const decisions = batch.filter(isDecision);
    const readings = batch.filter((fact): fact is Reading => !isDecision(fact));
    tables.store(await assessor.assess(readings, decisions), decisions);
  }
};

const facts = fc
  .uniqueArray(
    fc.record({
      hour: fc.nat(240),
      low: fc.oneof(fc.nat(400_000), fc.constantFrom(0, 1_000, 100_000, 60_000)),
      lag: fc.nat(40),
    }),
    { minLength: 1, maxLength: 30, selector: ({ hour }) => hour },
  )
  .chain(rows => {
    const readings = rows.map(({ hour, low, lag }) =>
      reading(hour, low, { recordedAt: START + (hour + lag) * HOUR }),
    );
    const word = fc.record({
      of: fc.constantFrom(...readings),
      what: fc.constantFrom(...DECISIONS),
      lag: fc.nat(90),
    });
    return fc
      .array(word, { maxLength: 4 })
      .map((words): Fact[] => [
        ...readings,
        ...words.map(({ of, what, lag }, nth) => decide(of, what, of.recordedAt + lag * HOUR + nth + 1)),
      ]);
  });

/** In order of recording, some of them late, cut into batches. */
const arrivals = fc
  .tuple(facts, fc.array(fc.nat(9), { minLength: 70, maxLength: 70 }))
  .map(([all, chances]) => {
    const chance = (): number => chances.pop() ?? 9;
    const late = all.map(fact => ({ fact, at: fact.recordedAt + (chance() < 2 ? 50 * HOUR : 0) }));
    const batches: Fact[][] = [[]];
    for (const { fact } of late.toSorted((a, b) => a.at - b.at)) {
      batches.at(-1)?.push(fact);
      if (chance() < 6) batches.push([]);
    }
    return batches;
  });

const LENIENT = { ...DEFAULT_RULES, waver: { ...DEFAULT_RULES.waver, shareE4: 6_000 } };
const rulesets = fc.constantFrom<readonly DatedRules[]>(
  [],
  [{ rules: LENIENT, recordedAt: START + 150 * HOUR }],
);

const filled = async (
  batches: readonly (readonly Fact[])[],
  rules: readonly DatedRules[],
): Promise<Tables> => {
  const tables = new Tables();
  tables.rules = rules;
  await store(tables, batches);
  return tables;
};

test('property: what became bit by bit is what a recount finds, at every moment', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, rulesets, async (batches, rules) => {
      const tables = await filled(batches, rules);
      const found = recountOf(tables);
      expect(found.timelines.size).toBe(tables.rows.size);
      expect(differencesOf(keptIn(tables), found)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('property: rules that wait change nothing that is known before them, and judge everything from then on', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, rulesets, async (batches, rules) => {
      const tables = await filled(batches, rules);
      const found = recountOf(tables, [...rules, { rules: LENIENT, recordedAt: PENDING }]);
      const differences = differencesOf(keptIn(tables), found);
      expect(differences.filter(({ kind }) => kind === 'repaired')).toEqual([]);
      const judged = judge([...tables.rows.values()], tables.decisions, LENIENT);
      expect(judged.map(row => found.timelines.get(rowKey(row))?.at(-1)?.judgement)).toEqual(
        judged.map(({ judgement }) => judgement),
      );
      const changed = judged.filter(row => {
        const before = tables.standing().find(of => of.observedAt === row.observedAt)?.judgement;
        return before === undefined || sameText(before) !== sameText(row.judgement);
      });
      expect(differences.map(({ observedAt }) => observedAt).toSorted()).toEqual(
        changed.map(({ observedAt }) => observedAt).toSorted(),
      );
    }),
    { numRuns: 500 },
  );
});

test('property: whatever is lost or written in beside, a recount finds it', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, fc.nat(3), fc.nat(99), async (batches, what, which) => {
      const tables = await filled(batches, []);
      const kept = keptIn(tables);
      const pick = <T>(rows: readonly T[]): T | undefined => rows[which % Math.max(rows.length, 1)];
      const found = recountOf(tables);
      const row = pick(kept.readings);
      const fall = pick(found.falls.filter(({ withdrawn }) => !withdrawn));
      if (!row) throw new Error('there is a reading');
      const wrong = { ...row.judgement, reason: 'nobody knows' };
      const harmed: Kept[] = [
        {
          ...kept,
          verdicts: [
            ...kept.verdicts,
            { ...row, judgement: wrong, knownSince: row.recordedAt, revision: 99 },
          ],
        },
        { ...kept, rollups: kept.rollups.slice(1) },
        { ...kept, rollups: kept.rollups.map(of => ({ ...of, judgement: wrong })) },
        fall
          ? {
              ...kept,
              falls: [...kept.falls, { ...fall, knownSince: fall.knownSince, revision: 99, withdrawn: true }],
            }
          : { ...kept, rollups: [] },
      ];
      expect(differencesOf(harmed[what] ?? kept, found).length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('of a reading that was taken down twice both rows have its verdicts, each from its own moment on', () => {
  const [first, again] = [reading(1, 100), reading(1, 100, { recordedAt: START + 9 * HOUR })];
  const judgement = { verdict: 'held', reason: 'fall', count: null, acceptedAt: null } as const;
  const kept = [first, again].map(row => ({ ...row, judgement, revision: 3, localDate: dayOf(row) }));
  const accepted = {
    ...{ verdict: 'accepted', reason: '', count: { low: 100, high: 100 }, acceptedAt: first.observedAt },
  };
  const found = recount(kept, [], []);
  expect(found.verdicts.map(row => [row.recordedAt, row.knownSince, row.revision, row.judgement])).toEqual([
    [first.recordedAt, first.recordedAt, 4, accepted],
    [again.recordedAt, again.recordedAt, 4, accepted],
  ]);
  expect(found.rollups.map(row => [row.localDate, row.recordedAt, row.revision])).toEqual([
    [null, again.recordedAt, 4],
    [dayOf(again), again.recordedAt, 4],
  ]);
});

test('blocks hold whole placements, skip what is done, and are done again when something was added', () => {
  const size = (placementId: number, readings: number) => ({
    placementId,
    readings,
    decisions: 0,
    latestAt: placementId,
  });
  const sizes = [size(1, 30), size(2, 30), size(5, 30), size(7, 300), size(8, 1), size(9, 60)];
  const portion = (first: number, last: number, readings: number, latestAt = last) => ({
    ...{ first, last, readings, decisions: 0, latestAt },
  });
  const blocks = [portion(1, 2, 60), portion(5, 5, 30), portion(7, 7, 300), portion(8, 9, 61)];
  expect(blocksLeft(sizes, [], 61)).toEqual(blocks);
  expect(stillValid(blocks, sizes)).toEqual(blocks);
  const more = [...sizes.slice(0, 2), size(5, 31), ...sizes.slice(3), size(12, 4)];
  const done = stillValid(blocks, more);
  expect(done).toEqual([blocks[0], blocks[2], blocks[3]]);
  expect(blocksLeft(more, done, 61)).toEqual([portion(5, 5, 31), portion(12, 12, 4)]);
  expect([blocksLeft([], []), stillValid(blocks, [])]).toEqual([[], []]);
});
