import type { EqualAge } from '../../../../api/contract.ts';
import type { Bounds } from '../../format/numbers.ts';

export type AgedRow = {
  readonly id: string;
  readonly hours: number;
  /** The instant of that age; null: not that old yet. */
  readonly at: string | null;
  /** The count at the instant itself; null where nothing had been read. */
  readonly value: Bounds | null;
  readonly estimated: boolean;
  /** Its place by lower end among the episodes of that age, from 1; those that are equal share one. */
  readonly place: number | null;
  readonly of: number;
};

/** One episode at every age that is compared, youngest first. */
export const agedRows = ({ ages, episodes }: EqualAge, id: string): AgedRow[] => {
  const episode = episodes.find(row => row.id === id);
  if (!episode) return [];
  return ages.map(({ id: age, hours }) => {
    const lows = episodes.flatMap(({ at }) => at[age]?.estimate.low ?? []);
    const point = episode.at[age] ?? null;
    const low = point?.estimate.low ?? null;
    return {
      id: age,
      hours,
      at: point?.at ?? null,
      value: point === null || low === null ? null : { low, high: point.estimate.high },
      estimated: point?.estimated === true,
      place: low === null ? null : 1 + lows.filter(other => other > low).length,
      of: lows.length,
    };
  });
};
