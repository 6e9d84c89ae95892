import { useMemo } from 'react';
import type { Campaign } from '../../../../api/contract.ts';
import { type Answer, type Moment, useCampaign, useCampaigns } from '../../api/queries.ts';
import { resolveMoment } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import type { CampaignContextValue } from '../campaign/context.ts';

const NOTHING: Moment = { asOf: null, knownAt: null, formula: null };

type Found = {
  /** Null until the campaign is read. */
  readonly context: CampaignContextValue | null;
  readonly query: Answer<Campaign>;
  /** What the address says of its clocks and nobody can read as a time. */
  readonly invalid: string | null;
};

/** The campaign that a page below it belongs to, as of the moment of the address; null: not known yet. */
export const useCampaignOf = (id: string | null): Found => {
  const { asOf, knownAt, formula } = usePageState().state;
  const list = useCampaigns();
  const zone = list.data?.campaigns.find(card => card.id === id)?.timeZone ?? null;
  const { moment, invalid } = useMemo(
    () => resolveMoment({ asOf, knownAt, formula }, zone ?? (list.isFetched ? 'UTC' : null)),
    [asOf, knownAt, formula, zone, list.isFetched],
  );
  const query = useCampaign(id ?? '', moment ?? NOTHING, { enabled: id !== null && moment !== null });
  const { data } = query;
  const context = useMemo<CampaignContextValue | null>(
    () =>
      data && moment && id !== null
        ? { id, moment, campaign: data, timeZone: data.campaign.timeZone, asOf: Date.parse(data.asOf) }
        : null,
    [id, data, moment],
  );
  return { context, query, invalid };
};
