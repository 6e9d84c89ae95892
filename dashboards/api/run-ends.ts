import type { StoredPlacement } from '../../pipeline/store/catalogue.ts';
import type { RunDetail } from './contract.ts';

type Ended = Pick<RunDetail['ends'][number], 'status' | 'kind' | 'reason'> & { readonly placementId: number };

/** One group of placements that ended without a value on the same account, in the same way, for the same reason. */
export type Ends<Miss> = Pick<
  RunDetail['ends'][number],
  'platform' | 'account' | 'status' | 'kind' | 'reason' | 'placements'
> & {
  readonly misses: readonly Miss[];
};

/** Groups misses in the order in which they come; those of a placement that is not in the catalogue are left out. */
export const groupEnds = <Miss extends Ended>(
  misses: readonly Miss[],
  placements: readonly Pick<StoredPlacement, 'id' | 'platformId' | 'accountId'>[],
): Ends<Miss>[] => {
  const byId = new Map(placements.map(placement => [placement.id, placement]));
  const known = misses.flatMap(miss => {
    const placement = byId.get(miss.placementId);
    return placement ? [{ miss, placement }] : [];
  });
  const groups = Map.groupBy(known, ({ miss, placement: { platformId, accountId } }) =>
    [platformId, accountId, miss.status, miss.kind, miss.reason].join('\n'),
  );
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    const { status, kind, reason } = first.miss;
    return [
      {
        platform: first.placement.platformId,
        account: first.placement.accountId,
        ...{ status, kind, reason },
        placements: group.map(({ miss }) => miss.placementId),
        misses: group.map(({ miss }) => miss),
      },
    ];
  });
};

export const endsOf = <Miss extends Ended>(
  misses: readonly Miss[],
  placements: readonly StoredPlacement[],
): RunDetail['ends'] => groupEnds(misses, placements).map(({ misses: _, ...end }) => end);
