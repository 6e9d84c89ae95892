import type { Adjustment } from '../domain/adjustment.ts';
import { type SeriesEnd, standingOf } from '../domain/coverage.ts';
import type { Instant, JudgedReading } from '../domain/reading.ts';

/** A placement with the judged readings of its counting metric, of every source, in order of instant. */
export type Counter = {
  readonly placementId: number;
  /** From when on it is expected. */
  readonly since: Instant;
  readonly readings: readonly JudgedReading[];
};

type Change = { readonly at: Instant; readonly by: number };

/**
 * Where the lower end of a part of a total stands lowest from an instant on, its adjustments included, by the verdicts
 * of now. Exact: every instant at which anything changes is looked at.
 */
export const lowestSince = (
  counters: readonly Counter[],
  adjustments: readonly Pick<Adjustment, 'placementId' | 'low' | 'effectiveAt'>[],
  from: Instant,
): { readonly at: Instant; readonly low: number } => {
  const since = new Map(counters.map(counter => [counter.placementId, counter.since]));
  const changes = [
    ...counters.flatMap(changesOf),
    ...adjustments.map(({ placementId, low, effectiveAt }) => ({
      at: Math.max(effectiveAt, since.get(placementId ?? 0) ?? effectiveAt),
      by: low,
    })),
  ].toSorted((a, b) => a.at - b.at);
  let low = 0;
  let lowest: { at: Instant; low: number } | null = null;
  for (const [index, { at, by }] of changes.entries()) {
    const isFirstLater = at > from && lowest === null;
    if (isFirstLater) lowest = { at: from, low };
    low += by;
    // What changes at one instant changes together.
    if (at <= from || changes[index + 1]?.at === at) continue;
    if (lowest === null || low < lowest.low) lowest = { at, low };
  }
  return lowest ?? { at: from, low };
};

/** How the lower end of one placement changes, instant by instant. */
const changesOf = ({ since, readings }: Counter): Change[] => {
  const ends = new Map<string, SeriesEnd>();
  let low = 0;
  return readings.flatMap(({ observedAt, judgement, ...reading }) => {
    ends.set(reading.source, { ...reading, ...judgement, lastAt: observedAt });
    const { count } = standingOf([...ends.values()], [], observedAt);
    const next = count === null ? 0 : count.low;
    const change = { at: Math.max(observedAt, since), by: next - low };
    low = next;
    return change.by === 0 ? [] : [change];
  });
};
