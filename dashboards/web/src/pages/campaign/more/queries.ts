import type {
  BroadcastPanel,
  CampaignComparison,
  ComparisonBody,
  Hits,
  Hot,
  Kinds,
} from '../../../../../api/contract.ts';
import { campaignPart, clocksOf } from '../../../api/campaign-part.ts';
import { queryOf } from '../../../api/client.ts';
import { type Answer, useGet } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';

export const useHits = (): Answer<Hits> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'hits', moment), { keep: true });
};

export const useHot = (): Answer<Hot> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'hot', clocksOf(moment)), { keep: true });
};

export const useBroadcast = (): Answer<BroadcastPanel> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'broadcast', clocksOf(moment)), { keep: true });
};

export const useComparison = (): Answer<CampaignComparison> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'comparison', moment), { keep: true });
};

/** What became known of a publication since, and what came after, as of the page's moment. */
export const useRevision = (publication: string): Answer<ComparisonBody> => {
  const { moment } = useCampaignContext();
  return useGet(
    `/publications/${encodeURIComponent(publication)}/comparison${queryOf({ ...clocksOf(moment) })}`,
    { keep: true },
  );
};

export const useKinds = (): Answer<Kinds> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'kinds', moment), { keep: true });
};
