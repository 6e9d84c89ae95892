import { createContext, useContext } from 'react';
import type { Campaign } from '../../../../api/contract.ts';
import type { Moment } from '../../api/queries.ts';

export type CampaignContextValue = {
  readonly id: string;
  readonly moment: Moment;
  readonly campaign: Campaign;
  readonly timeZone: string;
  /** The as-of the figures speak about, ms UTC. */
  readonly asOf: number;
};

export const CampaignContext = createContext<CampaignContextValue | null>(null);

/** What every part of the campaign page speaks about. */
export const useCampaignContext = (): CampaignContextValue => {
  const value = useContext(CampaignContext);
  if (!value) throw new Error('useCampaignContext is used outside a campaign page.');
  return value;
};
