import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tell } from '../../pipeline/domain/knowledge.ts';
import { DECISIONS, type Instant, type Reading, type SeriesDecision } from '../../pipeline/domain/reading.ts';
import { type DatedRules, DEFAULT_RULES, rulesAt } from '../../pipeline/domain/rules.ts';
import { judge, judgeSeries } from '../../pipeline/domain/verdict.ts';
import { dayOf, decide, HOUR, reading, START, Tables } from './assess-tables.ts';

const judgements = (rows: readonly { observedAt: number; low: number; judgement: unknown }[]) =>
  rows.map(({ observedAt, low, judgement }) => ({ observedAt, low, judgement }));

test('readings in order are each judged once and nothing is rewritten', async () => {
  const tables = new Tables();
  const assessor = tables.assessor();
  const first = await assessor.assess([reading(0, 100), reading(1, 150)]);
  tables.store(first);
  const second = await assessor.assess([reading(2, 149)]);
  expect(first.readings.map(r => [r.low, r.judgement.reason, r.revision])).toEqual([
    [100, '', 0],
    [150, '', 0],
  ]);
  expect(second).toEqual({
    readings: [
      {
        ...reading(2, 149),
        revision: 0,
        judgement: {
          verdict: 'accepted',
          reason: 'waver',
          count: { low: 149, high: 149 },
          acceptedAt: START + 2 * HOUR,
        },
      },
    ],
    amendments: [],
    falls: [],
    latest: [],
    daily: [],
  });
});

test('a batch sent again after a crash adds no reading and writes its rollup rows anew, with and without the memory', async () => {
  const tables = new Tables();
  const batch = [reading(0, 100), reading(1, 150), reading(20, 170)];
  const assessor = tables.assessor();
  tables.store(await assessor.assess(batch));
  const [, second, third] = tables.standing().map(row => ({ ...row, knownSince: START + 20 * HOUR + 1_000 }));
  // Hour 20 UTC is 04:00 of the next day in Shanghai.
  const anew = { readings: [], amendments: [], falls: [], latest: [third], daily: [second, third] };
  expect(await assessor.assess(batch)).toEqual(anew);
  expect(await tables.assessor().assess(batch)).toEqual(anew);
});

test('of copies of one reading in a batch the one recorded first is kept', async () => {
  const copies = [
    reading(1, 100, { recordedAt: START + 9 * HOUR }),
    reading(1, 100),
    reading(1, 100, { runId: 'later' }),
  ];
  const assessed = await new Tables().assessor().assess(copies);
  expect(assessed.readings.map(({ recordedAt, low }) => [recordedAt, low])).toEqual([
    [START + HOUR + 1_000, 100],
  ]);
});

test('two values of one instant that differ only in their upper end are two readings', async () => {
  const tables = new Tables();
  const assessor = tables.assessor();
  const open = reading(1, 100_001, { high: null, text: '10万+', step: 10_000 });
  tables.store(await assessor.assess([reading(1, 100_001), open]));
  expect(tables.standing().map(({ low, high }) => [low, high])).toEqual([
    [100_001, 100_001],
    [100_001, null],
  ]);
});

test('a confirmed fall amends the reading that waited, from then on, and rewrites the rollup rows', async () => {
  const tables = new Tables();
  const assessor = tables.assessor();
  tables.store(await assessor.assess([reading(0, 100_000)]));
  tables.store(await assessor.assess([reading(20, 60_000)]));
  const confirmed = await assessor.assess([reading(21, 60_100)]);
  expect(
    confirmed.amendments.map(a => [a.low, a.judgement.verdict, a.judgement.reason, a.knownSince, a.revision]),
  ).toEqual([[60_000, 'accepted', 'fall-confirmed', START + 21 * HOUR + 1_000, 1]]);
  expect(confirmed.readings.map(r => [r.low, r.judgement.count, r.revision])).toEqual([
    [60_100, { low: 60_100, high: 60_100 }, 1],
  ]);
  // Hour 20 UTC is 04:00 of the next day in Shanghai, hour 21 the same day: one row, the last of that day.
  expect(confirmed.daily.map(r => [r.low, r.revision])).toEqual([[60_100, 1]]);
  expect(confirmed.latest.map(r => [r.low, r.revision])).toEqual([[60_100, 1]]);
});

