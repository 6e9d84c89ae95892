import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate } from '../../pipeline/days.ts';
import { type Instant, type Reading, seriesKey } from '../../pipeline/domain/reading.ts';
import { judge } from '../../pipeline/domain/verdict.ts';
import { type Assessment, Assessor } from '../../pipeline/jobs/assess.ts';
import type { StoredReading } from '../../pipeline/store/readings.ts';

const ZONE = 'Asia/Shanghai';
const START = Date.parse('2022-12-05T00:00:00Z');
const HOUR = 3_600_000;

const reading = (hour: number, low: number, of: Partial<Reading> = {}): Reading => ({
  placementId: 1,
  metric: 'plays',
  source: 'api',
  observedAt: START + hour * HOUR,
  recordedAt: START + hour * HOUR + 1_000,
  low,
  high: low,
  text: String(low),
  step: 1,
  othersPositive: true,
  publishedAt: START - 48 * HOUR,
  intervalS: 3600,
  runId: 'run',
  payloadId: 'payload',
  ...of,
});

const key = (r: Pick<Reading, 'observedAt' | 'low' | 'high'>): string => `${r.observedAt}/${r.low}/${r.high}`;

/** What the tables hold: rows by identity, later verdicts over them, and the rollups by version. */
class Tables {
  readonly rows = new Map<string, StoredReading>();
  readonly verdicts: (StoredReading & { knownSince: Instant })[] = [];
  readonly rollups = new Map<string, { version: number; row: StoredReading }>();

  history = (): Promise<StoredReading[]> => Promise.resolve(this.standing());

  /** The statements that storing takes, in their order; a crash leaves some of them undone. */
  steps({ readings, amendments, latest, daily }: Assessment): (() => void)[] {
    return [
      ...latest.map(row => () => this.#rollUp('latest', row, 1)),
      ...daily.map(row => () => this.#rollUp(dayOf(row), row, 1)),
      ...amendments.map(row => () => void this.verdicts.push(row)),
      ...readings.flatMap(row => [
        () => void this.rows.set(`${seriesKey(row)} ${key(row)}`, row),
        () => this.#rollUp('latest', row, 0),
        () => this.#rollUp(dayOf(row), row, 0),
      ]),
    ];
  }

  store(assessment: Assessment): void {
    for (const step of this.steps(assessment)) step();
  }

  #rollUp(place: string, row: StoredReading, written: 0 | 1): void {
    const version = row.revision * 2 ** 44 + 2 * row.observedAt + written;
    const before = this.rollups.get(place);
    if (!before || version >= before.version) this.rollups.set(place, { version, row });
  }

  /** Rows with the last verdict known by K. */
  standing(knownAt = Number.POSITIVE_INFINITY): StoredReading[] {
    return [...this.rows.values()]
      .filter(row => row.recordedAt <= knownAt)
      .map(row => {
        const last = this.verdicts
          .filter(v => v.knownSince <= knownAt && seriesKey(v) === seriesKey(row) && key(v) === key(row))
          .toSorted((a, b) => a.knownSince - b.knownSince || a.revision - b.revision)
          .at(-1);
        return last
          ? { ...row, judgement: last.judgement, revision: Math.max(row.revision, last.revision) }
          : row;
      })
      .toSorted((a, b) => a.observedAt - b.observedAt || a.recordedAt - b.recordedAt || a.low - b.low);
  }
}

const dayOf = ({ observedAt }: Pick<Reading, 'observedAt'>): string => localDate(observedAt, ZONE);

const judgements = (rows: readonly { observedAt: number; low: number; judgement: unknown }[]) =>
  rows.map(({ observedAt, low, judgement }) => ({ observedAt, low, judgement }));

test('readings in order are each judged once and nothing is rewritten', async () => {
  const tables = new Tables();
  const assessor = new Assessor(tables.history, () => ZONE);
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
    latest: [],
    daily: [],
  });
});

