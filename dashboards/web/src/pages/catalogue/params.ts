import { choiceParam, nullableText, textParam } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';

export const TABS = ['inbox', 'links', 'browse', 'file', 'trail'] as const;
export const SHOWN = ['waiting', 'accepted', 'ignored', 'all'] as const;
export const SURENESS = ['all', 'sure', 'doubt'] as const;
export const VIEWS = ['tree', 'table'] as const;

const PARAMS = {
  tab: choiceParam(TABS, 'inbox'),
  campaign: textParam,
  show: choiceParam(SHOWN, 'waiting'),
  platform: textParam,
  sure: choiceParam(SURENESS, 'all'),
  view: choiceParam(VIEWS, 'tree'),
  q: textParam,
  sort: textParam,
  /** A link to be registered, as the search sends it. */
  add: nullableText,
};

/** What another part of the page does not take over. */
export const CLEARED = {
  show: 'waiting',
  platform: '',
  sure: 'all',
  view: 'tree',
  q: '',
  sort: '',
  add: null,
} as const;

/** What the page shows, in the address bar. A link that waits to be registered opens its part by itself. */
export const useCatalogueState = () => {
  const { state, href, go } = useParams(PARAMS);
  const tab: (typeof TABS)[number] = state.tab === 'inbox' && state.add !== null ? 'links' : state.tab;
  return { state: { ...state, tab }, href, go };
};
