import { createContext, useContext } from 'react';

/** Which parts of the page are open where they are folded: on a phone. */
export type Folds = {
  readonly opened: ReadonlySet<string>;
  readonly toggle: (id: string, open: boolean) => void;
};

export const FoldsContext = createContext<Folds>({ opened: new Set(), toggle: () => {} });

export const useFolds = (): Folds => useContext(FoldsContext);
