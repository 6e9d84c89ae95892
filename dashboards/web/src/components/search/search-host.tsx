import { lazy, Suspense, useEffect } from 'react';
import { closeSearch, openSearch, useSearchOpen } from './search-state.ts';

const SearchDialog = lazy(() => import('./search-dialog.tsx'));

/** ⌘K or Ctrl K anywhere, and “/” outside fields; the search itself is fetched when first opened. */
export const SearchHost = () => {
  const open = useSearchOpen();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const command = (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k';
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
      const slash = event.key === '/' && !typing && !event.metaKey && !event.ctrlKey && !event.altKey;
      if (!command && !slash) return;
      event.preventDefault();
      openSearch();
    };
    document.addEventListener('keydown', pressed);
    window.addEventListener('popstate', closeSearch);
    return () => {
      document.removeEventListener('keydown', pressed);
      window.removeEventListener('popstate', closeSearch);
    };
  }, []);
  return <Suspense fallback={null}>{open && <SearchDialog />}</Suspense>;
};
