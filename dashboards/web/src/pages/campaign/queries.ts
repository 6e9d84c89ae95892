import type { EqualAge, Milestones, Publications, Series } from '../../../../api/contract.ts';
import { queryOf } from '../../api/client.ts';
import { type Answer, type Moment, useGet } from '../../api/queries.ts';
import { useCampaignContext } from './context.ts';

/** The address of a part of the campaign the page is about, as of its moment. */
export const campaignPart = (
  id: string,
  part: string,
  query: Readonly<Record<string, string | null>>,
): string => `/campaigns/${encodeURIComponent(id)}/${part}${queryOf({ ...query })}`;

/** The two clocks alone, for what no formula enters. */
export const clocksOf = ({ asOf, knownAt }: Moment): Omit<Moment, 'formula'> => ({ asOf, knownAt });

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
