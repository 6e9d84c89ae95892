import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 720px)');

const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** True on a phone, where what stands side by side elsewhere is one column. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
