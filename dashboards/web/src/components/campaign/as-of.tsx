import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { formatMoment, instantOf, wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { Icon } from '../icons.tsx';
import { useCampaignContext } from './context.ts';
import { KnownAt } from './known-at.tsx';
import { ZoneFact } from './zone-fact.tsx';
import './as-of.css';

const DAY_MS = 86_400_000;

/**
 * The moment inside the headline, which is also its control: a date-time in the campaign's zone, kept in the address.
 * `shown` is the sentence's own words for it.
 */
export const AsOf = ({ shown }: { shown: string }) => {
  const { locale, words } = useLocale();
  const { asOf, timeZone } = useCampaignContext();
  const { state, go } = usePageState();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const root = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    input.current?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escaped);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escaped);
    };
  }, [open]);

  const show = (change: { asOf: string | null; knownAt?: string | null }) => {
    setOpen(false);
    go(change);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (key: string): string | null => {
      const text = form.get(key);
      return typeof text === 'string' && instantOf(text, timeZone) !== null ? text.slice(0, 16) : null;
    };
    const at = typed('asOf');
    // An empty known-at is today's knowledge.
    if (at !== null) show({ asOf: at, knownAt: typed('knownAt') });
  };

  return (
    <span className="as-of" ref={root}>
      <button
        ref={button}
        type="button"
        className="as-of-button"
        aria-expanded={open}
        aria-controls={panel}
        title={words.asOf.change}
        onClick={() => setOpen(!open)}
      >
        {shown || formatMoment(asOf, timeZone, locale)}
        <Icon name="down" />
      </button>
      {open && (
        <form className="as-of-panel" id={panel} onSubmit={submit} aria-label={words.asOf.choose}>
          <label className="as-of-label" htmlFor={`${panel}-input`}>
            {words.asOf.choose}
          </label>
          <div className="as-of-row">
            <input
              id={`${panel}-input`}
              className="as-of-input"
              type="datetime-local"
              name="asOf"
              required
              ref={input}
              defaultValue={wallOf(asOf, timeZone)}
            />
            <button type="submit" className="button primary">
              {words.asOf.apply}
            </button>
          </div>
          <div className="as-of-row">
            <button
              type="button"
              className="button"
              onClick={() => show({ asOf: wallOf(asOf - DAY_MS, timeZone) })}
            >
              <Icon name="back" size={14} />
              {words.asOf.previous}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => show({ asOf: wallOf(asOf + DAY_MS, timeZone) })}
            >
              {words.asOf.next}
              <Icon name="next" size={14} />
            </button>
            <button
              type="button"
              className="button"
              disabled={state.asOf === null && state.knownAt === null}
              onClick={() => show({ asOf: null, knownAt: null })}
              data-hint={words.asOf.nowHint}
            >
              {words.asOf.now}
            </button>
          </div>
          <KnownAt id={`${panel}-known`} />
          <p className="as-of-zone">
            <ZoneFact />
          </p>
        </form>
      )}
    </span>
  );
};

/** Away from now there is one press back to it. */
export const AsOfReset = () => {
  const { words } = useLocale();
  const { state, go } = usePageState();
  if (state.asOf === null) return null;
  return (
    <button type="button" className="as-of-reset" onClick={() => go({ asOf: null })}>
      {words.asOf.nowHint}
    </button>
  );
};
