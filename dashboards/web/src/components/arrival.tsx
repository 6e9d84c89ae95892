import { type ReactNode, useEffect } from 'react';

/** Scroll positions by path, for the way back. */
const positions = new Map<string, number>();
/** How the reader came to the page shown: by the browser's back and forward, or by a link. */
let byHistory = false;
let first = true;

if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    byHistory = true;
  });
  window.addEventListener('pushState', () => {
    byHistory = false;
  });
  // Within the visit this module restores positions once the page stands; on a reload the browser does.
  history.scrollRestoration = 'manual';
  window.addEventListener('pagehide', () => {
    history.scrollRestoration = 'auto';
  });
}

const GIVE_UP_MS = 1500;

/** Scrolls down to where the page was left, as soon as it is tall enough; the reader's own scrolling ends the attempt. */
const restore = (top: number): (() => void) => {
  const attempt = (): boolean => {
    window.scrollTo({ top, behavior: 'instant' });
    return Math.abs(window.scrollY - top) < 2;
  };
  if (attempt()) return () => {};
  const observer = new ResizeObserver(() => {
    if (attempt()) stop();
  });
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    window.removeEventListener('wheel', stop);
    window.removeEventListener('touchstart', stop);
  };
  const timer = setTimeout(stop, GIVE_UP_MS);
  observer.observe(document.body);
  window.addEventListener('wheel', stop, { passive: true });
  window.addEventListener('touchstart', stop, { passive: true });
  return stop;
};

/**
 * A page that has just been arrived at: starts at its top (or where it was left, on the way back), with focus on its
 * content, so that a reader of the screen hears the new page and not the old link.
 */
export const Arrival = ({ path, children }: { path: string; children: ReactNode }) => {
  useEffect(() => {
    const follow = () => positions.set(path, window.scrollY);
    window.addEventListener('scroll', follow, { passive: true });
    const leave = () => window.removeEventListener('scroll', follow);
    if (first || path === '/') {
      first = path === '/';
      return leave;
    }
    document.getElementById('content')?.focus({ preventScroll: true });
    const stop = restore(byHistory ? (positions.get(path) ?? 0) : 0);
    return () => {
      stop();
      leave();
    };
  }, [path]);
  return children;
};
