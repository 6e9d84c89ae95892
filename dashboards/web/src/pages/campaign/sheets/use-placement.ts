import type { PlacementRow, Placements } from '../../../../../api/contract.ts';
import { type Answer, usePlacements } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';

/** One placement of the total, from the list of them all (which the sheet beneath has usually read already). */
export const usePlacement = (
  placementId: number | null,
): { row: PlacementRow | undefined; query: Answer<Placements> } => {
  const { id, moment, campaign } = useCampaignContext();
  const missing = campaign.missing.find(row => row.placementId === placementId);
  const query = usePlacements(id, moment, {}, { enabled: placementId !== null && !missing });
  return { row: missing ?? query.data?.placements.find(row => row.placementId === placementId), query };
};
