import { useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

const set = (next: boolean): void => {
  open = next;
  for (const listener of listeners) listener();
};

export const openSearch = (): void => set(true);
export const closeSearch = (): void => set(false);

export const useSearchOpen = (): boolean =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );

const APPLE = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** As it is written on the reader's keyboard. */
export const SEARCH_KEYS = APPLE ? '⌘K' : 'Ctrl K';
