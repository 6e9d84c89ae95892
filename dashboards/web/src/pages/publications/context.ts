import { createContext, useContext } from 'react';
import type { Campaigns, PublicationDetail } from '../../../../api/contract.ts';

export type PublicationContextValue = {
  readonly publication: PublicationDetail;
  /** Null where its campaign is no longer listed. */
  readonly campaign: Campaigns['campaigns'][number] | null;
  readonly timeZone: string;
  /** In the reader's language; the id where the platform is no longer in the campaign. */
  readonly platformName: (id: string) => string;
};

export const PublicationContext = createContext<PublicationContextValue | null>(null);

export const usePublication = (): PublicationContextValue => {
  const value = useContext(PublicationContext);
  if (!value) throw new Error('usePublication is used outside a publication.');
  return value;
};
