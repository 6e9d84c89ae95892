import type { EqualAge, Milestones, Publications, Series } from '../../../../api/contract.ts';
import { campaignPart, clocksOf } from '../../api/campaign-part.ts';
import { queryOf } from '../../api/client.ts';
import { type Answer, useGet } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';

export const useSeries = (): Answer<Series> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'series', { by: 'day', ...moment }), { keep: true });
};

export const useMilestones = (): Answer<Milestones> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'milestones', clocksOf(moment)), { keep: true });
};

export const useEqualAge = (enabled: boolean): Answer<EqualAge> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'equal-age', moment), { keep: true, enabled });
};

export const usePublications = (): Answer<Publications> => {
  const { id } = useCampaignContext();
  return useGet(`/publications${queryOf({ campaign: id })}`, { keep: true });
};