test('a decision re-judges its series from then on, and its withdrawal gives it back to the rules', async () => {
  const tables = new Tables();
  const assessor = tables.assessor();
  const [whole, fallen] = [reading(0, 100_000), reading(20, 60_000)];
  tables.store(await assessor.assess([whole, fallen]));
  const accepted = decide(fallen, 'accept', START + 22 * HOUR);
  tables.store(await assessor.assess([], [accepted]), [accepted]);
  const withdrawn = decide(fallen, 'withdrawn', START + 23 * HOUR);
  tables.store(await assessor.assess([], [withdrawn]), [withdrawn]);
  const told = [21, 22, 23].map(hour => {
    const last = tables.standing(START + hour * HOUR).at(-1)?.judgement;
    return [last?.verdict, last?.reason, last?.count, tables.fallen(START + hour * HOUR).length];
  });
  expect(told).toEqual([
    ['held', 'fall', { low: 60_000, high: 100_000 }, 0],
    ['accepted', 'decided-accept', { low: 60_000, high: 60_000 }, 1],
    ['held', 'fall', { low: 60_000, high: 100_000 }, 0],
  ]);
  expect(tables.rollups.get('latest')?.row.judgement.verdict).toBe('held');
});

test('a decision that was stored before its reading stands when that comes, with and without the memory', async () => {
  for (const isRemembered of [true, false]) {
    const tables = new Tables();
    const late = reading(1, 100);
    const assessor = tables.assessor();
    const decision = decide(late, 'hold', START + 2 * HOUR);
    tables.store(await assessor.assess([], [decision]), [decision]);
    tables.store(await (isRemembered ? assessor : tables.assessor()).assess([late]));
    expect(tables.standing().map(({ judgement }) => judgement.reason)).toEqual(['decided-hold']);
  }
});

test('other rules judge what is recorded from their own moment on, and leave what was known before', () => {
  const strict = { ...DEFAULT_RULES, jump: { ...DEFAULT_RULES.jump, over: 10_000 } };
  const rules: DatedRules[] = [{ rules: strict, recordedAt: START + 5 * HOUR }];
  const readings = [0, 1, 2, 3].map(hour => reading(hour * 24 - 72, 1_000 + hour));
  const rise = reading(1, 51_000);
  const { readings: first, amendments } = tell(
    { readings: [], decisions: [] },
    { readings: [...readings, rise], decisions: [] },
    rules,
  );
  expect(first.at(-1)?.judgement.reason).toBe('');
  expect(amendments.map(row => [row.low, row.judgement.reason, row.knownSince])).toEqual([
    [51_000, 'jump', START + 5 * HOUR],
  ]);
});

