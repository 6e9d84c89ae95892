import { useLocation, useSearch } from 'wouter';
import { returnTo } from './history.ts';
import { linkTo, type PageState, readState, type SheetRef } from './state.ts';

type Navigation = {
  readonly state: PageState;
  /** The address of this page with some of its state changed. */
  readonly href: (change: Partial<PageState>) => string;
  /** The address that opens a sheet on top of the open ones (or in their place). */
  readonly sheetHref: (ref: SheetRef, over?: readonly SheetRef[]) => string;
  /** `back`: to where the reader opened it from, where that is known; else in place of what is shown. */
  readonly go: (change: Partial<PageState>, how?: 'replace' | 'push' | 'back') => void;
};

/** The campaign page's state and the ways to change it, all through the address bar. */
export const usePageState = (): Navigation => {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const state = readState(search);
  const href = (change: Partial<PageState>) => linkTo(path, search, change);
  return {
    state,
    href,
    sheetHref: (ref, over = state.sheet) => href({ sheet: [...over, ref] }),
    go: (change, how = 'push') => {
      const to = href(change);
      if (how === 'back') returnTo(to, address => navigate(address, { replace: true }));
      else navigate(to, { replace: how === 'replace' });
    },
  };
};
