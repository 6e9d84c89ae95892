import type { Failures } from '../../../../api/contract.ts';

type Failure = Failures['failures'][number];

/** Failures of one platform that ended in the same way: one thing to repair. */
export type Repair = {
  /** Stands in the address of the sheet that collects it again. */
  readonly key: string;
  readonly platform: string;
  readonly kind: string;
  readonly failures: readonly Failure[];
  readonly placements: readonly number[];
  /** How many placements: more than are named. */
  readonly count: number;
  readonly canRetry: boolean;
};

/** How a failure ended: its kind of error, or what the platform said. */
export const endOf = ({ kind, status }: Pick<Failure, 'kind' | 'status'>): string =>
  kind === '' ? status : kind;

/** Failures by platform and ending, in the order in which the API has them. */
export const repairsOf = (failures: readonly Failure[]): Repair[] =>
  [...Map.groupBy(failures, failure => `${failure.platform}.${endOf(failure)}`)].flatMap(([key, group]) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        ...{ key, platform: first.platform, kind: endOf(first), failures: group },
        placements: group.flatMap(({ placements }) => placements),
        count: group.reduce((sum, { count }) => sum + count, 0),
        canRetry: group.some(({ canRetry }) => canRetry),
      },
    ];
  });

/** As many as one request may ask for. */
export const MOST_ASKED = 5_000;

/** What of the list a collector can be asked for again, as much as one request takes. */
export const retriable = (failures: readonly Failure[]): number[] =>
  failures.flatMap(({ canRetry, placements }) => (canRetry ? placements : [])).slice(0, MOST_ASKED);