const history = fc
  .array(fc.record({ hour: fc.nat(240), low: fc.oneof(fc.nat(500_000), fc.constant(0)), lag: fc.nat(30) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map(rows =>
    // One value an instant: two values of one instant are ordered by recording, which a shuffle would change.
    [...new Map(rows.map(row => [row.hour, row])).values()].map(({ hour, low, lag }) =>
      reading(hour, low, { recordedAt: START + (hour + lag) * HOUR + hour }),
    ),
  );

const decided = fc.array(
  fc.record({ index: fc.nat(24), what: fc.constantFrom(...DECISIONS), lag: fc.nat(100) }),
  { maxLength: 4 },
);

/** Facts in the order in which they were recorded, which is that of arrival but where a spool came late. */
const facts = fc.tuple(history, decided).map(([readings, said]) => {
  const decisions = said.flatMap(({ index, what, lag }, nth) => {
    const of = readings[index];
    return of ? [decide(of, what, of.recordedAt + lag * HOUR + nth + 1)] : [];
  });
  return { readings, decisions };
});

const rulesets = fc.constantFrom<readonly DatedRules[]>(
  [],
  [
    {
      rules: { ...DEFAULT_RULES, jump: { ...DEFAULT_RULES.jump, over: 1_000, factor: 2 } },
      recordedAt: START + 60 * HOUR,
    },
  ],
);

type Fact = Reading | SeriesDecision;
const isDecision = (fact: Fact): fact is SeriesDecision => 'decision' in fact;
const split = (batch: readonly Fact[]) => ({
  readings: batch.filter((fact): fact is Reading => !isDecision(fact)),
  decisions: batch.filter(isDecision),
});

const expectKnown = (tables: Tables, all: readonly Fact[], at: Instant): void => {
  const { readings, decisions } = split(all.filter(({ recordedAt }) => recordedAt <= at));
  const judged = judgeSeries(readings, decisions, rulesAt(tables.rules, at));
  expect(judgements(tables.standing(at))).toEqual(judgements(judged.readings));
  expect(tables.fallen(at)).toEqual(judged.events.toSorted((a, b) => a.at - b.at || a.to.low - b.to.low));
};

test('property: however facts are batched, verdicts and falls known at any K equal those of what was recorded by K', async () => {
  await fc.assert(
    fc.asyncProperty(
      facts,
      rulesets,
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 }),
      async ({ readings, decisions }, rules, cuts, lateness) => {
        const tables = new Tables();
        tables.rules = rules;
        let assessor = tables.assessor();
        const recorded: Fact[] = [...readings, ...decisions].toSorted((a, b) => a.recordedAt - b.recordedAt);
        // Half of the histories arrive as recorded; the others as spools come that were cut off for a while.
        const arrivals = cuts[0]
          ? recorded
          : recorded
              .map((fact, i) => ({ fact, rank: i + (lateness[i] ?? 0) / 100 }))
              .toSorted((a, b) => a.rank - b.rank)
              .map(({ fact }) => fact);
        let batch: Fact[] = [];
        for (const [i, arrived] of arrivals.entries()) {
          batch.push(arrived);
          if (!cuts[i] && i < arrivals.length - 1) continue;
          const { readings: some, decisions: said } = split(batch);
          tables.store(await assessor.assess(some, said), said);
          if (i % 3 === 0) assessor = tables.assessor();
          batch = [];
        }
        for (const { recordedAt } of [...recorded, ...rules]) {
          if (recordedAt >= (recorded[0]?.recordedAt ?? 0)) expectKnown(tables, recorded, recordedAt);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('property: told from the beginning, the history is what it became bit by bit', async () => {
  await fc.assert(
    fc.asyncProperty(facts, rulesets, async ({ readings, decisions }, rules) => {
      const recounted = new Tables();
      recounted.rules = rules;
      const told = tell({ readings: [], decisions: [] }, { readings, decisions }, rules);
      recounted.store({ ...told, latest: [], daily: [] }, decisions);
      const all: Fact[] = [...readings, ...decisions];
      for (const { recordedAt } of all) expectKnown(recounted, all, recordedAt);
    }),
    { numRuns: 400 },
  );
});

test('property: a crash at any moment of storing, and the batch again, leaves what would have been without it', async () => {
  await fc.assert(
    fc.asyncProperty(
      facts,
      fc.array(fc.nat(60), { minLength: 8, maxLength: 8 }),
      async ({ readings, decisions }, crashes) => {
        const tables = new Tables();
        const arrivals: Fact[] = [...readings, ...decisions].toSorted((a, b) => a.recordedAt - b.recordedAt);
        const size = Math.ceil(arrivals.length / crashes.length);
        let assessor = tables.assessor();
        for (const [i, undone] of crashes.entries()) {
          const { readings: some, decisions: said } = split(arrivals.slice(i * size, (i + 1) * size));
          const steps = tables.steps(await assessor.assess(some, said), said);
          for (const step of steps.slice(0, undone)) step();
          if (undone >= steps.length) continue;
          assessor = tables.assessor();
          tables.store(await assessor.assess(some, said), said);
        }
        for (const { recordedAt } of arrivals) expectKnown(tables, arrivals, recordedAt);
        const final = judge(readings, decisions);
        const places = new Map(
          final.flatMap(row => ['latest', dayOf(row)].map(place => [place, row] as const)),
        );
        expect(
          [...tables.rollups].map(([place, { row }]) => [place, ...judgements([row])]).toSorted(),
        ).toEqual([...places].map(([place, row]) => [place, ...judgements([row])]).toSorted());
      },
    ),
    { numRuns: 300 },
  );
});
