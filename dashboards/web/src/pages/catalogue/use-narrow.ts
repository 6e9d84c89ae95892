import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 720px)');

const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** True on a phone, where a row of the inbox is one block with its buttons under it. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
