/**
 * Where the reader came from within this tab: the addresses of its history entries, so that closing a sheet goes back
 * to the page beneath instead of leaving an entry on which the back button seems to do nothing.
 */
const KEY = 'renci.trail';

type Trail = { readonly entries: readonly string[]; readonly at: number };

const recallTrail = (): Trail => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (Array.isArray(kept) && kept.every(entry => typeof entry === 'string')) {
      return { entries: kept, at: indexOf(history.state) ?? kept.length - 1 };
    }
  } catch {
    // Private windows refuse storage; the trail then begins here.
  }
  return { entries: [], at: -1 };
};

const indexOf = (state: unknown): number | null =>
  typeof state === 'object' && state !== null && 'at' in state && typeof state.at === 'number'
    ? state.at
    : null;

const here = (): string => `${location.pathname}${location.search}`;

let trail: Trail = { entries: [], at: -1 };
let marking = false;

const keep = (next: Trail): void => {
  trail = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(trail.entries));
  } catch {
    return;
  }
};

/** Writes the place in the trail into the entry itself, since the browser does not say which entry it went to. */
const mark = (at: number): void => {
  marking = true;
  history.replaceState({ at }, '');
  marking = false;
};

/** Follows the tab's history. Call once, after the router has patched it. */
export const followHistory = (): void => {
  trail = recallTrail();
  const start = indexOf(history.state);
  if (start === null || trail.entries[start] !== here()) {
    const at = start ?? trail.at + 1;
    keep({ entries: [...trail.entries.slice(0, at), here()], at });
    mark(at);
  } else keep({ ...trail, at: start });
  window.addEventListener('pushState', () => {
    const at = trail.at + 1;
    keep({ entries: [...trail.entries.slice(0, at), here()], at });
    mark(at);
  });
  window.addEventListener('replaceState', () => {
    if (marking) return;
    keep({ entries: trail.entries.with(trail.at, here()), at: trail.at });
    mark(trail.at);
  });
  window.addEventListener('popstate', () => {
    const at = indexOf(history.state);
    if (at !== null && at < trail.entries.length) keep({ ...trail, at });
  });
};

/** How many steps back an address lies, when every entry in between is of the same page; null when it does not. */
export const stepsBack = (entries: readonly string[], at: number, wanted: string): number | null => {
  const page = wanted.split('?')[0];
  for (let index = at - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry.split('?')[0] !== page) return null;
    if (entry === wanted) return at - index;
  }
  return null;
};

/** Goes to an address of this page: back where the reader came from it, else in place of what is shown. */
export const returnTo = (href: string, replace: (href: string) => void): void => {
  const steps = stepsBack(trail.entries, trail.at, href);
  if (steps === null) replace(href);
  else history.go(-steps);
};
