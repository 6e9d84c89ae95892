import { createContext, useContext } from 'react';
import type { FallRow, PlacementDetail, Readings } from '../../../../api/contract.ts';

type PlacementContextValue = {
  readonly detail: PlacementDetail;
  /** Null while they are on their way or could not be read. */
  readonly readings: Readings | null;
  /** Falls of the counting metric, newest first. */
  readonly falls: readonly FallRow[];
};

export const PlacementContext = createContext<PlacementContextValue | null>(null);

/** What every part of a placement's page speaks about. */
export const usePlacementContext = (): PlacementContextValue => {
  const value = useContext(PlacementContext);
  if (!value) throw new Error('usePlacementContext is used outside a placement page.');
  return value;
};
