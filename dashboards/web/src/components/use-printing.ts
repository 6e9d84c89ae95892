import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const listeners = new Set<() => void>();
let printing = false;

/** The paper is laid out as soon as this returns: everything that is to be on it must be drawn by then. */
const change = (now: boolean): void => {
  if (printing === now) return;
  printing = now;
  flushSync(() => {
    for (const listener of listeners) listener();
  });
};

window.addEventListener('beforeprint', () => change(true));
window.addEventListener('afterprint', () => change(false));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/**
 * True while the page is put on paper, which takes what is drawn when the event ends. Parts that are drawn because of it
 * know it from their first moment.
 */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => printing);
