import type { Amendment, DatedFall } from './knowledge.ts';
import { type Instant, identityOf, type SeriesKey, seriesKey } from './reading.ts';
import {
  type Dated,
  type KeptReading,
  PENDING,
  type Recounted,
  type RollupRow,
  rowKey,
  sameText,
} from './recount.ts';

/** What the tables hold of some series. */
export type Kept = {
  readonly readings: readonly KeptReading[];
  readonly verdicts: readonly KeptVerdict[];
  readonly falls: readonly DatedFall[];
  readonly rollups: readonly RollupRow[];
};

/** A later verdict as stored: it names its reading and does not repeat it. */
export type KeptVerdict = SeriesKey &
  Pick<Amendment, 'observedAt' | 'recordedAt' | 'low' | 'high' | 'judgement' | 'knownSince' | 'revision'>;

/**
 * A place where a recount finds something else than is stored. `repaired`: what is stored is not what the rules say
 * that were in force; `rejudged`: the rules that come into force say otherwise.
 */
export type Difference = SeriesKey & {
  readonly kind: 'repaired' | 'rejudged';
  readonly of: 'verdict' | 'fall' | 'rollup';
  readonly observedAt: Instant;
};

/** Compares what is stored with what a recount makes of it, at every moment. Pure. */
export const differencesOf = (kept: Kept, found: Recounted): Difference[] => [
  ...verdictDifferences(kept, found),
  ...fallDifferences(kept, found),
  ...rollupDifferences(kept, found),
];

type At = SeriesKey & { readonly observedAt: Instant };
const difference = (
  { placementId, metric, source, observedAt }: At,
  of: Difference['of'],
  kind: Difference['kind'] = 'repaired',
): Difference => ({ placementId, metric, source, observedAt, of, kind });

const verdictDifferences = (kept: Kept, { timelines }: Recounted): Difference[] => {
  const later = Map.groupBy(kept.verdicts, rowKey);
  const known = new Set(kept.readings.map(rowKey));
  return [
    ...kept.readings.flatMap(row => {
      const verdicts = (later.get(rowKey(row)) ?? []).map(verdict => ({
        ...verdict,
        since: verdict.knownSince,
      }));
      const stored = stepsOf(
        [{ ...row, since: row.recordedAt }, ...verdicts].map(({ since, revision, judgement }) => ({
          since,
          revision,
          value: sameText(judgement),
        })),
      );
      const timeline = timelines.get(rowKey(row)) ?? [];
      const inForce = timeline.filter(({ since }) => since < PENDING);
      return [
        ...(stepText(stored) === stepText(stepsOfDated(inForce)) ? [] : [difference(row, 'verdict')]),
        ...(inForce.length === timeline.length ? [] : [difference(row, 'verdict', 'rejudged')]),
      ];
    }),
    // Verdicts on what is no reading.
    ...[...later].flatMap(([key, [row]]) => (known.has(key) || !row ? [] : [difference(row, 'verdict')])),
  ];
};

const stepsOfDated = (timeline: readonly Dated[]): Step[] =>
  timeline.map(({ since, judgement }) => ({ since, value: sameText(judgement) }));

const fallDifferences = (kept: Kept, found: Recounted): Difference[] => {
  const stored = Map.groupBy(kept.falls, fallKey);
  const derived = Map.groupBy(
    found.falls.filter(({ knownSince }) => knownSince < PENDING),
    fallKey,
  );
  return [...new Set([...stored.keys(), ...derived.keys()])].flatMap(key => {
    const falls = [stored.get(key) ?? [], derived.get(key) ?? []] as const;
    const [before, after] = falls.map(rows => stepText(fallSteps(rows)));
    const [fall] = falls.flat();
    return before === after || !fall ? [] : [difference({ ...fall, observedAt: fall.at }, 'fall')];
  });
};

const fallKey = (fall: DatedFall): string =>
  `${seriesKey(fall)} ${identityOf({ observedAt: fall.at, ...fall.to })}`;

/** No fall before the first that is known, and none while it is withdrawn. */
const fallSteps = (falls: readonly DatedFall[]): Step[] =>
  stepsOf([
    { since: Number.NEGATIVE_INFINITY, revision: 0, value: 'none' },
    ...falls.map(({ knownSince, revision, withdrawn, from, class: fallClass, cause, confirmedAt }) => ({
      since: knownSince,
      revision,
      value: withdrawn ? 'none' : JSON.stringify([from.low, from.high, fallClass, cause, confirmedAt]),
    })),
  ]);

const rollupDifferences = (kept: Kept, found: Recounted): Difference[] => {
  const stored = new Map(kept.rollups.map(row => [rollupKey(row), row]));
  const derived = new Map(found.rollups.map(row => [rollupKey(row), row]));
  const changed = [...derived].filter(([key, row]) => {
    const before = stored.get(key);
    const standing = found.timelines.get(rowKey(row))?.findLast(({ since }) => since < PENDING);
    return before === undefined || standing === undefined || !isSameRollup(before, row, standing);
  });
  const needless = [...stored].filter(([key]) => !derived.has(key));
  return [...changed, ...needless].map(([, row]) => difference(row, 'rollup'));
};

const rollupKey = (row: RollupRow): string => `${seriesKey(row)} ${row.localDate}`;

/** A row may say that it is known later than need be: then the readings themselves are asked. */
const isSameRollup = (before: RollupRow, after: RollupRow, standing: Dated): boolean =>
  before.observedAt === after.observedAt &&
  before.recordedAt === after.recordedAt &&
  before.intervalS === after.intervalS &&
  before.knownSince >= standing.since &&
  sameText(before.judgement) === sameText(standing.judgement);

type Step = { readonly since: Instant; readonly value: string };

/** What stands from when on: of one moment the last revision, and nothing that says the same again. */
const stepsOf = (rows: readonly (Step & { readonly revision: number })[]): Step[] => {
  const ordered = rows.toSorted((a, b) => a.since - b.since || a.revision - b.revision);
  const last = new Map(ordered.map(({ since, value }) => [since, value]));
  const steps: Step[] = [];
  for (const [since, value] of last) if (steps.at(-1)?.value !== value) steps.push({ since, value });
  return steps;
};

const stepText = (steps: readonly Step[]): string => JSON.stringify(steps);
