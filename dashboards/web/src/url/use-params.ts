import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { returnTo } from './history.ts';
import { nullableText, type Params, readParams, writeParams } from './params.ts';
import { formatSheet, parseTrail, type SheetPart } from './sheet-trail.ts';

type Go = 'replace' | 'push' | 'back';

type ParamState<State> = {
  readonly state: State;
  /** The address of this page with some of its state changed, for links. */
  readonly href: (change: Partial<State>) => string;
  /** Filters replace the entry (the default); what the back button should undo is pushed. */
  readonly go: (change: Partial<State>, how?: Go) => void;
};

/** A page's state in the address bar. `params` must be a constant of the module. */
export const useParams = <State>(params: Params<State>): ParamState<State> => {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const state = useMemo(() => readParams(params, search), [params, search]);
  const href = useCallback(
    (change: Partial<State>) => writeParams(params, path, search, change),
    [params, path, search],
  );
  const go = useCallback(
    (change: Partial<State>, how: Go = 'replace') => {
      const to = href(change);
      if (how === 'back') returnTo(to, address => navigate(address, { replace: true }));
      else navigate(to, { replace: how === 'replace' });
    },
    [href, navigate],
  );
  return { state, href, go };
};

const LANG = { lang: nullableText } as const;

/** The address shown, in another language. */
export const useAddress = (): ((change: { lang: string }) => string) => useParams(LANG).href;

const SHEET = { sheet: { read: parseTrail, write: formatSheet } } as const;

type Sheets = {
  /** The sheet on top; null when none is open. */
  readonly top: SheetPart | null;
  /** The sheet it was opened from. */
  readonly beneath: SheetPart | null;
  /** The address that opens a sheet on top of the open ones, or in their place. */
  readonly hrefOf: (kind: string, id?: string | number, how?: { inPlace: boolean }) => string;
  readonly open: (kind: string, id?: string | number) => void;
  /** Closes all: back to the page the reader opened them from. */
  readonly close: () => void;
  /** One sheet back; undefined where there is none beneath. */
  readonly back: (() => void) | undefined;
};

/** The side sheets of a page, in `?sheet=kind:id/kind:id`. Opening pushes, so the back button closes. */
export const useSheets = (): Sheets => {
  const { state, href, go } = useParams(SHEET);
  const trail = state.sheet;
  const part = (kind: string, id?: string | number): SheetPart => ({
    kind,
    id: id === undefined ? null : String(id),
  });
  return {
    top: trail.at(-1) ?? null,
    beneath: trail.at(-2) ?? null,
    hrefOf: (kind, id, how) => href({ sheet: [...(how?.inPlace ? [] : trail), part(kind, id)] }),
    open: (kind, id) => go({ sheet: [...trail, part(kind, id)] }, 'push'),
    close: () => go({ sheet: [] }, 'back'),
    back: trail.length > 1 ? () => go({ sheet: trail.slice(0, -1) }, 'back') : undefined,
  };
};