test('a batch sent again after a crash adds no reading and writes its rollup rows anew, with and without the memory', async () => {
  const tables = new Tables();
  const batch = [reading(0, 100), reading(1, 150), reading(20, 170)];
  const assessor = new Assessor(tables.history, () => ZONE);
  tables.store(await assessor.assess(batch));
  const [, second, third] = tables.standing().map(row => ({ ...row, knownSince: START + 20 * HOUR + 1_000 }));
  // Hour 20 UTC is 04:00 of the next day in Shanghai.
  const anew = { readings: [], amendments: [], latest: [third], daily: [second, third] };
  expect(await assessor.assess(batch)).toEqual(anew);
  expect(await new Assessor(tables.history, () => ZONE).assess(batch)).toEqual(anew);
});

test('of copies of one reading in a batch the one recorded first is kept', async () => {
  const copies = [
    reading(1, 100, { recordedAt: START + 9 * HOUR }),
    reading(1, 100),
    reading(1, 100, { runId: 'later' }),
  ];
  const assessed = await new Assessor(
    () => Promise.resolve([]),
    () => ZONE,
  ).assess(copies);
  expect(assessed.readings.map(({ recordedAt, low }) => [recordedAt, low])).toEqual([
    [START + HOUR + 1_000, 100],
  ]);
});

test('two values of one instant that differ only in their upper end are two readings', async () => {
  const tables = new Tables();
  const assessor = new Assessor(tables.history, () => ZONE);
  const open = reading(1, 100_001, { high: null, text: '10万+', step: 10_000 });
  tables.store(await assessor.assess([reading(1, 100_001), open]));
  expect(tables.standing().map(({ low, high }) => [low, high])).toEqual([
    [100_001, 100_001],
    [100_001, null],
  ]);
});

test('a confirmed fall amends the reading that waited, from then on, and rewrites the rollup rows', async () => {
  const tables = new Tables();
  const assessor = new Assessor(tables.history, () => ZONE);
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

test('property: however readings are batched, verdicts known at any K equal those of the set recorded by K', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }),
      async (readings, cuts) => {
        const tables = new Tables();
        let assessor = new Assessor(tables.history, () => ZONE);
        const arrivals = readings.toSorted((a, b) => a.recordedAt - b.recordedAt);
        let batch: Reading[] = [];
        for (const [i, arrived] of arrivals.entries()) {
          batch.push(arrived);
          if (!cuts[i] && i < arrivals.length - 1) continue;
          tables.store(await assessor.assess(batch));
          if (i % 3 === 0) assessor = new Assessor(tables.history, () => ZONE);
          batch = [];
        }
        for (const { recordedAt } of arrivals) {
          const known = arrivals.filter(r => r.recordedAt <= recordedAt);
          expect(judgements(tables.standing(recordedAt))).toEqual(judgements(judge(known, [])));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('property: a crash at any moment of storing, and the batch again, leaves what would have been without it', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.array(fc.nat(60), { minLength: 8, maxLength: 8 }),
      async (readings, crashes) => {
        const tables = new Tables();
        const arrivals = readings.toSorted((a, b) => a.recordedAt - b.recordedAt);
        const size = Math.ceil(arrivals.length / crashes.length);
        let assessor = new Assessor(tables.history, () => ZONE);
        for (const [i, undone] of crashes.entries()) {
          const batch = arrivals.slice(i * size, (i + 1) * size);
          const steps = tables.steps(await assessor.assess(batch));
          for (const step of steps.slice(0, undone)) step();
          if (undone >= steps.length) continue;
          assessor = new Assessor(tables.history, () => ZONE);
          tables.store(await assessor.assess(batch));
        }
        for (const { recordedAt } of arrivals) {
          const known = arrivals.filter(r => r.recordedAt <= recordedAt);
          expect(judgements(tables.standing(recordedAt))).toEqual(judgements(judge(known, [])));
        }
        const final = judge(arrivals, []);
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
