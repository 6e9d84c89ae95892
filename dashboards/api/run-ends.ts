import { causeOf } from '../../pipeline/domain/causes.ts';
import type { StoredPlacement } from '../../pipeline/store/catalogue.ts';
import type { RunMiss } from '../../pipeline/store/collection-evidence.ts';
import type { RunDetail } from './contract.ts';

/**
 * Placements that ended without a value on the same account, in the same way, for the same reason, in the order in which
 * the misses come; those of a placement that is not in the catalogue are left out.
 */
export const endsOf = (
  misses: readonly RunMiss[],
  placements: readonly Pick<StoredPlacement, 'id' | 'platformId' | 'accountId'>[],
): RunDetail['ends'] => {
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
        ...{ status, kind, reason, cause: causeOf(reason) },
        placements: group.map(({ miss }) => miss.placementId),
      },
    ];
  });
};
