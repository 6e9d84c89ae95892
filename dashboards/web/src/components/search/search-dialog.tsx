import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { Icon } from '../icons.tsx';
import { type Found, find, linkIn } from './find.ts';
import { closeSearch } from './search-state.ts';
import { useFindable } from './use-findable.ts';
import { useResult } from './use-result.ts';
import './search.css';

/** Finds campaigns, episodes, works, accounts and pasted links; arrow keys choose, Enter opens. */
const SearchDialog = () => {
  const { words } = useLocale();
  const { search } = words;
  const links = useLinks();
  const [, navigate] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { all, pending, partly } = useFindable();
  const sought = useDeferredValue(typed);
  // The arrays of `all` are new each time; what they hold is kept by the address it was read from.
  const found = useMemo(() => find(sought, all), [sought, all]);
  const resultOf = useResult();
  const results = found.map(resultOf);
  const chosen = Math.min(at, results.length - 1);

  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, chosen]);

  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && results.length > 0) {
      event.preventDefault();
      setAt((chosen + step + results.length) % results.length);
    }
    const href = results[chosen]?.href;
    if (event.key === 'Enter' && href !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      closeSearch();
      navigate(href);
    }
  };
  const said =
    typed.trim() === ''
      ? search.start
      : results.length > 0
        ? search.found(results.length)
        : pending
          ? words.loading
          : linkIn(typed) === null
            ? search.none
            : search.noLink;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the veil closes; Esc does the same from the keyboard.
    <dialog
      ref={dialog}
      className="search"
      aria-label={search.title}
      onClose={closeSearch}
      onClick={event => {
        if (event.target === dialog.current) closeSearch();
      }}
    >
      <div className="search-field">
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          enterKeyHint="go"
          autoComplete="off"
          spellCheck={false}
          aria-label={search.hint}
          aria-expanded={results.length > 0}
          aria-controls={list}
          aria-activedescendant={results.length > 0 ? `${list}-${chosen}` : undefined}
          placeholder={search.hint}
          value={typed}
          onKeyDown={pressed}
          onChange={event => {
            setTyped(event.target.value);
            setAt(0);
          }}
        />
        <button type="button" className="sheet-button" onClick={closeSearch} aria-label={words.sheet.close}>
          <Icon name="close" />
        </button>
      </div>
      <div className="search-results" id={list} role="listbox" aria-label={search.title}>
        {results.map((result, index) => (
          <Link
            key={result.key}
            id={`${list}-${index}`}
            href={result.href}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="search-result"
            onClick={closeSearch}
          >
            <span className="search-kind">{kindOf(found, index, search.groups)}</span>
            <span className="search-name">{result.name}</span>
            <span className="search-note">{result.note}</span>
          </Link>
        ))}
      </div>
      <p className="search-said" role="status">
        {said}
        {partly && ` ${search.partly}`}
        {results.length === 0 && !pending && linkIn(typed) !== null && (
          <Link
            href={`${links.catalogue}${links.catalogue.includes('?') ? '&' : '?'}add=${encodeURIComponent(linkIn(typed) ?? '')}`}
            className="text-link"
            onClick={closeSearch}
          >
            {search.addLink}
          </Link>
        )}
        {results.length > 0 && <span className="search-help">{search.keys}</span>}
      </p>
    </dialog>
  );
};

/** The name of a group beside its first result only. */
const kindOf = (found: readonly Found[], index: number, groups: Record<Found['kind'], string>): string => {
  const kind = found[index]?.kind;
  return kind === undefined || kind === found[index - 1]?.kind ? '' : groups[kind];
};

export default SearchDialog;
