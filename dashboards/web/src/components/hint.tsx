import { useEffect, useRef } from 'react';
import './hint.css';

const GAP = 6;
const EDGE = 8;

/** Puts the hint above its anchor, below where there is no room, and never outside the window. */
const place = (hint: HTMLElement, anchor: Element): void => {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = hint;
  const left = Math.min(
    Math.max(EDGE, at.left + at.width / 2 - width / 2),
    Math.max(EDGE, window.innerWidth - width - EDGE),
  );
  const above = at.top - height - GAP;
  hint.style.left = `${left}px`;
  hint.style.top = `${above < EDGE ? at.bottom + GAP : above}px`;
};

/**
 * One layer for all elements with `data-hint` (full digits, reasons): shown on hover, keyboard focus and tap, inside
 * the open sheet where there is one, since nothing outside it is visible then. Screen readers have the label instead.
 */
export const HintLayer = () => {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const hint = ref.current;
    if (!hint) return;
    const home = hint.parentElement;
    const show = (target: EventTarget | null): void => {
      const anchor = target instanceof Element ? target.closest('[data-hint]') : null;
      const text = anchor?.getAttribute('data-hint');
      if (!anchor || !text) {
        hide();
        return;
      }
      (anchor.closest('dialog') ?? home)?.append(hint);
      hint.textContent = text;
      hint.hidden = false;
      place(hint, anchor);
    };
    const hide = (): void => {
      hint.hidden = true;
      if (hint.parentElement !== home) home?.append(hint);
    };
    const over = (event: Event) => show(event.target);
    const focused = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target);
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('click', over);
    document.addEventListener('focusin', focused);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', escaped);
    window.addEventListener('scroll', hide, true);
    return () => {
      document.removeEventListener('pointerover', over);
      document.removeEventListener('click', over);
      document.removeEventListener('focusin', focused);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', escaped);
      window.removeEventListener('scroll', hide, true);
    };
  }, []);
  return (
    <div>
      <div ref={ref} className="hint" aria-hidden="true" hidden />
    </div>
  );
};
