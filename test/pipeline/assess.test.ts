import fc from 'fast-check';
import { expect, test } from 'vitest';
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

  history = (): Promise<StoredReading[]> => Promise.resolve(this.standing());

  store(assessment: Assessment): void {
    for (const row of assessment.readings) this.rows.set(`${seriesKey(row)} ${key(row)}`, row);
    this.verdicts.push(...assessment.amendments);
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

const judgements = (rows: readonly { observedAt: number; low: number; judgement: unknown }[]) =>
  rows.map(({ observedAt, low, judgement }) => ({ observedAt, low, judgement }));

test('readings in order are each judged once and nothing is rewritten', async () => {
  const tables = new Tables();
  const assessor = new Assessor(tables.history, ZONE);
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

test('a batch sent again after a crash adds nothing, with and without the memory', async () => {
  const tables = new Tables();
  const batch = [reading(0, 100), reading(1, 150)];
  const assessor = new Assessor(tables.history, ZONE);
  tables.store(await assessor.assess(batch));
  const nothing = { readings: [], amendments: [], latest: [], daily: [] };
  expect(await assessor.assess(batch)).toEqual(nothing);
  expect(await new Assessor(tables.history, ZONE).assess(batch)).toEqual(nothing);
});

test('a confirmed fall amends the reading that waited, from then on, and rewrites the rollup rows', async () => {
  const tables = new Tables();
  const assessor = new Assessor(tables.history, ZONE);
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
        let assessor = new Assessor(tables.history, ZONE);
        const arrivals = readings.toSorted((a, b) => a.recordedAt - b.recordedAt);
        let batch: Reading[] = [];
        for (const [i, arrived] of arrivals.entries()) {
          batch.push(arrived);
          if (!cuts[i] && i < arrivals.length - 1) continue;
          tables.store(await assessor.assess(batch));
          if (i % 3 === 0) assessor = new Assessor(tables.history, ZONE);
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
